package io.github.xiaozhisim.stress.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which verdict comes out of what the generator did. */
class GeneratorHealthTest {

  private static final long SECOND = 1_000_000_000L;

  private final GeneratorHealth health = new GeneratorHealth(0);
  private long nowNanos;

  /** A second in which 1,000 frames were due, so many of them 30 ms late, and so many left out. */
  private static Look second(long untilNanos, int late, int leftOut, double lagMillis) {
    Histogram lateness = new Histogram(3);
    lateness.recordValueWithCount(500, 1_000 - late - leftOut);
    lateness.recordValueWithCount(30_000, late);
    Histogram lag = new Histogram(3);
    lag.recordValueWithCount((long) (lagMillis * 1_000), 100);
    return new Look(
        untilNanos, SECOND, lateness, leftOut, lag, 0.2, 0.01, SECOND / 4, 2, 0, 0, 1 << 20, 1 << 26, 50, 100);
  }

  private void seconds(int many, int late, int leftOut, double lagMillis) {
    for (int i = 0; i < many; i++) {
      nowNanos += SECOND;
      health.look(second(nowNanos, late, leftOut, lagMillis));
    }
  }

  private Health end() {
    return health.conclude(Map.of(), List.of());
  }

  @Test
  void shouldBeValidWhenFramesLeaveInTime() {
    seconds(30, 0, 0, 0.4);
    assertThat(end()).isEqualTo(new Health(Verdict.VALID, List.of(), 3, 0, 0, 0, List.of()));
  }

  @Test
  void shouldTolerateOneLateFrameInAHundred() {
    seconds(30, 10, 0, 0.4);
    assertThat(end().verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void shouldDegradeWhenMoreThanOneFrameInAHundredIsLate() {
    seconds(30, 12, 0, 0.4);
    Health ended = end();
    assertThat(ended.verdict()).isEqualTo(Verdict.DEGRADED);
    assertThat(ended.reasons()).containsExactly(new Health.Reason(Criterion.FRAMES_LATE, 1.2, Verdict.DEGRADED, 3));
  }

  @Test
  void shouldInvalidateWhenMoreThanOneFrameInTenIsLate() {
    seconds(10, 99, 0, 19);
    assertThat(health.soFar()).isEqualTo(Verdict.DEGRADED);
    seconds(20, 101, 0, 19);
    assertThat(end().verdict()).isEqualTo(Verdict.INVALID);
  }

  @Test
  void shouldInvalidateWhenMoreThanOneFrameInTwentyIsLeftOut() {
    seconds(30, 0, 51, 0.4);
    Health ended = end();
    assertThat(ended.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(ended.reasons().getFirst().criterion()).isEqualTo(Criterion.FRAMES_LEFT_OUT);
    assertThat(ended.invalidWindows()).isEqualTo(3);
  }

  @Test
  void shouldInvalidateALaggingLoopAlsoWhenNobodySpeaks() {
    seconds(30, 0, 0, 0.4);
    Histogram lag = new Histogram(3);
    lag.recordValueWithCount(150_000, 10);
    for (int i = 0; i < 10; i++) {
      nowNanos += SECOND;
      health.look(
          new Look(
              nowNanos, SECOND, new Histogram(3), 0, lag, Double.NaN, Double.NaN, 0, 2, Double.NaN, 0, -1, -1, -1, 0));
    }
    assertThat(end().verdict()).isEqualTo(Verdict.INVALID);
  }

  @ParameterizedTest
  @CsvSource({"0.15, VALID", "0.25, DEGRADED", "0.55, INVALID"})
  void shouldJudgeHowLongALoopWaitsForAProcessorThatOthersHave(double waiting, Verdict expected) {
    for (int i = 1; i <= 10; i++) {
      Look calm = second(i * SECOND, 0, 0, 2);
      health.look(
          new Look(
              i * SECOND, SECOND, calm.lateness(), 0, calm.lag(), 0.05, waiting, SECOND / 4, 1, 0, 0, -1, -1, -1, 100));
    }
    assertThat(health.soFar()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    // windows, of them bad ones: one in half a minute counts, one in an hour does not
    "3, 1, INVALID", "19, 1, INVALID", "20, 1, DEGRADED", "99, 1, DEGRADED", "100, 1, VALID", "360, 3, VALID",
    "360, 4, DEGRADED", "360, 19, INVALID"
  })
  void shouldJudgeTheRunByTheShareOfItsInvalidWindows(int windows, int bad, Verdict expected) {
    seconds(10 * bad, 0, 60, 0.4);
    seconds(10 * (windows - bad), 0, 0, 0.4);
    assertThat(end().verdict()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"3, 1, DEGRADED", "20, 1, VALID", "360, 18, VALID", "360, 19, DEGRADED"})
  void shouldJudgeTheRunByTheShareOfItsDegradedWindows(int windows, int bad, Verdict expected) {
    seconds(10 * bad, 20, 0, 0.4);
    seconds(10 * (windows - bad), 0, 0, 0.4);
    assertThat(end().verdict()).isEqualTo(expected);
  }

  @Test
  void shouldNameWhatWasDisturbedAlsoWhereItDidNotDecide() {
    seconds(10, 20, 0, 0.4);
    seconds(990, 0, 0, 0.4);
    Health ended = end();
    assertThat(ended.verdict()).isEqualTo(Verdict.VALID);
    assertThat(ended.reasons()).containsExactly(new Health.Reason(Criterion.FRAMES_LATE, 2, Verdict.DEGRADED, 1));
  }

  @Test
  void shouldNotJudgeTheWarmUp() {
    GeneratorHealth later = new GeneratorHealth(5 * SECOND);
    for (int i = 1; i <= 5; i++) {
      later.look(second(i * SECOND, 900, 100, 500));
    }
    for (int i = 6; i <= 15; i++) {
      later.look(second(i * SECOND, 0, 0, 0.4));
    }
    assertThat(later.conclude(Map.of(), List.of()))
        .isEqualTo(new Health(Verdict.VALID, List.of(), 1, 0, 0, 5 * SECOND, List.of()));
  }

  @Test
  void shouldNotJudgeWhatIsTooShort() {
    seconds(4, 900, 100, 500);
    assertThat(end().windows()).isZero();
    assertThat(end().verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void shouldJudgeTheRestOfARunWhenItIsHalfAWindow() {
    seconds(5, 900, 100, 500);
    assertThat(end().verdict()).isEqualTo(Verdict.INVALID);
  }

  @Test
  void shouldJudgeWhatIsOfTheWholeRun() {
    seconds(30, 0, 0, 0.4);
    assertThat(health.conclude(Map.of(Criterion.TURNS_UNLOGGED, 0.1), List.of()).verdict()).isEqualTo(Verdict.DEGRADED);
    assertThat(health.conclude(Map.of(Criterion.LOCAL_SOCKET_ERRORS, 1.1), List.of()).verdict())
        .isEqualTo(Verdict.INVALID);
  }

  @Test
  void shouldTellTheVerdictSoFar() {
    seconds(9, 0, 60, 0.4);
    assertThat(health.soFar()).isEqualTo(Verdict.VALID);
    seconds(1, 0, 60, 0.4);
    assertThat(health.soFar()).isEqualTo(Verdict.INVALID);
    assertThat(health.now().reasons())
        .contains(new Health.Reason(Criterion.FRAMES_LEFT_OUT, 6, Verdict.INVALID, 1));
    assertThat(end()).as("asking changes nothing").isEqualTo(health.now());
  }

  @Test
  void shouldLetNoCauseAloneInvalidate() {
    assertThat(
            Stream.of(Criterion.values())
                .filter(criterion -> criterion.scope() == Criterion.Scope.WINDOW)
                .filter(criterion -> Double.isFinite(criterion.invalidAbove()))
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            Criterion.FRAMES_LATE, Criterion.FRAMES_LEFT_OUT, Criterion.LOOP_STALLS, Criterion.LOOP_WAITING);
  }
}
