package io.github.xiaozhisim.stress.arrivals;

/**
 * A usual rate, and at the end of each period P a spike of length w. With r = t mod P, the count of a period C =
 * base·(P − w) + peak·w, and n = ⌊t / P⌋:
 *
 * <pre>
 * λ(t) = base, or peak where r ≥ P − w
 * Λ(t) = n·C + base·min(r, P − w) + peak·max(0, r − (P − w))
 * Λ⁻¹(k): n = ⌈k / C⌉ − 1, and in that period for m = k − n·C:  m / base, or P − w + (m − base·(P − w)) / peak
 * </pre>
 */
public record Spikes(double base, double peak, double everySeconds, double lengthSeconds) implements Rate {

  private static final double ROUNDING = 1e-12;

  public Spikes {
    Rate.checked(base);
    Rate.checked(peak);
    Rate.checkedLength(everySeconds);
    Rate.checkedLength(lengthSeconds);
    if (lengthSeconds > everySeconds) {
      throw new IllegalArgumentException(
          "spikes of " + lengthSeconds + " s do not fit into periods of " + everySeconds + " s");
    }
  }

  @Override
  public double perSecond(double at) {
    return at - Math.floor(at / everySeconds) * everySeconds < quiet() ? base : peak;
  }

  @Override
  public double count(double at) {
    double periods = Math.floor(at / everySeconds);
    double rest = at - periods * everySeconds;
    return periods * period() + base * Math.min(rest, quiet()) + peak * Math.max(0, rest - quiet());
  }

  @Override
  public double secondsAt(double count) {
    if (period() == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double periods = Math.max(0, Math.ceil(count / period()) - 1);
    double rest = count - periods * period();
    if (periods > 0 && rest <= ROUNDING * count) { // the last one of the period before, but for rounding
      periods--;
      rest = period();
    }
    double calm = base * quiet();
    boolean before = base > 0 && (rest <= calm || peak == 0);
    double within = before ? Math.min(rest, calm) / base : quiet() + Math.max(0, rest - calm) / peak;
    return periods * everySeconds + Math.min(within, everySeconds);
  }

  private double quiet() {
    return everySeconds - lengthSeconds;
  }

  private double period() {
    return base * quiet() + peak * lengthSeconds;
  }
}
