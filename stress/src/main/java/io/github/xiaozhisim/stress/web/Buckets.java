package io.github.xiaozhisim.stress.web;

import io.github.xiaozhisim.stress.measure.Durations;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import java.util.Arrays;

/**
 * Durations of one measure so far, in the few classes that Prometheus keeps: it can add up those of several machines,
 * and find percentiles roughly. The report has the exact ones. Not for several threads.
 */
final class Buckets {

  /** Where a class ends, in milliseconds: near together where answers are expected. */
  private static final double[] BOUNDS_MILLIS = {
    1, 2, 5, 10, 20, 50, 75, 100, 150, 200, 300, 400, 500, 600, 700, 800, 900, 1_000, 1_200, 1_500, 2_000, 2_500, 3_000,
    4_000, 5_000, 7_500, 10_000, 15_000, 30_000, 60_000
  };

  private static final double[] BOUNDS_SECONDS = seconds();

  private final long[] counts = new long[BOUNDS_MILLIS.length + 1];
  private double sumSeconds;

  void add(Durations durations) {
    durations.forEach(
        (micros, times) -> {
          int at = Arrays.binarySearch(BOUNDS_MILLIS, micros / 1e3);
          counts[at >= 0 ? at : -at - 1] += times; // a bound belongs to the class it ends
          sumSeconds += micros * times / 1e6;
        });
  }

  ClassicHistogramBuckets classes() {
    return ClassicHistogramBuckets.of(BOUNDS_SECONDS, counts);
  }

  double sumSeconds() {
    return sumSeconds;
  }

  private static double[] seconds() {
    double[] seconds = new double[BOUNDS_MILLIS.length + 1];
    for (int i = 0; i < BOUNDS_MILLIS.length; i++) {
      seconds[i] = BOUNDS_MILLIS[i] / 1e3;
    }
    seconds[BOUNDS_MILLIS.length] = Double.POSITIVE_INFINITY;
    return seconds;
  }
}
