package io.github.xiaozhisim.stress.health;

import org.HdrHistogram.Histogram;

/** Several looks as one: sums, distributions, means over time, and the last value of what is a level. One thread. */
public final class Stretch {

  private final Histogram lateness = new Histogram(3);
  private final Histogram lag = new Histogram(3);
  private long lengthNanos;
  private long untilNanos;
  private long framesMoved;
  private long cpuNanos;
  private long gcNanos;
  private double allowedNanos;
  private final Mean busy = new Mean();
  private final Mean waiting = new Mean();
  private final Mean stolen = new Mean();
  private long heapAfterGcBytes = -1;
  private long rssBytes = -1;
  private long openDescriptors = -1;
  private long connected;

  /** Of a share over the looks in which it was known: one that does not tell must not blot out the others. */
  private static final class Mean {
    private double nanos;
    private long lengthNanos;

    void add(double share, long overNanos) {
      if (!Double.isNaN(share)) {
        nanos += share * overNanos;
        lengthNanos += overNanos;
      }
    }

    void clear() {
      nanos = 0;
      lengthNanos = 0;
    }

    /** NaN when it was never known. */
    double share() {
      return nanos / lengthNanos;
    }
  }

  public void add(Look look) {
    lateness.add(look.lateness());
    lag.add(look.lag());
    lengthNanos += look.lengthNanos();
    untilNanos = look.untilNanos();
    framesMoved += look.framesMoved();
    cpuNanos += look.cpuNanos();
    gcNanos += look.gcNanos();
    allowedNanos += look.processors() * look.lengthNanos();
    busy.add(look.busyLoop(), look.lengthNanos());
    waiting.add(look.waitingLoop(), look.lengthNanos());
    stolen.add(look.stolen(), look.lengthNanos());
    heapAfterGcBytes = look.heapAfterGcBytes();
    rssBytes = look.rssBytes();
    openDescriptors = look.openDescriptors();
    connected = look.connected();
  }

  public void clear() {
    lateness.reset();
    lag.reset();
    lengthNanos = 0;
    framesMoved = 0;
    cpuNanos = 0;
    gcNanos = 0;
    allowedNanos = 0;
    busy.clear();
    waiting.clear();
    stolen.clear();
  }

  public long lengthNanos() {
    return lengthNanos;
  }

  /** Since the start of the run. */
  public long untilNanos() {
    return untilNanos;
  }

  /** Frames due: sent or left out. */
  public long frames() {
    return lateness.getTotalCount() + framesMoved;
  }

  public long framesMoved() {
    return framesMoved;
  }

  /** In milliseconds; NaN when nothing was sent. */
  public double latenessMillis(double percentile) {
    return millis(lateness, percentile);
  }

  /** In milliseconds; NaN when no loop was asked. */
  public double lagMillis(double percentile) {
    return millis(lag, percentile);
  }

  public long gcNanos() {
    return gcNanos;
  }

  /** Share of the processors that this process may use, 0 to 1. */
  public double cpu() {
    return cpuNanos / allowedNanos;
  }

  /** CPU time used, as a number of processors. */
  public double processorsUsed() {
    return (double) cpuNanos / lengthNanos;
  }

  public double stolen() {
    return stolen.share();
  }

  public double busyLoop() {
    return busy.share();
  }

  public double waitingLoop() {
    return waiting.share();
  }

  public long heapAfterGcBytes() {
    return heapAfterGcBytes;
  }

  public long rssBytes() {
    return rssBytes;
  }

  public long openDescriptors() {
    return openDescriptors;
  }

  public long connected() {
    return connected;
  }

  /** In the criterion's unit; NaN when unknown, or when too little happened to tell. */
  double value(Criterion criterion) {
    return switch (criterion) {
      case FRAMES_LATE -> enoughFrames() ? 100.0 * (lateFrames() + framesMoved) / frames() : Double.NaN;
      case FRAMES_LEFT_OUT -> enoughFrames() ? 100.0 * framesMoved / frames() : Double.NaN;
      case LOOP_LAG -> lagMillis(99);
      case LOOP_STALLS -> lagMillis(95);
      case LOOP_BUSY -> 100 * busyLoop();
      case LOOP_WAITING -> 100 * waitingLoop();
      case CPU -> 100 * cpu();
      case STEAL -> 100 * stolen();
      case GC_PAUSES -> 100.0 * gcNanos / lengthNanos;
      case LOCAL_SOCKET_ERRORS, EARS_SKIPPED, TURNS_UNLOGGED -> Double.NaN; // of the whole run
    };
  }

  /** With fewer, one frame would be more than a percentile. */
  private boolean enoughFrames() {
    return frames() >= 100;
  }

  private long lateFrames() {
    return lateness.getTotalCount() - lateness.getCountBetweenValues(0, Criterion.LATE_MICROS);
  }

  private static double millis(Histogram histogram, double percentile) {
    if (histogram.getTotalCount() == 0) {
      return Double.NaN;
    }
    return Math.min(histogram.getValueAtPercentile(percentile), histogram.getMaxValue()) / 1000.0;
  }
}
