package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a run leaves out at its beginning. */
class WarmUpTest {

  private static final long SECOND = 1_000_000_000L;
  private static final int FEW = 100;

  /** Looks once a second from {@code from} on, with so many devices connected. */
  private static void look(WarmUp warmUp, int from, int until, int connected) {
    for (int second = from; second <= until; second++) {
      if (warmUp.look(second * SECOND, connected)) {
        warmUp.endAt(second * SECOND);
      }
    }
  }

  @Test
  void shouldMeasureEveryTurnOfAShortRun() {
    assertThat(WarmUp.of(null, FEW, SECOND, 30 * SECOND).latencyNanos()).isZero();
    assertThat(WarmUp.of(null, FEW, SECOND, 0).latencyNanos()).isZero();
    assertThat(WarmUp.of(null, 20_000, SECOND, 0).latencyNanos()).isZero();
  }

  @Test
  void shouldLeaveOutOfLongerRunsWhatIsBeforeAllDevicesAreThereHoweverLongThatTakes() {
    WarmUp warmUp = WarmUp.of(null, FEW, 20 * SECOND, 300 * SECOND);
    look(warmUp, 1, 29, 99);
    assertThat(warmUp.isComplete()).isFalse();
    assertThat(warmUp.healthNanos()).isEqualTo(29 * SECOND);
    assertThat(warmUp.latencyNanos()).isGreaterThan(29 * SECOND);
  }

  @Test
  void shouldEndWhenTheLastDeviceIsThere() {
    WarmUp warmUp = WarmUp.of(null, FEW, 20 * SECOND, 300 * SECOND);
    for (int second = 1; second <= 45; second++) {
      look(warmUp, second, second, Math.min(FEW, second * 5 / 2));
    }
    assertThat(warmUp.completeNanos()).isEqualTo(40 * SECOND);
    assertThat(warmUp.latencyNanos()).isEqualTo(40 * SECOND);
    assertThat(warmUp.healthNanos()).isEqualTo(40 * SECOND);
  }

  @Test
  void shouldNotWaitForTheRampWhenAllAreThere() {
    WarmUp warmUp = WarmUp.of(null, FEW, 20 * SECOND, 300 * SECOND);
    look(warmUp, 1, 5, FEW);
    assertThat(warmUp.latencyNanos()).isEqualTo(SECOND);
    assertThat(warmUp.healthNanos()).isEqualTo(3 * SECOND);
  }

  @Test
  void shouldLeaveOutAQuarterOfTheRunAtMost() {
    WarmUp warmUp = WarmUp.of(null, FEW, 100 * SECOND, 60 * SECOND);
    look(warmUp, 1, 50, 10);
    assertThat(warmUp.latencyNanos()).isEqualTo(15 * SECOND);
    assertThat(warmUp.healthNanos()).isEqualTo(15 * SECOND);
    assertThat(warmUp.isComplete()).isFalse();
  }

  @Test
  void shouldLeaveTheBeginningOutOfShortRunsOfManyDevices() {
    WarmUp warmUp = WarmUp.of(null, 1_000, 5 * SECOND, 30 * SECOND);
    assertThat(warmUp.latencyNanos()).isEqualTo(30 * SECOND / 4);
    look(warmUp, 1, 5, 900);
    look(warmUp, 6, 6, 1_000);
    assertThat(warmUp.latencyNanos()).isEqualTo(6 * SECOND);
  }

  @Test
  void shouldNotWaitForDevicesThatDoNotCome() {
    WarmUp warmUp = WarmUp.of(null, FEW, 20 * SECOND, 600 * SECOND);
    look(warmUp, 1, 25, 90);
    look(warmUp, 26, 29, 91);
    assertThat(warmUp.isComplete()).isFalse();
    look(warmUp, 30, 60, 91);
    assertThat(warmUp.completeNanos()).isEqualTo(36 * SECOND);
  }

  @Test
  void shouldDoAsAsked() {
    WarmUp asked = WarmUp.of(20 * SECOND, FEW, SECOND, 30 * SECOND);
    look(asked, 1, 3, FEW);
    assertThat(asked.latencyNanos()).isEqualTo(20 * SECOND);
    assertThat(asked.healthNanos()).isEqualTo(20 * SECOND);
    WarmUp none = WarmUp.of(0L, FEW, 15 * SECOND, 1_800 * SECOND);
    look(none, 1, 15, 50);
    assertThat(none.latencyNanos()).isZero();
    assertThat(none.healthNanos()).isEqualTo(15 * SECOND);
  }

  @Test
  void shouldJudgeTheGeneratorWhenItIsWarm() {
    WarmUp warmUp = WarmUp.of(null, 1, SECOND, 30 * SECOND);
    look(warmUp, 1, 3, 0);
    look(warmUp, 4, 9, 1);
    assertThat(warmUp.healthNanos()).isEqualTo(6 * SECOND);
  }

  @Test
  void shouldJudgeMostOfTheRunHoweverShortItIs() {
    WarmUp warmUp = WarmUp.of(null, FEW, SECOND, 4 * SECOND);
    look(warmUp, 1, 4, 0);
    assertThat(warmUp.healthNanos()).isEqualTo(SECOND);
  }
}
