package io.github.xiaozhisim.pi.sound;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A microphone on a card that is good, stalled, lossy or pulled out; in virtual time. The card hears a counter. */
class SoundCardInputTest {

  private static final int MILLI = 16;

  private final SimScheduler scheduler = new SimScheduler();
  private final CardInTest card = new CardInTest(scheduler.clock());
  private final VirtualBeat beat = new VirtualBeat(scheduler);
  private final List<String> news = new ArrayList<>();
  private final List<Short> heard = new ArrayList<>();
  private long oldestNanos;
  private final SoundCardInput input =
      new SoundCardInput(
          scheduler, card, SoundSettings.usual(),
          new SoundCardListener() {
            @Override
            public void gone(String part, String sentence) {
              news.add(part + " gone: " + sentence);
            }

            @Override
            public void back(String what) {
              news.add("back: " + what);
            }
          },
          VirtualBeat.worker(), beat);

  private void listen() {
    scheduler.execute(
        () ->
            input.start(
                (samples, length, capturedNanos) -> {
                  oldestNanos = Math.max(oldestNanos, scheduler.clock().nowNanos() - capturedNanos);
                  for (int i = 0; i < length; i++) {
                    heard.add(samples[i]);
                  }
                }));
  }

  /** Samples left out between neighbours. */
  private int missing() {
    int missing = 0;
    for (int i = 1; i < heard.size(); i++) {
      missing += Math.floorMod(heard.get(i) - heard.get(i - 1), 30_000) - 1;
    }
    return missing;
  }

  @Test
  void shouldHearEverySampleOnce() {
    listen();
    scheduler.runForMillis(2_000);

    assertThat(heard.size()).isBetween(1_970 * MILLI, 2_000 * MILLI);
    assertThat(missing()).isZero();
    assertThat(oldestNanos).isLessThan(21_000_000L);
    assertThat(input.counters().clean()).isTrue();
  }

  @Test
  void shouldThrowAwayWhatAStalledMachineHeardTooLate() {
    listen();
    scheduler.runForMillis(500);
    beat.stallMillis(800);
    scheduler.runForMillis(1_500);

    assertThat(oldestNanos).isLessThan(CaptureFeed.STALE_NANOS);
    assertThat(input.counters().staleMillis()).isBetween(780L, 830L);
    assertThat(missing() / MILLI).isBetween(780, 830);
    assertThat(input.counters().overruns()).isZero();
  }

  @Test
  void shouldNotTakeALongStallForACardThatIsGone() {
    listen();
    scheduler.runForMillis(500);
    beat.stallMillis(3_000);
    scheduler.runForMillis(4_000);

    assertThat(news).isEmpty();
    assertThat(oldestNanos).isLessThan(CaptureFeed.STALE_NANOS);
  }

  @Test
  void shouldBearAShortStallWithoutLosingAnything() {
    listen();
    scheduler.runForMillis(500);
    beat.stallMillis(150);
    scheduler.runForMillis(500);

    assertThat(missing()).isZero();
  }

  @Test
  void shouldCountWhatTheCardItselfHasLost() {
    listen();
    scheduler.runForMillis(500);
    card.microphone.lose(300);
    scheduler.runForMillis(1_000);

    assertThat(input.counters().overruns()).isEqualTo(1);
    assertThat(input.counters().lostMillis()).isBetween(100L, 310L);
  }

  @Test
  void shouldHearSilenceInTimeWithoutACardAndSoundWhenItIsBack() {
    listen();
    scheduler.runForMillis(500);
    card.pullOut();
    scheduler.runForMillis(1_500);
    heard.clear();
    scheduler.runForMillis(1_000);

    assertThat(news).hasSize(1);
    assertThat(news.getFirst()).startsWith("microphone gone: the microphone test [card] has gone away");
    assertThat(heard.size()).isBetween(980 * MILLI, 1_020 * MILLI);
    assertThat(heard).containsOnly((short) 0);

    card.plugIn();
    scheduler.runForMillis(1_100);
    heard.clear();
    scheduler.runForMillis(200);
    assertThat(news).last().isEqualTo("back: microphone test [card]");
    assertThat(heard).doesNotContain((short) 0);
  }

  @Test
  void shouldHandOnSilenceWhileItIsMutedAndStillShowTheLevel() {
    listen();
    input.muted(true);
    scheduler.runForMillis(1_500);
    assertThat(heard).containsOnly((short) 0);
    assertThat(input.level()).isGreaterThan(-20);

    input.muted(false);
    heard.clear();
    scheduler.runForMillis(100);
    assertThat(heard).doesNotContain((short) 0);
  }

  @Test
  void shouldGiveTheCardBackWhenNobodyListens() {
    listen();
    scheduler.runForMillis(500);
    scheduler.execute(
        () -> {
          input.stop();
          input.enabled(false);
        });
    scheduler.runForMillis(100);

    assertThat(card.opened).isEqualTo(1);
    assertThat(card.closed).isEqualTo(1);
    assertThat(input.level()).isEqualTo(SoundLevel.SILENCE_DBFS);
  }
}
