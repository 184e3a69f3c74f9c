package io.github.xiaozhisim.stress.arrivals;

/**
 * How many arrivals a second, over time: λ(t), and with it how many by then, Λ(t) = ∫₀ᵗ λ, and when so many, Λ⁻¹(k),
 * the first t with Λ(t) ≥ k. Pure functions; times in seconds since the start, any t ≥ 0 and k > 0. What a shape is
 * given must be numbers from 0 to {@link #MOST_PER_SECOND}, else {@link IllegalArgumentException}.
 */
public sealed interface Rate permits Constant, Ramp, Steps, Spikes, Sine {

  /** No server is asked for more. */
  double MOST_PER_SECOND = 1_000_000;

  /** λ(t). */
  double perSecond(double seconds);

  /** Λ(t): expected arrivals up to then; never falls. */
  double count(double seconds);

  /** Λ⁻¹(k): when so many have arrived; infinite when that never happens. */
  double secondsAt(double count);

  /** A rate that people can give. */
  static double checked(double perSecond) {
    if (!(perSecond >= 0 && perSecond <= MOST_PER_SECOND)) {
      throw new IllegalArgumentException("a rate is from 0 to 1000000 a second, not " + perSecond);
    }
    return perSecond;
  }

  /** A length of time that something can have. */
  static double checkedLength(double seconds) {
    if (!(seconds > 0 && seconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a length of time is more than 0, not " + seconds + " s");
    }
    return seconds;
  }
}
