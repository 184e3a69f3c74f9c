package io.github.xiaozhisim.stress.arrivals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleTest {

  static Stream<Rate> shapes() {
    return RateTest.shapes();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void shouldBeAtMostOneArrivalFromTheRateWhenRegular(Rate rate) {
    Pacer pacer = Schedule.of(rate, Spacing.REGULAR, 1).begin();
    for (int k = 1; k <= 5_000; k++) {
      assertThat(rate.count(pacer.nextNanos() / 1e9)).isCloseTo(k, within(1e-4));
    }
  }

  @Test
  void shouldKeepTheSameTimeBetweenAllWhenRegularAtAConstantRate() {
    assertThat(take(Schedule.of(new Constant(20), Spacing.REGULAR, 1).begin(), 4))
        .containsExactly(50_000_000L, 100_000_000L, 150_000_000L, 200_000_000L);
  }

  /**
   * Of a Poisson process, whatever its rate: Λ of the gaps is exponential with mean 1 (Kolmogorov and Smirnov, 0.1 %).
   */
  @ParameterizedTest
  @MethodSource("shapes")
  void shouldLeaveExponentialGapsWhenPoisson(Rate rate) {
    int n = 20_000;
    Pacer pacer = Schedule.of(rate, Spacing.POISSON, 7).begin();
    double[] gaps = new double[n];
    double before = 0;
    for (int i = 0; i < n; i++) {
      double count = rate.count(pacer.nextNanos() / 1e9);
      gaps[i] = count - before;
      before = count;
    }
    Arrays.sort(gaps);
    double distance = 0;
    for (int i = 0; i < n; i++) {
      double expected = 1 - Math.exp(-gaps[i]);
      distance = Math.max(distance, Math.max(expected - (double) i / n, (i + 1.0) / n - expected));
    }
    assertThat(distance).isLessThan(1.95 / Math.sqrt(n));
  }

  /** Counts in equal times vary as much as they are large; no memory from one to the next. */
  @Test
  void shouldVaryAsPoissonCountsDo() {
    Pacer pacer = Schedule.of(new Constant(20), Spacing.POISSON, 3).begin();
    int seconds = 10_000;
    int[] counts = new int[seconds];
    for (long at = pacer.nextNanos(); at < seconds * 1_000_000_000L; at = pacer.nextNanos()) {
      counts[(int) (at / 1_000_000_000L)]++;
    }
    double mean = IntStream.of(counts).average().orElseThrow();
    double variance = IntStream.of(counts).mapToDouble(count -> (count - mean) * (count - mean)).sum() / seconds;
    double together =
        IntStream.range(1, seconds).mapToDouble(i -> (counts[i] - mean) * (counts[i - 1] - mean)).sum() / seconds;
    assertThat(mean).isCloseTo(20, within(0.2));
    assertThat(variance / mean).isCloseTo(1, within(0.05));
    assertThat(together / variance).isCloseTo(0, within(0.035));
  }

  @Test
  void shouldBeAFunctionOfItsSeed() {
    List<Long> one = take(Schedule.of(new Sine(10, 8, 60), Spacing.POISSON, 1).begin(), 1_000);
    assertThat(take(Schedule.of(new Sine(10, 8, 60), Spacing.POISSON, 1).begin(), 1_000)).isEqualTo(one);
    assertThat(take(Schedule.of(new Sine(10, 8, 60), Spacing.POISSON, 2).begin(), 1_000)).isNotEqualTo(one);
  }

  @Test
  void shouldGiveEachLoopItsShareAndLoseNothing() {
    Schedule schedule = Schedule.of(new Ramp(1, 50, 60), Spacing.POISSON, 5);
    List<Long> all = take(schedule.begin(), 999);
    List<List<Long>> shares = IntStream.range(0, 3).mapToObj(loop -> take(schedule.share(loop, 3), 333)).toList();
    List<Long> together = new ArrayList<>();
    for (int i = 0; i < 333; i++) {
      for (List<Long> share : shares) {
        together.add(share.get(i));
      }
    }
    assertThat(together).isEqualTo(all);
    assertThatThrownBy(() -> schedule.share(3, 3)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void shouldEndWhereTheRateDoes() {
    Pacer pacer = Schedule.of(new Ramp(1, 0, 10), Spacing.REGULAR, 1).begin();
    assertThat(take(pacer, 7)).endsWith(Pacer.NEVER, Pacer.NEVER).doesNotContain(0L);
    assertThat(take(Schedule.of(new Ramp(1, 0, 10), Spacing.REGULAR, 1).from(5).begin(), 7)).endsWith(Pacer.NEVER);
  }

  @Test
  void shouldBeginLater() {
    Schedule schedule = Schedule.of(new Constant(1), Spacing.REGULAR, 1).from(7_000_000_000L);
    assertThat(take(schedule.begin(), 2)).containsExactly(8_000_000_000L, 9_000_000_000L);
    assertThat(take(schedule.share(1, 2), 1)).containsExactly(9_000_000_000L);
  }

  private static List<Long> take(Pacer pacer, int many) {
    return LongStream.generate(pacer::nextNanos).limit(many).boxed().toList();
  }
}
