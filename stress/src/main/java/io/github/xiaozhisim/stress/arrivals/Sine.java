package io.github.xiaozhisim.stress.arrivals;

/**
 * Rises and falls around a mean, as days do; begins at the mean, upwards. With ω = 2π / P:
 *
 * <pre>
 * λ(t) = mean + a·sin(ωt)      Λ(t) = mean·t + a/ω·(1 − cos(ωt))
 * </pre>
 *
 * <p>Λ has no inverse in a formula. Since 0 ≤ Λ(t) − mean·t ≤ 2a/ω, it lies between (k − 2a/ω) / mean and k / mean,
 * where it is found by halving; Λ never falls, as a ≤ mean. Strict arithmetic: the same moments on every machine.
 */
public record Sine(double mean, double amplitude, double periodSeconds) implements Rate {

  public Sine {
    Rate.checked(mean);
    Rate.checked(amplitude);
    Rate.checkedLength(periodSeconds);
    if (amplitude > mean) {
      throw new IllegalArgumentException("a rate of " + mean + " ± " + amplitude + " a second would fall below 0");
    }
  }

  @Override
  public double perSecond(double at) {
    return mean + amplitude * StrictMath.sin(omega() * at);
  }

  @Override
  public double count(double at) {
    return mean * at + amplitude / omega() * (1 - StrictMath.cos(omega() * at));
  }

  @Override
  public double secondsAt(double count) {
    if (mean == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double low = Math.max(0, (count - 2 * amplitude / omega()) / mean);
    double high = count / mean;
    while (true) {
      double middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) {
        return high;
      }
      if (count(middle) < count) {
        low = middle;
      } else {
        high = middle;
      }
    }
  }

  private double omega() {
    return 2 * Math.PI / periodSeconds;
  }
}
