package io.github.xiaozhisim.pi.sound;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A recording of a card that hears a counter; in virtual time. */
class SoundBenchTest {

  private final SimScheduler scheduler = new SimScheduler();
  private final CardInTest card = new CardInTest(scheduler.clock());
  private final SoundBench bench =
      new SoundBench(
          scheduler,
          new SoundCardInput(
              scheduler, card, SoundSettings.usual(), new Nobody(), VirtualBeat.worker(), new VirtualBeat(scheduler)),
          new SoundCardOutput(
              scheduler,
              SoundBench.PLAY_RATE_HZ,
              card,
              SoundSettings.usual(),
              new Nobody(),
              VirtualBeat.worker(),
              new VirtualBeat(scheduler)));

  private static final class Nobody implements SoundCardListener {
    @Override
    public void gone(String part, String sentence) {}

    @Override
    public void back(String what) {}
  }

  private CompletableFuture<short[]> listen(int millis) {
    return bench.listen(millis).toCompletableFuture();
  }

  @Test
  void shouldListenForAsLongAsItWasAsked() {
    CompletableFuture<short[]> heard = listen(1_000);
    scheduler.runForMillis(900);
    assertThat(heard).isNotDone();
    scheduler.runForMillis(300);

    assertThat(heard).isCompletedWithValueMatching(samples -> samples.length == 16_000);
  }

  @Test
  void shouldKeepWhatWasHeardWhenItIsEnough() {
    CompletableFuture<short[]> heard = listen(600_000);
    scheduler.runForMillis(3_000);
    bench.enough();
    scheduler.runForMillis(10);

    assertThat(heard.join().length).isBetween(16 * 2_900, 16 * 3_000);
    assertThat(listen(100)).as("the next one begins anew").isNotDone();
    scheduler.runForMillis(300);
  }

  @Test
  void shouldTakeNothingFromNobodyWhoListens() {
    bench.enough();
    CompletableFuture<short[]> heard = listen(100);
    scheduler.runForMillis(300);

    assertThat(heard).isCompletedWithValueMatching(samples -> samples.length == 1_600);
  }
}
