package io.github.xiaozhisim.stress.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockJumpsTest {

  private static final long SECOND = 1_000_000_000L;

  private final ClockJumps clock = new ClockJumps(1_767_225_600_000L);

  private String at(long seconds, long wallSeconds) {
    return String.valueOf(clock.look(seconds * SECOND, 1_767_225_600_000L + wallSeconds * 1_000));
  }

  @Test
  void shouldTellOnceWhenTheClockIsSet() {
    assertThat(at(1, 1)).isEqualTo("null");
    assertThat(at(2, 3_602))
        .startsWith("this machine's clock was set forward by 3,600.0 s when the run was 2 s old: times of day")
        .endsWith("durations do, they are not taken from it");
    assertThat(at(3, 3_603)).isEqualTo("null");
    assertThat(at(4, 4)).startsWith("this machine's clock was set back by 3,600.0 s");
  }

  @Test
  void shouldNotMindACorrectionThatTakesItsTime() {
    for (int second = 1; second < 10_000; second++) {
      assertThat(clock.look(second * SECOND, 1_767_225_600_000L + second * 1_001L)).isNull();
    }
  }
}
