package io.github.xiaozhisim.stress.bench;

import org.HdrHistogram.Histogram;

/**
 * Judges frames by when they arrive, alike for everyone who sends. The frames of one question hang on a grid of their
 * own, 60 ms wide, and the grid on its earliest frame; a frame's lateness is its distance from there. So a client that
 * waits 60 ms after each frame drifts, and the drift counts; the way to the server does not. One thread.
 */
final class Pacing {

  /** Frames judged together when no stop comes. */
  static final int MOST_TOGETHER = 100;

  private static final long LONGEST_MICROS = 60_000_000;
  private static final int PERIOD_MICROS = StandardTurn.PACKET_MILLIS * 1000;

  private final Histogram lateness = new Histogram(LONGEST_MICROS, 2);

  /** The arrivals of one question so far; made when the first frame comes. */
  static final class Arrivals {
    private final int[] micros = new int[MOST_TOGETHER];
    private int count;
    private long firstNanos;

    /** Notes a frame; true when it is time to judge. */
    boolean add(long nowNanos) {
      if (count == 0) {
        firstNanos = nowNanos;
      }
      micros[count++] = (int) ((nowNanos - firstNanos) / 1000);
      return count == MOST_TOGETHER;
    }

    void clear() {
      count = 0;
    }
  }

  /** Takes the frames so far into the figures, and begins anew. */
  void judge(Arrivals arrivals) {
    if (arrivals.count > 1) {
      int earliest = Integer.MAX_VALUE;
      for (int i = 0; i < arrivals.count; i++) {
        earliest = Math.min(earliest, arrivals.micros[i] - i * PERIOD_MICROS);
      }
      for (int i = 0; i < arrivals.count; i++) {
        long late = (long) arrivals.micros[i] - (long) i * PERIOD_MICROS - earliest;
        lateness.recordValue(Math.min(late, LONGEST_MICROS));
      }
    }
    arrivals.clear();
  }

  double millis(double percentile) {
    return lateness.getTotalCount() == 0 ? 0 : lateness.getValueAtPercentile(percentile) / 1000.0;
  }

  double maxMillis() {
    return lateness.getMaxValue() / 1000.0;
  }

  void reset() {
    lateness.reset();
  }
}
