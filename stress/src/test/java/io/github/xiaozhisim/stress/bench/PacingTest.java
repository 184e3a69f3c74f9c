package io.github.xiaozhisim.stress.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** How the target judges when frames come. */
class PacingTest {

  private static final long FIRST_NANOS = 5_000_000_000L;

  private final Pacing pacing = new Pacing();
  private final Pacing.Arrivals arrivals = new Pacing.Arrivals();

  private void arrive(double... millis) {
    for (double moment : millis) {
      arrivals.add(FIRST_NANOS + Math.round(moment * 1e6));
    }
    pacing.judge(arrivals);
  }

  @Test
  void shouldFindNothingLateInAnExactGrid() {
    arrive(0, 60, 120, 180, 240);
    assertThat(pacing.maxMillis()).isZero();
  }

  @Test
  void shouldHangTheGridOnTheEarliestFrameAndNotOnTheFirst() {
    arrive(10, 60, 120, 180);
    assertThat(pacing.maxMillis()).isCloseTo(10, within(0.2));
    assertThat(pacing.millis(50)).isZero();
  }

  @Test
  void shouldCountTheDriftOfAClientThatWaitsAfterEachFrame() {
    arrive(0, 61, 122, 183, 244);
    assertThat(pacing.maxMillis()).isCloseTo(4, within(0.1));
  }

  @Test
  void shouldGiveEachQuestionAGridOfItsOwn() {
    arrive(0, 60, 120);
    arrive(5_033, 5_093, 5_153);
    assertThat(pacing.maxMillis()).isZero();
  }

  @Test
  void shouldNotJudgeALoneFrame() {
    arrive(7);
    assertThat(pacing.maxMillis()).isZero();
    assertThat(pacing.millis(99)).isZero();
  }

  @Test
  void shouldAskToBeJudgedBeforeItsRoomIsFull() {
    for (int i = 1; i < Pacing.MOST_TOGETHER; i++) {
      assertThat(arrivals.add(i * StandardTurn.PACKET_NANOS)).isFalse();
    }
    assertThat(arrivals.add(Pacing.MOST_TOGETHER * StandardTurn.PACKET_NANOS)).isTrue();
  }

  @Test
  void shouldForgetEverythingAtAReset() {
    arrive(0, 90);
    pacing.reset();
    assertThat(pacing.maxMillis()).isZero();
  }
}
