package io.github.xiaozhisim.stress.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Several looks as one. */
class StretchTest {

  private static final long SECOND = 1_000_000_000L;
  private static final Histogram NOTHING = new Histogram(3);

  private final Stretch stretch = new Stretch();

  private void look(long untilNanos, long lengthNanos, double share) {
    stretch.add(
        new Look(untilNanos, lengthNanos, NOTHING, 0, NOTHING, share, share, 0, 2, share, 0, -1, -1, -1, 0));
  }

  @Test
  void shouldBeTheMeanOverTheTimeInWhichSomethingWasKnown() {
    look(SECOND, SECOND, Double.NaN);
    look(2 * SECOND, SECOND, 0.1);
    look(5 * SECOND, 3 * SECOND, 0.5);
    look(5 * SECOND + 2_000_000, 2_000_000, Double.NaN); // the last look of a run, too early for the system's ticks
    assertThat(stretch.stolen()).isCloseTo(0.4, within(1e-9));
    assertThat(stretch.busyLoop()).isCloseTo(0.4, within(1e-9));
    assertThat(stretch.value(Criterion.LOOP_WAITING)).isCloseTo(40, within(1e-6));
  }

  @Test
  void shouldBeUnknownWhereNothingWasEverKnown() {
    look(SECOND, SECOND, Double.NaN);
    assertThat(stretch.stolen()).isNaN();
    assertThat(stretch.value(Criterion.STEAL)).isNaN();
  }

  @Test
  void shouldForgetWhenCleared() {
    look(SECOND, SECOND, 0.9);
    stretch.clear();
    look(2 * SECOND, SECOND, 0.1);
    assertThat(stretch.busyLoop()).isCloseTo(0.1, within(1e-9));
  }
}
