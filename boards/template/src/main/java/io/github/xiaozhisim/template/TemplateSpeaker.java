package io.github.xiaozhisim.template;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.audio.PcmOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A loudspeaker that writes into a playing program: 24 kHz, mono, 16 bits, little end first. The pipe tells nothing, so
 * time tells what has been heard. A flush cannot call back what lies in the pipe, two blocks at most: where your driver
 * can, let it.
 */
final class TemplateSpeaker implements PcmOutput {

  static final int RATE_HZ = 24_000;
  private static final int BLOCKS = 2;

  private final Scheduler scheduler;
  private final Timer heard;
  private final Queue<Long> endsNanos = new ArrayDeque<>(BLOCKS);
  private final BlockingQueue<byte[]> pipe = new ArrayBlockingQueue<>(2 * BLOCKS);
  private @Nullable Listener listener;
  private long endNanos;
  private double gain = 1;

  /** @param trouble hears one sentence when the program ends */
  TemplateSpeaker(Scheduler scheduler, OutputStream samples, Consumer<String> trouble) {
    this.scheduler = scheduler;
    this.heard = scheduler.timer(this::blockHeard);
    Thread.ofPlatform().daemon().name("speaker").start(() -> write(samples, trouble));
  }

  @Override
  public int rateHz() {
    return RATE_HZ;
  }

  @Override
  public boolean hasRoom() {
    return endsNanos.size() < BLOCKS;
  }

  @Override
  public boolean drained() {
    return endsNanos.isEmpty();
  }

  @Override
  public void listener(Listener to) {
    listener = to;
  }

  /** firmware: no_audio_codec.cc, loudness is the square */
  @Override
  public void volume(int percent) {
    gain = percent * percent / 10_000.0;
  }

  @Override
  public void play(short[] samples, int length) {
    if (!hasRoom()) {
      throw new IllegalStateException("play called without room");
    }
    ByteBuffer bytes = ByteBuffer.allocate(length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < length; i++) {
      bytes.putShort((short) (samples[i] * gain));
    }
    pipe.offer(bytes.array()); // full only when the program stands still, and then nothing is heard anyway
    endNanos = Math.max(endNanos, scheduler.clock().nowNanos()) + length * 1_000_000_000L / RATE_HZ;
    endsNanos.add(endNanos);
    if (endsNanos.size() == 1) {
      heard.arm(endNanos);
    }
  }

  @Override
  public void flush() {
    heard.cancel();
    pipe.clear();
    endsNanos.clear();
    endNanos = 0;
  }

  private void blockHeard() {
    endsNanos.remove();
    Long next = endsNanos.peek();
    if (next != null) {
      heard.arm(next);
    }
    Listener to = listener;
    if (to != null) {
      to.onRoom();
      if (endsNanos.isEmpty()) {
        to.onDrained();
      }
    }
  }

  private void write(OutputStream samples, Consumer<String> trouble) {
    try {
      while (true) {
        samples.write(pipe.take());
        samples.flush();
      }
    } catch (IOException | InterruptedException e) {
      trouble.accept("the playing program has ended; the device is silent until both are started again");
    }
  }
}
