package io.github.xiaozhisim.pi.sound;

import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.audio.PcmInput;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Blocks on their way from the card's thread to the device's. At most {@value #MOST_BLOCKS} wait; a device that does
 * not take them loses the newest. What has become too old on the way is thrown away.
 */
final class CaptureFeed {

  /** Older sound is not worth hearing. */
  static final long STALE_NANOS = 200_000_000L;

  private static final int MOST_BLOCKS = 64;

  private static final class Block {
    short[] samples = new short[0];
    int length;
    long capturedNanos;
  }

  private final Scheduler scheduler;
  private final Clock clock;
  private final int rateHz;
  private final CardCounts counts;
  private final Runnable delivering = this::deliver;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Block> waiting = new ArrayDeque<>(MOST_BLOCKS);
  private final ArrayDeque<Block> spare = new ArrayDeque<>(MOST_BLOCKS);
  private boolean deliveredSoon;
  private boolean open;
  private PcmInput.@Nullable Sink sink;

  CaptureFeed(Scheduler scheduler, int rateHz, CardCounts counts) {
    this.scheduler = scheduler;
    this.clock = scheduler.clock();
    this.rateHz = rateHz;
    this.counts = counts;
  }

  // ---- on the device's thread --------------------------------------------------------------------------------------

  void start(PcmInput.Sink to) {
    forget();
    lock.lock();
    try {
      open = true;
    } finally {
      lock.unlock();
    }
    sink = to;
  }

  void stop() {
    sink = null;
    forget();
  }

  private void forget() {
    lock.lock();
    try {
      open = false;
      spare.addAll(waiting);
      waiting.clear();
    } finally {
      lock.unlock();
    }
  }

  private void deliver() {
    while (true) {
      Block block;
      lock.lock();
      try {
        block = waiting.poll();
        if (block == null) {
          deliveredSoon = false;
          return;
        }
      } finally {
        lock.unlock();
      }
      PcmInput.Sink to = sink;
      if (clock.nowNanos() - block.capturedNanos > STALE_NANOS) {
        counts.staleNanos.addAndGet(block.length * 1_000_000_000L / rateHz);
      } else if (to != null) {
        to.onSamples(block.samples, block.length, block.capturedNanos);
      }
      lock.lock();
      try {
        spare.add(block);
      } finally {
        lock.unlock();
      }
    }
  }

  // ---- on the card's thread ----------------------------------------------------------------------------------------

  /** Somebody listens. Any thread. */
  boolean wanted() {
    lock.lock();
    try {
      return open;
    } finally {
      lock.unlock();
    }
  }

  /** Hands over a copy of {@code length} samples, of which the last was heard at {@code capturedNanos}. */
  void put(short[] samples, int length, long capturedNanos) {
    boolean deliverNow;
    lock.lock();
    try {
      if (!open) {
        return;
      }
      if (waiting.size() == MOST_BLOCKS) {
        counts.staleNanos.addAndGet(length * 1_000_000_000L / rateHz);
        return;
      }
      Block block = spare.poll();
      if (block == null) {
        block = new Block();
      }
      if (block.samples.length < length) {
        block.samples = new short[length];
      }
      System.arraycopy(samples, 0, block.samples, 0, length);
      block.length = length;
      block.capturedNanos = capturedNanos;
      waiting.add(block);
      deliverNow = !deliveredSoon;
      deliveredSoon = true;
    } finally {
      lock.unlock();
    }
    if (deliverNow) {
      scheduler.execute(delivering);
    }
  }
}
