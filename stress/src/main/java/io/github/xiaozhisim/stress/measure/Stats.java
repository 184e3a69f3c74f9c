package io.github.xiaozhisim.stress.measure;

import org.HdrHistogram.Histogram;

/** One measure over many pieces of work, in milliseconds with microsecond steps; percentiles are good to 0.1 %. */
public record Stats(long count, double mean, double p50, double p90, double p95, double p99, double max) {

  /** Nothing was recorded. */
  public static final Stats EMPTY = new Stats(0, 0, 0, 0, 0, 0, 0);

  /** Of durations in microseconds. */
  public static Stats of(Histogram micros) {
    if (micros.getTotalCount() == 0) {
      return EMPTY;
    }
    return new Stats(
        micros.getTotalCount(),
        micros.getMean() / 1000,
        percentile(micros, 50),
        percentile(micros, 90),
        percentile(micros, 95),
        percentile(micros, 99),
        micros.getMaxValue() / 1000.0);
  }

  private static double percentile(Histogram micros, double percent) {
    return Math.min(micros.getValueAtPercentile(percent), micros.getMaxValue()) / 1000.0;
  }
}
