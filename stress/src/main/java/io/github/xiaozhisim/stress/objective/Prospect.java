package io.github.xiaozhisim.stress.objective;

import io.github.xiaozhisim.stress.objective.Subject.Statistic;
import org.HdrHistogram.Histogram;

/**
 * Whether an objective over a whole run can still be met: it is given up only when it would be missed even if from now
 * on twice as much work came as planned and all of it went well. Pure functions.
 */
final class Prospect {

  private static final double MORE_THAN_PLANNED = 2;

  private Prospect() {}

  /**
   * Nothing is lost for want of good work where nobody knows how much may still come.
   *
   * @param sum of the run so far; its value does not hold
   * @param plannedNanos how long the run is to take; 0 when nobody knows
   * @param toCome how much work is still to come, for each piece that has been counted; infinite when nobody knows
   */
  static boolean isLost(Objective objective, Sum sum, long plannedNanos, double toCome) {
    boolean upper = objective.comparison().isUpper();
    return switch (objective.subject()) {
      case Subject.OfDurations of ->
          upper ? isTooSlow(of, objective, sum, toCome) : of.statistic() == Statistic.MIN;
      case Subject.Share of -> {
        double more = MORE_THAN_PLANNED * sum.whole() * toCome;
        double best = 100 * (sum.part() + (upper ? 0 : more)) / (sum.whole() + more);
        yield plannedNanos > 0 && of.isEnough(sum, objective.limit()) && !objective.holds(best);
      }
      case Subject.Amount of -> upper && isTooMuch(of, objective, sum, plannedNanos);
    };
  }

  private static boolean isTooSlow(Subject.OfDurations of, Objective objective, Sum sum, double toCome) {
    long size = sum.durations().getTotalCount();
    double more = MORE_THAN_PLANNED * size * toCome;
    return switch (of.statistic()) {
      case MAX -> true;
      case MIN -> false;
      case MEAN -> of.isEnough(sum, objective.limit()) && !objective.holds(of.value(sum) * size / (size + more));
      case PERCENTILE -> {
        long limitMicros = Math.round(objective.limit() * 1_000);
        long slow = sum.durations().getMaxValue() <= limitMicros ? 0 : slowerThan(limitMicros, sum);
        yield of.isEnough(sum, objective.limit()) && slow > (1 - of.percent() / 100) * (size + more);
      }
    };
  }

  private static long slowerThan(long micros, Sum sum) {
    Histogram all = sum.durations();
    return all.getCountBetweenValues(all.highestEquivalentValue(micros) + 1, all.getMaxValue());
  }

  /** What has happened does not go away; what is counted by time is so over the whole of it. */
  private static boolean isTooMuch(Subject.Amount of, Objective objective, Sum sum, long plannedNanos) {
    if (of.per() == Subject.Per.TOTAL) {
      return true;
    }
    return plannedNanos > 0 && !objective.holds(of.per().of(sum.part(), Math.max(plannedNanos, sum.lengthNanos())));
  }
}
