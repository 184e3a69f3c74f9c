package io.github.xiaozhisim.stress.server;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How far the server's work gets in which time: as fast as the clock goes, and not at all while it
 * {@linkplain Stall stalls}. One for the whole server; any thread.
 */
final class Progress {

  private static final long UNSET = Long.MIN_VALUE;

  private final List<Stall> stalls;

  /** When the first device connected. */
  private final AtomicLong zeroNanos = new AtomicLong(UNSET);

  Progress(List<Stall> stalls) {
    this.stalls = stalls.stream().sorted(Comparator.comparingLong(Stall::atNanos)).toList();
  }

  /** A device has connected. */
  void onConnected(long nowNanos) {
    if (!stalls.isEmpty()) {
      zeroNanos.compareAndSet(UNSET, nowNanos);
    }
  }

  /** When work is done that begins then and takes so long, stalls apart. */
  long doneNanos(long fromNanos, long workNanos) {
    long zero = stalls.isEmpty() ? UNSET : zeroNanos.get();
    if (zero == UNSET) {
      return fromNanos + workNanos;
    }
    long at = fromNanos;
    long left = workNanos;
    for (Stall stall : stalls) {
      long begins = zero + stall.atNanos();
      long ends = begins + stall.nanos();
      if (ends <= at) {
        continue;
      }
      if (begins >= at + left && begins > at) {
        break;
      }
      left -= Math.max(0, begins - at);
      at = ends;
    }
    return at + left;
  }
}
