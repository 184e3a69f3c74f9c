package io.github.xiaozhisim.stress.arrivals;

/** See {@link Spacing#REGULAR}. */
final class RegularPacer implements Pacer {

  private final Rate rate;
  private long arrivals;

  RegularPacer(Rate rate) {
    this.rate = rate;
  }

  @Override
  public long nextNanos() {
    return nanos(rate.secondsAt(++arrivals));
  }

  /** Infinity, and whatever else is beyond all runs, is never. */
  static long nanos(double seconds) {
    if (Double.isNaN(seconds)) {
      throw new IllegalStateException("a rate that does not know when");
    }
    double nanos = seconds * 1e9;
    return nanos < NEVER ? Math.round(nanos) : NEVER;
  }
}
