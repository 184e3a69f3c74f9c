package io.github.xiaozhisim.device.signal;

/** The window that makes a filter of finite length of an ideal low-pass. Pure functions; any thread. */
public final class KaiserWindow {

  private static final double NEGLIGIBLE = 1e-12;

  private KaiserWindow() {}

  /**
   * A windowed low-pass at one place, not yet scaled.
   *
   * @param angle 2 pi times the cut-off times the distance from the middle, in samples
   * @param edge the same distance, as a part of half the filter's length; 0 at and beyond -1 and 1
   * @param beta higher: less of what is to be kept out, and a slower fall
   */
  public static double lowPass(double angle, double edge, double beta) {
    if (Math.abs(edge) >= 1) {
      return 0;
    }
    double sinc = Math.abs(angle) < 1e-9 ? 1 : Math.sin(angle) / angle;
    return sinc * bessel(beta * Math.sqrt(1 - edge * edge));
  }

  /** Modified Bessel function of the first kind, order 0. */
  private static double bessel(double x) {
    double sum = 1;
    double term = 1;
    for (int k = 1; term > sum * NEGLIGIBLE; k++) {
      term *= (x / 2 / k) * (x / 2 / k);
      sum += term;
    }
    return sum;
  }
}
