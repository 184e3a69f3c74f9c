package io.github.xiaozhisim.stress.arrivals;

/**
 * Evenly from one rate to another in T seconds, up or down, and on with the second one. With s = (to − from) / T, for t
 * ≤ T:
 *
 * <pre>
 * λ(t) = from + s·t      Λ(t) = from·t + s·t²/2      Λ⁻¹(k) = 2k / (from + √(from² + 2·s·k))
 * </pre>
 *
 * <p>after that Λ(t) = Λ(T) + to·(t − T). (This root of the quadratic does not subtract what is nearly equal.)
 */
public record Ramp(double from, double to, double seconds) implements Rate {

  public Ramp {
    Rate.checked(from);
    Rate.checked(to);
    Rate.checkedLength(seconds);
  }

  @Override
  public double perSecond(double at) {
    return at < seconds ? from + slope() * at : to;
  }

  @Override
  public double count(double at) {
    double climbing = Math.min(at, seconds);
    return (from + slope() * climbing / 2) * climbing + to * (at - climbing);
  }

  @Override
  public double secondsAt(double count) {
    double climbed = (from + to) / 2 * seconds;
    if (count > climbed) {
      return seconds + (count - climbed) / to;
    }
    double root = Math.sqrt(Math.max(0, from * from + 2 * slope() * count));
    return Math.min(seconds, 2 * count / (from + root));
  }

  private double slope() {
    return (to - from) / seconds;
  }
}
