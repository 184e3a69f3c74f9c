package io.github.xiaozhisim.pi.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A key that only tells that it is pressed. */
class TalkKeyTest {

  private static final long MILLI = 1_000_000;

  private final SimScheduler scheduler = new SimScheduler();
  private final List<String> seen = new ArrayList<>();
  private final TalkKey key = new TalkKey(scheduler, () -> note("press"), () -> note("release"));

  private void note(String what) {
    seen.add(scheduler.clock().nowNanos() / MILLI + " " + what);
  }

  private void pressAt(long... millis) {
    for (long each : millis) {
      scheduler.runUntil(each * MILLI);
      key.pressed();
    }
    scheduler.runUntil(10_000 * MILLI);
  }

  @Test
  void shouldPressAtOnceAndReleaseWhenRepeatsStop() {
    pressAt(1_000, 1_500, 1_530, 1_560);

    assertThat(seen).containsExactly("1000 press", "1910 release");
    assertThat(key.held()).isFalse();
  }

  @Test
  void shouldWaitLongerForTheFirstRepeatThanForTheNext() {
    pressAt(1_000, 1_850, 2_150);

    assertThat(seen).containsExactly("1000 press", "2500 release");
  }

  @Test
  void shouldReleaseAShortPressAfterTheLongestFirstPauseOfKeyboards() {
    pressAt(1_000);

    assertThat(seen).containsExactly("1000 press", "1900 release");
  }

  @Test
  void shouldPressAgainWhenTheKeyComesBack() {
    pressAt(1_000, 3_000);

    assertThat(seen).containsExactly("1000 press", "1900 release", "3000 press", "3900 release");
  }
}
