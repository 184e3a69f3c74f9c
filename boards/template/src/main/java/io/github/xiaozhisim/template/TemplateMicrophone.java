package io.github.xiaozhisim.template;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.audio.PcmInput;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A microphone that reads what a recording program writes: 16 kHz, mono, 16 bits, little end first. It reads all
 * the time on a thread of its own, so that nothing old piles up, and hands over while it is started.
 */
final class TemplateMicrophone implements PcmInput {

  static final int RATE_HZ = 16_000;
  private static final int BLOCK = RATE_HZ / 100;
  private static final long STALE_NANOS = 150_000_000;

  private final Scheduler scheduler;
  private final Consumer<String> trouble;
  private @Nullable Sink sink;

  /** @param trouble hears one sentence when the program ends */
  TemplateMicrophone(Scheduler scheduler, InputStream samples, Consumer<String> trouble) {
    this.scheduler = scheduler;
    this.trouble = trouble;
    Thread.ofPlatform().daemon().name("microphone").start(() -> read(new DataInputStream(samples)));
  }

  @Override
  public int rateHz() {
    return RATE_HZ;
  }

  @Override
  public int channels() {
    return 1;
  }

  @Override
  public void start(Sink to) {
    sink = to;
  }

  @Override
  public void stop() {
    sink = null;
  }

  private void read(DataInputStream samples) {
    byte[] bytes = new byte[BLOCK * Short.BYTES];
    try {
      while (true) {
        samples.readFully(bytes);
        short[] block = new short[BLOCK];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(block);
        long capturedNanos = scheduler.clock().nowNanos();
        scheduler.execute(() -> deliver(block, capturedNanos));
      }
    } catch (RejectedExecutionException e) {
      return; // the device has been switched off
    } catch (IOException e) {
      trouble.accept("the recording program has ended; the device hears nothing until both are started again");
    }
  }

  private void deliver(short[] block, long capturedNanos) {
    Sink to = sink;
    if (to != null && scheduler.clock().nowNanos() - capturedNanos < STALE_NANOS) {
      to.onSamples(block, block.length, capturedNanos);
    }
  }
}
