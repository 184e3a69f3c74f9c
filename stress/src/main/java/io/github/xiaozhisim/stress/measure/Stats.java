package io.github.xiaozhisim.stress.measure;

/** One measure over many turns, in milliseconds with microsecond steps; percentiles are good to 0.1 %. */
public record Stats(long count, double mean, double p50, double p90, double p95, double p99, double max) {

  /** Nothing was recorded. */
  public static final Stats EMPTY = new Stats(0, 0, 0, 0, 0, 0, 0);
}
