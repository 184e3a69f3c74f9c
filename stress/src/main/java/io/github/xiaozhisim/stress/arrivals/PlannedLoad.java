package io.github.xiaozhisim.stress.arrivals;

import java.util.function.LongToDoubleFunction;

/**
 * How much work a run's plan brings until when, after so many nanoseconds: in a unit of its own, never falling. By it
 * is estimated how much is still to come. Pure functions.
 */
public final class PlannedLoad {

  /** The same all the time. */
  private static final LongToDoubleFunction EVEN = nanos -> nanos;

  private static final int CELLS = 1_000;

  /** More are not counted one by one: what comes then is taken for even. */
  private static final int MOST_COUNTED = 5_000_000;

  private PlannedLoad() {}

  /**
   * Of participants who each work on and on, and who join at some rate; whoever is too many leaves at once.
   *
   * @param joinNanos how long it takes until one more has joined; 0 for all at once
   */
  public static LongToDoubleFunction of(Phases phases, double joinNanos) {
    return nanos -> {
      double sum = 0;
      double level = 0;
      long left = nanos;
      for (int i = 0; i < phases.all().size() && left > 0; i++) {
        Phases.Phase phase = phases.all().get(i);
        boolean isLast = i == phases.all().size() - 1;
        double length = isLast ? left : Math.min(left, phase.nanos());
        double more = Math.max(0, phase.level() - level);
        double joining = Math.min(length, more * joinNanos);
        double joined = joinNanos == 0 ? more : joining / joinNanos;
        double begin = Math.min(level, phase.level());
        sum += begin * length + joined * (joining / 2 + (length - joining));
        level = begin + joined;
        left -= Math.round(length);
      }
      return sum;
    };
  }

  /** Of arrivals by a schedule. */
  public static LongToDoubleFunction of(Schedule schedule, long lengthNanos) {
    if (lengthNanos <= 0) {
      return EVEN;
    }
    double[] until = new double[CELLS + 1];
    Pacer pacer = schedule.begin();
    int count = 0;
    for (long at = pacer.nextNanos(); at < lengthNanos; at = pacer.nextNanos()) {
      if (++count > MOST_COUNTED) {
        return EVEN;
      }
      until[(int) ((double) at / lengthNanos * CELLS) + 1]++;
    }
    for (int i = 0; i < CELLS; i++) {
      until[i + 1] += until[i];
    }
    return nanos -> {
      double place = Math.clamp((double) nanos / lengthNanos, 0, 1) * CELLS;
      int cell = Math.min((int) place, CELLS - 1);
      return until[cell] + (place - cell) * (until[cell + 1] - until[cell]);
    };
  }
}
