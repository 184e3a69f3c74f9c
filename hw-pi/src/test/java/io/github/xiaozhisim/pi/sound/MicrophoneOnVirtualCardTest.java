package io.github.xiaozhisim.pi.sound;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.Scheduler;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a microphone hears of the world: played into the virtual card. */
@OnVirtualCard
class MicrophoneOnVirtualCardTest {

  private final RealTime time = new RealTime();
  private final Scheduler scheduler = time.scheduler();
  private final List<String> news = new CopyOnWriteArrayList<>();
  private final SoundCardInput input =
      SoundCardInput.open(
          scheduler, SoundCards.ofThisMachine(), SoundSettings.usual(),
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
  private short[] heard = new short[16_000 * 10];
  private volatile int length;
  private Process voice;

  @AfterEach
  void close() throws InterruptedException {
    if (voice != null) {
      voice.destroy();
      voice.waitFor();
    }
    input.close();
    time.close();
  }

  private void listen() {
    scheduler.execute(
        () ->
            input.start(
                (samples, count, capturedNanos) -> {
                  int fitting = Math.min(count, heard.length - length);
                  System.arraycopy(samples, 0, heard, length, fitting);
                  length += fitting;
                }));
  }

  @Test
  void shouldHearAWholeSentenceWithoutAHole() {
    listen();
    time.runUntil(() -> length > 1_600);
    voice = PulseCard.say(Tone.cosine(440, 16_000, 1_000, 10_000));
    time.runUntil(() -> input.level() > -20);
    time.runUntil(() -> input.level() < -60);

    short[] all = Arrays.copyOf(heard, length);
    int from = Tone.firstLoud(all, 300);
    int until = Tone.lastLoud(all, 300);

    assertThat((until - from) / 16.0).isBetween(985.0, 1_015.0);
    assertThat(Tone.longestGap(all, 300)).as("samples of silence inside").isLessThan(20);
    assertThat(Tone.amplitude(all, from + 1_600, 12_800, 440, 16_000)).isBetween(9_500.0, 10_500.0);
    assertThat(input.counters().clean()).as("%s", input.counters()).isTrue();
  }

  @Test
  void shouldHearSilenceInTimeWhileTheCardIsAwayAndSoundWhenItIsBack() {
    listen();
    time.runUntil(() -> length > 1_600);

    PulseCard.pullOut();
    try {
      time.runUntil(() -> news.size() == 1);
      int before = length;
      time.runUntil(() -> length > before + 8_000);
    } finally {
      PulseCard.giveBack();
    }
    assertThat(news.getFirst()).startsWith("gone: the microphone default");
    time.runUntil(() -> news.size() == 2);
    voice = PulseCard.say(Tone.cosine(440, 16_000, 1_000, 10_000));
    time.runUntil(() -> input.level() > -20);
    assertThat(news.getLast()).startsWith("back: microphone default");
  }
}
