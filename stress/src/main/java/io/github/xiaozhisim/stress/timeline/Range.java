package io.github.xiaozhisim.stress.timeline;

/**
 * What a value did in a stretch of time: its lowest, its mean over the time, its highest. So a long stretch drawn as
 * one point still shows the worst second in it.
 */
public record Range(double low, double mean, double high) {

  /** A value that stayed what it was. */
  public static Range of(double value) {
    return new Range(value, value, value);
  }

  /** Both stretches together; {@code share} of the time, 0 to 1, was this one. */
  Range and(Range next, double share) {
    return new Range(
        Math.min(low, next.low), share * mean + (1 - share) * next.mean, Math.max(high, next.high));
  }
}
