package io.github.xiaozhisim.stress.objective;

import io.github.xiaozhisim.stress.measure.Outcome;
import java.util.List;

/**
 * One thing that must hold. Immutable.
 *
 * @param text as it was written
 * @param subject what is looked at
 * @param comparison how it must compare with the limit
 * @param limit in the subject's unit
 * @param windowNanos it must hold in each stretch of this length; 0: over the whole run
 */
public record Objective(String text, Subject subject, Comparison comparison, double limit, long windowNanos) {

  /** How a value must compare with a limit. */
  public enum Comparison {
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">=");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }

    /** Small values are good. */
    public boolean isUpper() {
      return this == LESS || this == AT_MOST;
    }

    boolean holds(double value, double limit) {
      return switch (this) {
        case LESS -> value < limit;
        case AT_MOST -> value <= limit;
        case MORE -> value > limit;
        case AT_LEAST -> value >= limit;
      };
    }
  }

  public Objective {
    if (windowNanos < 0 || !(limit >= 0)) {
      throw new IllegalArgumentException("an objective has a limit and a window that are not negative");
    }
  }

  boolean holds(double value) {
    return comparison.holds(value, limit);
  }

  /**
   * Whether it says how much work may end this way, which is not a good one: by a limit on endings that are all bad, or
   * by how large the share of good ones has to be.
   */
  public boolean limits(Outcome bad) {
    return switch (subject) {
      case Subject.Share(List<Outcome> of) ->
          comparison.isUpper() ? isOneOf(bad, of) : of.stream().allMatch(Outcome::isGood);
      case Subject.Ended(List<Outcome> of, _) -> comparison.isUpper() && isOneOf(bad, of);
      case Subject.OfDurations _, Subject.OfCount _ -> false;
    };
  }

  private static boolean isOneOf(Outcome bad, List<Outcome> of) {
    return of.contains(bad) && of.stream().noneMatch(Outcome::isGood);
  }

  /** The value that is farther on the bad side; what is not a number is on neither. */
  double worse(double one, double other) {
    if (Double.isNaN(one) || Double.isNaN(other)) {
      return Double.isNaN(one) ? other : one;
    }
    return comparison.isUpper() ? Math.max(one, other) : Math.min(one, other);
  }

  @Override
  public String toString() {
    return text;
  }
}
