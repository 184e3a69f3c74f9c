package io.github.xiaozhisim.stress.objective;

import java.util.Locale;

/**
 * How an objective stands at some moment of a run. Does not change; any thread.
 *
 * @param now the latest value in the subject's unit, NaN when there is none
 * @param worst the worst one that was judged, NaN when none was; over the whole run it is the latest
 * @param atSeconds when that was, since the start of the run
 */
public record Standing(Objective objective, State state, double now, double worst, double atSeconds) {

  /** From not knowing to knowing. */
  public enum State {
    /** Nothing could be judged; at the end of a run this is as bad as a miss. */
    OPEN,
    /** Met so far; at the end of a run: met. */
    HOLDS,
    /** Not met as things are, but it may still become so. */
    IN_DANGER,
    /** Not met, whatever comes. */
    MISSED
  }

  /** Once the run is over: whether all went as it should. */
  public boolean isMet() {
    return state == State.HOLDS;
  }

  /** What was seen, with its unit: {@code 1,820 ms at 74 s}, or that there was nothing. */
  public String seen() {
    if (Double.isNaN(worst)) {
      return "nothing to judge";
    }
    String at = objective.windowNanos() > 0 ? " at " + number(atSeconds) + " s" : "";
    String unit = objective.subject().unit();
    return number(worst) + (unit.isEmpty() || unit.startsWith("/") || unit.equals("%") ? unit : " " + unit) + at;
  }

  /** Three digits are enough to compare by; whole numbers stay whole. */
  private static String number(double value) {
    if (value >= 100 || value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
  }
}
