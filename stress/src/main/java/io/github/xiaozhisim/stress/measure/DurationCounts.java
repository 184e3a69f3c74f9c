package io.github.xiaozhisim.stress.measure;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * How often which duration was seen, in microseconds and classes of a thousandth, those of an {@link Histogram} with
 * three digits. {@link #record} by one thread, without a lock and, once a magnitude has been seen, without allocation;
 * {@link #drain} by one other.
 *
 * <p>Only counts are shared: they grow for ever, and the reader remembers what it has taken. They wrap around, so it
 * has to come by before one class has been seen four thousand million times more.
 */
final class DurationCounts {

  /** Longest duration that is told apart: one hour. */
  private static final long MAX_MICROS = 3_600_000_000L;

  /**
   * Below twice this each microsecond is a class; from there on so many classes lie between a number and its double.
   */
  private static final int HALF = 1_024;

  private static final int HALF_BITS = 10;
  private static final int BLOCKS = 32 - HALF_BITS + 1;

  private final AtomicReferenceArray<@Nullable AtomicIntegerArray> blocks = new AtomicReferenceArray<>(BLOCKS);
  private final int[] @Nullable [] taken = new int[BLOCKS][];

  /** Counts a duration of nanoseconds, to the nearest microsecond; negative ones as 0. */
  void record(long nanos) {
    long micros = Math.min(MAX_MICROS, Math.max(0, (nanos + 500) / 1_000));
    // block 0 and 1 hold single microseconds, block n classes of 2^(n-1)
    int magnitude = Math.max(0, Long.SIZE - HALF_BITS - Long.numberOfLeadingZeros(micros));
    int shift = Math.max(0, magnitude - 1);
    int at = (int) (micros >>> shift) & (HALF - 1);
    AtomicIntegerArray block = blocks.getPlain(magnitude);
    if (block == null) {
      block = new AtomicIntegerArray(HALF);
      blocks.setRelease(magnitude, block);
    }
    block.setRelease(at, block.getPlain(at) + 1); // one writer: no locked instruction
  }

  /** What was counted since the last call. */
  Durations drain() {
    Durations.Gathering since = new Durations.Gathering();
    for (int magnitude = 0; magnitude < BLOCKS; magnitude++) {
      AtomicIntegerArray block = blocks.getAcquire(magnitude);
      if (block == null) {
        continue;
      }
      int[] before = taken[magnitude];
      if (before == null) {
        before = new int[HALF];
        taken[magnitude] = before;
      }
      int shift = Math.max(0, magnitude - 1);
      long first = magnitude == 0 ? 0 : (long) HALF << shift;
      for (int at = 0; at < HALF; at++) {
        int now = block.getAcquire(at);
        if (now != before[at]) {
          since.add(first + ((at + 1L) << shift) - 1, Integer.toUnsignedLong(now - before[at]));
          before[at] = now;
        }
      }
    }
    return since.durations();
  }
}
