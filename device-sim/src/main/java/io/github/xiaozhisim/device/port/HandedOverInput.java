package io.github.xiaozhisim.device.port;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.audio.PcmInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A microphone whose driver runs all the time on a thread of its own and hands over what it reads. At most {@value
 * #CAPACITY} blocks wait for the scheduler; what finds no room, what is too old when it arrives, and what is read while
 * the microphone is not started, is thrown away.
 */
public final class HandedOverInput implements PcmInput {

  /** Blocks on their way to the scheduler; when full, the newest goes. */
  private static final int CAPACITY = 16;
  private static final int BLOCKS_A_SECOND = 100;
  /** Below the 200 ms that a microphone may lag. */
  private static final long STALE_NANOS = 150_000_000;

  private final Scheduler scheduler;
  private final int rateHz;
  private final int channels;
  private final Queue<Block> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waitingBlocks = new AtomicInteger();
  private final AtomicLong lost = new AtomicLong();
  private long latestNanos = Long.MIN_VALUE; // the driver's thread
  private @Nullable Sink sink;

  /**
   * @param agedNanos when it was heard, by what was to be read behind it
   * @param capturedNanos the same, and not before the block before it
   */
  private record Block(short[] samples, long agedNanos, long capturedNanos) {}

  /**
   * @param rateHz samples per second and channel, 16 000 or more
   * @param channels 1, or 2 with an echo reference
   */
  public HandedOverInput(Scheduler scheduler, int rateHz, int channels) {
    this.scheduler = scheduler;
    this.rateHz = rateHz;
    this.channels = channels;
  }

  /** How many bytes 10 ms of sound have: a good length for a block. */
  public int blockBytes() {
    return rateHz / BLOCKS_A_SECOND * channels * Short.BYTES;
  }

  /**
   * A block has been read, little end first. The driver's thread; copied.
   *
   * @param behind bytes that can already be read behind it: they were heard later, and so tell how old it is
   */
  public void captured(byte[] block, int behind) {
    long agedNanos = scheduler.clock().nowNanos() - nanosOf(behind);
    // Kept waiting after it had looked what is behind, the driver's thread told too late a time for the block before.
    latestNanos = Math.max(latestNanos, agedNanos);
    short[] samples = new short[block.length / Short.BYTES];
    ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    if (waitingBlocks.get() == CAPACITY) {
      lost.incrementAndGet();
      return;
    }
    waiting.add(new Block(samples, agedNanos, latestNanos));
    if (waitingBlocks.getAndIncrement() == 0) {
      scheduler.execute(this::deliver);
    }
  }

  private long nanosOf(int bytes) {
    return bytes / (Short.BYTES * channels) * 1_000_000_000L / rateHz;
  }

  /** Delivers until nothing waits; whoever then brings a block sends the next task. */
  private void deliver() {
    boolean more = true;
    try {
      while (more) {
        Block block = Objects.requireNonNull(waiting.poll());
        more = waitingBlocks.decrementAndGet() > 0;
        deliver(block);
      }
    } finally {
      if (more) {
        scheduler.execute(this::deliver); // a sink has thrown: what waits behind is still to be delivered
      }
    }
  }

  private void deliver(Block block) {
    Sink to = sink;
    if (scheduler.clock().nowNanos() - block.agedNanos >= STALE_NANOS) {
      lost.incrementAndGet();
    } else if (to != null) {
      to.onSamples(block.samples, block.samples.length, block.capturedNanos);
    }
  }

  /** How many blocks were thrown away because the device, or the driver, was held up. Any thread. */
  public long lostBlocks() {
    return lost.get();
  }

  @Override
  public int rateHz() {
    return rateHz;
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public void start(Sink to) {
    sink = to;
  }

  @Override
  public void stop() {
    sink = null;
  }
}
