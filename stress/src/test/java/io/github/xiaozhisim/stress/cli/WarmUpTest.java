package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a run leaves out at its beginning. */
class WarmUpTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void shouldMeasureEveryTurnOfAShortRun() {
    assertThat(WarmUp.of(null, SECOND, 30 * SECOND).latencyNanos()).isZero();
    assertThat(WarmUp.of(null, SECOND, 0).latencyNanos()).isZero();
  }

  @Test
  void shouldLeaveTheRampUpOutOfLongerRuns() {
    assertThat(WarmUp.of(null, 15 * SECOND, 1_800 * SECOND)).isEqualTo(new WarmUp(15 * SECOND, 15 * SECOND, 15 * SECOND));
    assertThat(WarmUp.of(null, 100 * SECOND, 60 * SECOND).latencyNanos()).isEqualTo(15 * SECOND);
  }

  @Test
  void shouldDoAsAsked() {
    assertThat(WarmUp.of(20 * SECOND, SECOND, 30 * SECOND).latencyNanos()).isEqualTo(20 * SECOND);
    assertThat(WarmUp.of(20 * SECOND, SECOND, 30 * SECOND).healthNanos()).isEqualTo(20 * SECOND);
    assertThat(WarmUp.of(0L, 15 * SECOND, 1_800 * SECOND).latencyNanos()).isZero();
  }

  @Test
  void shouldJudgeTheGeneratorWhenItIsWarm() {
    assertThat(WarmUp.of(null, SECOND, 30 * SECOND)).isEqualTo(new WarmUp(0, 3 * SECOND, 30 * SECOND / 4));
    assertThat(WarmUp.of(null, SECOND, 0)).isEqualTo(new WarmUp(0, 3 * SECOND, 10 * SECOND));
  }

  @Test
  void shouldJudgeMostOfTheRunHoweverShortItIs() {
    assertThat(WarmUp.of(null, SECOND, 4 * SECOND).healthNanos()).isEqualTo(SECOND);
    assertThat(WarmUp.of(null, SECOND, 4 * SECOND).latestHealthNanos()).isEqualTo(SECOND);
  }
}
