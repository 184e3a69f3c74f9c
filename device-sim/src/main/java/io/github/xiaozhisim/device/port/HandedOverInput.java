package io.github.xiaozhisim.device.port;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.audio.PcmInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A microphone whose driver runs all the time on a thread of its own and hands over what it reads. While the
 * microphone is not started, and when the device was held up for too long, a block is thrown away.
 */
public final class HandedOverInput implements PcmInput {

  /** Below the 200 ms that a microphone may lag, by what the way to the device may take. */
  private static final long STALE_NANOS = 150_000_000;

  private static final int BLOCKS_A_SECOND = 100;

  private final Scheduler scheduler;
  private final int rateHz;
  private final int channels;
  private @Nullable Sink sink;

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

  /** A block has been read, little end first, whose last sample was heard just now. Any thread; copied. */
  public void captured(byte[] block) {
    long nowNanos = scheduler.clock().nowNanos();
    short[] samples = new short[block.length / Short.BYTES];
    ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    scheduler.execute(() -> deliver(samples, nowNanos));
  }

  private void deliver(short[] samples, long capturedNanos) {
    Sink to = sink;
    if (to != null && scheduler.clock().nowNanos() - capturedNanos < STALE_NANOS) {
      to.onSamples(samples, samples.length, capturedNanos);
    }
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
