package io.github.xiaozhisim.stress.comparison;

import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.timeline.Interval;

/**
 * The durations of one measure in each stretch of a run, in classes of half a
 * hundredth: fine enough to know a spread by.
 */
final class Spread {

  private static final double CLASS = Math.log(1.005);
  private static final int CLASSES = 4_500; // from a microsecond to beyond an hour

  /** Of each stretch, how many are in this class or a lower one. */
  private final long[][] upTo;

  Spread(Blocks blocks, Measure measure) {
    upTo = new long[blocks.size()][CLASSES];
    for (int i = 0; i < upTo.length; i++) {
      long[] block = upTo[i];
      for (Interval interval : blocks.blocks().get(i)) {
        interval.slice().durations(measure).forEach((micros, times) -> block[classOf(micros)] += times);
      }
      for (int at = 1; at < CLASSES; at++) {
        block[at] += block[at - 1];
      }
    }
  }

  private static int classOf(long micros) {
    return (int) Math.min(CLASSES - 1, Math.log(Math.max(1, micros)) / CLASS);
  }

  /** In microseconds, of a deal of the stretches; NaN when there is nothing in it. */
  double percentile(double percent, int[] times) {
    long total = upTo(CLASSES - 1, times);
    if (total == 0) {
      return Double.NaN;
    }
    double rank = percent / 100 * total;
    int low = 0;
    int high = CLASSES - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (upTo(middle, times) >= rank) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    long before = low == 0 ? 0 : upTo(low - 1, times);
    long within = upTo(low, times) - before;
    return Math.exp((low + (rank - before) / within) * CLASS); // within the class as if spread evenly
  }

  private long upTo(int at, int[] times) {
    long sum = 0;
    for (int block = 0; block < upTo.length; block++) {
      sum += times[block] * upTo[block][at];
    }
    return sum;
  }
}
