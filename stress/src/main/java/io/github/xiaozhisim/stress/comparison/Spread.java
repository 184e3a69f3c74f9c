package io.github.xiaozhisim.stress.comparison;

import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.timeline.Interval;
import java.util.List;

/** The durations of one measure in each stretch of a run, in classes of half a hundredth: fine enough to know a spread by. */
final class Spread {

  private static final double CLASS = Math.log(1.005);
  private static final int CLASSES = 4_500; // from a microsecond to beyond an hour

  private final int[][] counts;
  private final int first;
  private final int last;

  Spread(Blocks blocks, Measure measure) {
    counts = new int[blocks.size()][CLASSES];
    int[] range = {CLASSES, -1};
    for (int i = 0; i < blocks.size(); i++) {
      int[] block = counts[i];
      List<Interval> intervals = blocks.blocks().get(i);
      for (Interval interval : intervals) {
        interval.slice().durations(measure).forEach(
            (micros, times) -> {
              int at = (int) Math.min(CLASSES - 1, Math.log(Math.max(1, micros)) / CLASS);
              block[at] += (int) times;
              range[0] = Math.min(range[0], at);
              range[1] = Math.max(range[1], at);
            });
      }
    }
    first = range[0];
    last = range[1];
  }

  /** In microseconds, of a deal of the stretches; NaN when there is nothing in it. */
  double percentile(double percent, int[] times) {
    long[] sums = new long[Math.max(0, last - first + 1)];
    long total = 0;
    for (int block = 0; block < counts.length; block++) {
      if (times[block] > 0) {
        for (int i = 0; i < sums.length; i++) {
          long more = (long) times[block] * counts[block][first + i];
          sums[i] += more;
          total += more;
        }
      }
    }
    double rank = percent / 100 * total;
    long seen = 0;
    for (int i = 0; i < sums.length; i++) {
      if (sums[i] > 0 && seen + sums[i] >= rank) {
        return Math.exp((first + i + (rank - seen) / sums[i]) * CLASS); // within the class as if spread evenly
      }
      seen += sums[i];
    }
    return Double.NaN;
  }
}
