package io.github.xiaozhisim.device.port;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.audio.PcmOutput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A loudspeaker whose driver takes samples and tells nothing: time tells what has been heard. Two blocks are handed
 * over at most; what a driver cannot call back of them is still heard after a flush.
 *
 * <p>What it cannot know is the driver's: from which filling on a card begins to play, and how much it keeps back
 * until a period is full. Set both low, and say the rest as latency; a card with a threshold of half a second
 * swallows the end of each answer.
 *
 * <p>All methods on the scheduler's thread.
 */
public final class TimedOutput implements PcmOutput {

  private static final int BLOCKS = 2;
  private static final double FULL_SQUARED = 10_000;

  /** What brings samples to the loudspeaker. */
  public interface Driver {

    /** Takes samples, little end first and as loud as told, and returns at once; the array is the driver's. */
    void play(byte[] block);

    /** Throws away what has not been heard, as far as it can. */
    default void flush() {}
  }

  private final Scheduler scheduler;
  private final int rateHz;
  private final long latencyNanos;
  private final Driver driver;
  private final Timer played;
  private final Queue<Long> endsNanos = new ArrayDeque<>(BLOCKS);
  private @Nullable Listener listener;
  private long endNanos;
  /** The driver has nothing left, the ear not yet everything. */
  private boolean onTheWay;
  private double gain = 1;

  /** @param latencyMillis how long a sample takes from the driver to the ear */
  public TimedOutput(Scheduler scheduler, int rateHz, int latencyMillis, Driver driver) {
    this.scheduler = scheduler;
    this.rateHz = rateHz;
    this.latencyNanos = latencyMillis * 1_000_000L;
    this.driver = driver;
    this.played = scheduler.timer(this::blockPlayed);
  }

  @Override
  public int rateHz() {
    return rateHz;
  }

  @Override
  public boolean hasRoom() {
    return endsNanos.size() < BLOCKS;
  }

  @Override
  public boolean drained() {
    return endsNanos.isEmpty() && !onTheWay;
  }

  @Override
  public void listener(Listener to) {
    listener = to;
  }

  /** firmware: no_audio_codec.cc, loudness is the square */
  @Override
  public void volume(int percent) {
    gain = percent * percent / FULL_SQUARED;
  }

  @Override
  public void play(short[] samples, int length) {
    if (!hasRoom()) {
      throw new IllegalStateException("play called without room");
    }
    ByteBuffer loud = ByteBuffer.allocate(length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < length; i++) {
      loud.putShort((short) (samples[i] * gain));
    }
    long beginNanos = endsNanos.isEmpty() ? scheduler.clock().nowNanos() : endNanos;
    endNanos = beginNanos + length * 1_000_000_000L / rateHz;
    endsNanos.add(endNanos);
    if (endsNanos.size() == 1) {
      onTheWay = false;
      played.arm(endNanos);
    }
    driver.play(loud.array());
  }

  @Override
  public void flush() {
    played.cancel();
    endsNanos.clear();
    onTheWay = false;
    driver.flush();
  }

  /** The driver has played a block, or the ear has heard the last one. Room is told early, so that no hole comes. */
  private void blockPlayed() {
    Listener to = listener;
    if (onTheWay) {
      onTheWay = false;
      if (to != null) {
        to.onDrained();
      }
      return;
    }
    endsNanos.remove();
    Long next = endsNanos.peek();
    onTheWay = next == null;
    played.arm(next == null ? endNanos + latencyNanos : next);
    if (to != null) {
      to.onRoom();
    }
  }
}
