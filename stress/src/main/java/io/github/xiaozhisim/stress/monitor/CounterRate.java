package io.github.xiaozhisim.stress.monitor;

/** How fast a counter of the system grows. */
final class CounterRate {

  private long lastNanos;
  private double last = Double.NaN;

  /**
   * Growth a second since the call before; NaN for the first one, for a counter that cannot be read ({@code counter}
   * below 0), and where it began anew.
   */
  double perSecond(long atNanos, double counter) {
    double before = last;
    long passed = atNanos - lastNanos;
    last = counter < 0 ? Double.NaN : counter;
    lastNanos = atNanos;
    return passed > 0 && last >= before ? (last - before) * 1e9 / passed : Double.NaN;
  }
}
