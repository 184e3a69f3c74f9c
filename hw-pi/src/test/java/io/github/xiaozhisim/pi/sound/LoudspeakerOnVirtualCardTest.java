package io.github.xiaozhisim.pi.sound;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.Scheduler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the world hears of a loudspeaker: recorded from the virtual card. */
@OnVirtualCard
class LoudspeakerOnVirtualCardTest {

  private static final int RATE_HZ = 24_000;
  private static final int LOUD = 300;

  private final RealTime time = new RealTime();
  private final Scheduler scheduler = time.scheduler();
  private final List<String> news = new CopyOnWriteArrayList<>();
  private final SoundCardOutput output =
      SoundCardOutput.open(
          scheduler, RATE_HZ, SoundCards.ofThisMachine(), SoundSettings.usual(),
          new SoundCardListener() {
            @Override
            public void gone(String card, String sentence) {
              news.add("gone: " + sentence);
            }

            @Override
            public void back(String card) {
              news.add("back: " + card);
            }
          });
  private final Speaking speaking = new Speaking(scheduler, output);

  @AfterEach
  void close() {
    output.close();
    time.close();
  }

  @Test
  void shouldPlayASentenceWholeWithoutAGapAndWithoutAClick() {
    Undisturbed.trial(
        () -> {
          short[] heard = recorded(Tone.cosine(440, RATE_HZ, 1_990, 10_000));

          double millis = (Tone.lastLoud(heard, LOUD) - Tone.firstLoud(heard, LOUD)) / 48.0;
          assertThat(millis).isBetween(1_980.0, 1_991.0);
          assertThat(Tone.longestGap(heard, LOUD)).as("samples of silence inside").isLessThan(20);
          assertNoClick(heard);
        });
    assertThat(news).isEmpty();
  }

  private short[] recorded(short[] sentence) {
    PulseCard.Recording recording = PulseCard.record();
    int before = speaking.drains;
    scheduler.execute(() -> speaking.say(sentence));
    time.runUntil(() -> speaking.drains > before);
    time.runUntil(() -> Tone.lastLoud(recording.heard(), LOUD) < recording.heard().length - 9_600);
    return recording.stop();
  }

  private static void assertNoClick(short[] heard) {
    assertThat(Tone.steepest(heard))
        .as("the steepest step between two samples; more than the tone's own is a click")
        .isLessThan((int) (1.3 * Tone.slope(440, PulseCard.RATE_HZ, 10_000)));
  }

  @Test
  void shouldFallSilentSoonAfterAnInterruptionWithoutAClick() {
    Undisturbed.trial(
        () -> {
          PulseCard.Recording recording = PulseCard.record();
          int before = speaking.rooms;
          scheduler.execute(() -> speaking.say(Tone.cosine(440, RATE_HZ, 3_000, 10_000)));
          time.runUntil(() -> speaking.rooms >= before + 5);
          int flushed = recording.heard().length;
          scheduler.execute(speaking::flush);
          time.runUntil(() -> recording.heard().length > flushed + 24_000);
          short[] heard = recording.stop();

          assertThat(Tone.lastLoud(heard, LOUD) - flushed).as("samples heard after").isLessThan(48 * 300);
          assertNoClick(heard);
        });
  }

  @Test
  void shouldSaySentencesOneAfterTheOther() {
    Undisturbed.trial(
        () -> {
          for (int i = 0; i < 3; i++) {
            short[] heard = recorded(Tone.cosine(440, RATE_HZ, 300, 10_000));
            assertThat((Tone.lastLoud(heard, LOUD) - Tone.firstLoud(heard, LOUD)) / 48.0).isBetween(290.0, 301.0);
            assertNoClick(heard);
          }
        });
  }

  @Test
  void shouldTellOfACardThatIsPulledOutMidSentenceAndPlayAgainWhenItIsBack() {
    scheduler.execute(() -> speaking.say(Tone.cosine(440, RATE_HZ, 4_000, 10_000)));
    time.runUntil(() -> speaking.rooms >= 5);

    PulseCard.pullOut();
    try {
      time.runUntil(() -> news.size() == 1);
    } finally {
      PulseCard.giveBack();
    }
    assertThat(news.getFirst()).startsWith("gone: the loudspeaker default");
    time.runUntil(() -> speaking.drains == 1);

    time.runUntil(() -> news.size() == 2);
    short[] heard = recorded(Tone.cosine(440, RATE_HZ, 600, 10_000));

    assertThat(Tone.lastLoud(heard, LOUD) - Tone.firstLoud(heard, LOUD)).isGreaterThan(48 * 590);
    assertThat(news.getLast()).startsWith("back: loudspeaker default, ");
  }
}
