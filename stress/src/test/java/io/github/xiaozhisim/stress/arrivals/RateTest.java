package io.github.xiaozhisim.stress.arrivals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shape: λ, its integral Λ and the inverse of that belong together. */
class RateTest {

  private static final double HOUR = 3600;

  static Stream<Rate> shapes() {
    return Stream.of(
        new Constant(20),
        new Ramp(1, 21, 600),
        new Ramp(21, 1, 600),
        new Ramp(0, 5, 60),
        new Steps(List.of(new Steps.Step(5, 60), new Steps.Step(0, 30), new Steps.Step(20, 45))),
        new Spikes(5, 50, 60, 5),
        new Spikes(0, 50, 60, 5),
        new Sine(10, 8, 600),
        new Sine(10, 10, 7));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void shouldCountWhatTheRateAddsUpTo(Rate rate) {
    double sum = 0;
    double step = 0.001;
    for (int i = 0; i < 700_000; i++) {
      sum += rate.perSecond((i + 0.5) * step) * step;
      if (i % 70_000 == 69_999) {
        assertThat(rate.count((i + 1) * step)).isCloseTo(sum, within(0.001 * sum + 0.06));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void shouldSayWhenSoManyHaveArrived(Rate rate) {
    for (int k = 1; k <= 5_000; k++) {
      assertThat(rate.count(rate.secondsAt(k))).isCloseTo(k, within(1e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void shouldNeverGoBack(Rate rate) {
    double before = 0;
    for (double count = 0.25; count < rate.count(HOUR); count += 0.25) {
      double seconds = rate.secondsAt(count);
      assertThat(seconds).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(HOUR + 1e-6);
      before = seconds;
    }
  }

  @Test
  void shouldGoOnWithTheLastRateAfterARamp() {
    Rate ramp = new Ramp(0, 10, 20);
    assertThat(ramp.secondsAt(100)).isCloseTo(20, within(1e-9));
    assertThat(ramp.secondsAt(110)).isCloseTo(21, within(1e-9));
    assertThat(ramp.perSecond(1_000)).isEqualTo(10);
  }

  @Test
  void shouldNeverArriveWhereNothingComesAnyMore() {
    assertThat(new Ramp(10, 0, 20).secondsAt(101)).isInfinite();
    assertThat(new Constant(0).secondsAt(1)).isInfinite();
    assertThat(new Sine(0, 0, 60).secondsAt(1)).isInfinite();
    assertThat(new Spikes(0, 0, 60, 5).secondsAt(1)).isInfinite();
    assertThat(new Steps(List.of(new Steps.Step(1, 10), new Steps.Step(0, 1))).secondsAt(11)).isInfinite();
  }

  /** 5 a minute in the last twelfth of a minute: a rate with periods that no binary fraction meets. */
  @Test
  void shouldNotLoseItselfBetweenSpikesWhereNothingComes() {
    double[][] all = {{5, 60, 5}, {10, 60, 10}, {9, 30, 3}, {11, 10, 1}};
    for (double[] each : all) {
      Rate spikes = new Spikes(0, each[0] / 60, each[1], each[2]);
      for (int k = 1; k <= 20_000; k++) {
        double seconds = spikes.secondsAt(k);
        assertThat(spikes.count(seconds)).isCloseTo(k, within(1e-6));
        assertThat(spikes.count(seconds - 0.01)).isLessThan(k);
      }
    }
    assertThat(new Spikes(1.0 / 3, 0, 60, 5).secondsAt(new Spikes(1.0 / 3, 0, 60, 5).count(55)))
        .isCloseTo(55, within(1e-6));
  }

  @Test
  void shouldPeakAtTheEndOfEachPeriod() {
    Rate spikes = new Spikes(1, 100, 60, 5);
    assertThat(Stream.of(0.0, 54.9, 55.1, 59.9, 60.1, 115.1).map(spikes::perSecond))
        .containsExactly(1.0, 1.0, 100.0, 100.0, 1.0, 100.0);
  }

  @Test
  void shouldRefuseWhatNoLoadCanBe() {
    assertThatThrownBy(() -> new Constant(-1)).hasMessage("a rate is from 0 to 1000000 a second, not -1.0");
    assertThatThrownBy(() -> new Constant(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Ramp(1, 2, 0)).hasMessage("a length of time is more than 0, not 0.0 s");
    assertThatThrownBy(() -> new Sine(5, 6, 60)).hasMessage("a rate of 5.0 ± 6.0 a second would fall below 0");
    assertThatThrownBy(() -> new Spikes(1, 2, 5, 6)).hasMessage("spikes of 6.0 s do not fit into periods of 5.0 s");
    assertThatThrownBy(() -> new Steps(List.of())).hasMessage("steps without a step");
  }
}
