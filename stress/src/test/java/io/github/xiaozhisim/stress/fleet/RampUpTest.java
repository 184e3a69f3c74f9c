package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When devices are switched on. */
class RampUpTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void shouldSpreadDevicesEvenlyOverTheRamp() {
    RampUp rampUp = new RampUp(10, 5 * SECOND);
    assertThat(rampUp.offsetNanos(0)).isZero();
    assertThat(rampUp.offsetNanos(9)).isEqualTo(9 * SECOND / 2);
  }

  @Test
  void shouldTakeAsLongAsTheirConnectionsTakeAtTheGivenPace() {
    assertThat(RampUp.paced(1_000, 500, 1).rampNanos()).isEqualTo(2 * SECOND);
    assertThat(RampUp.paced(1_000, 500, 2).rampNanos()).as("each asks first where to go").isEqualTo(4 * SECOND);
    assertThat(RampUp.paced(1_000, 500, 2).connectsPerSecond()).isEqualTo(500);
  }
}
