package io.github.xiaozhisim.stress.objective;

import org.HdrHistogram.Histogram;

/** Samples of one subject added up, over a window or a run. Used by one thread. */
final class Sum {

  private final Histogram durations = new Histogram(3);
  private long part;
  private long whole;
  private long lengthNanos;

  void add(Sample sample, long countedNanos) {
    sample.durations().addTo(durations);
    part += sample.part();
    whole += sample.whole();
    lengthNanos += countedNanos;
  }

  void clear() {
    durations.reset();
    part = 0;
    whole = 0;
    lengthNanos = 0;
  }

  /** Whether there is any duration, or any work that has ended. */
  boolean hasCounted() {
    return whole > 0 || durations.getTotalCount() > 0;
  }

  /** In microseconds. */
  Histogram durations() {
    return durations;
  }

  long part() {
    return part;
  }

  long whole() {
    return whole;
  }

  long lengthNanos() {
    return lengthNanos;
  }
}
