package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.audio.PcmOutput;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A sound card's loudspeaker without the card: plays blocks in time and hands each to whoever listens, at the moment it
 * begins to sound. Holds {@value #CAPACITY} blocks, as the firmware's playback queue.
 *
 * <p>All methods on the scheduler's thread.
 */
public final class VirtualPcmSpeaker implements PcmOutput {

  private static final int CAPACITY = 2;

  /** Hears what is played. */
  @FunctionalInterface
  public interface Ear {

    /** {@code samples}, mono at the speaker's rate, begin to sound at {@code startNanos}. */
    void hear(short[] samples, long startNanos);
  }

  private final Scheduler scheduler;
  private final int rateHz;
  private final Ear ear;
  private final Timer timer;
  private final Queue<short[]> blocks = new ArrayDeque<>(CAPACITY);
  private @Nullable Listener listener;
  private int volumePercent = 100;

  public VirtualPcmSpeaker(Scheduler scheduler, int rateHz, Ear ear) {
    this.scheduler = scheduler;
    this.rateHz = rateHz;
    this.ear = ear;
    this.timer = scheduler.timer(this::blockHeard);
  }

  @Override
  public int rateHz() {
    return rateHz;
  }

  @Override
  public boolean hasRoom() {
    return blocks.size() < CAPACITY;
  }

  @Override
  public boolean drained() {
    return blocks.isEmpty();
  }

  @Override
  public void listener(Listener to) {
    listener = to;
  }

  @Override
  public void volume(int percent) {
    volumePercent = percent;
  }

  public int volumePercent() {
    return volumePercent;
  }

  @Override
  public void play(short[] samples, int length) {
    if (!hasRoom()) {
      throw new IllegalStateException("play called without room");
    }
    blocks.add(Arrays.copyOf(samples, length));
    if (blocks.size() == 1) {
      sound(scheduler.clock().nowNanos());
    }
  }

  @Override
  public void flush() {
    timer.cancel();
    blocks.clear();
  }

  private void sound(long startNanos) {
    short[] block = Objects.requireNonNull(blocks.peek());
    ear.hear(block, startNanos);
    timer.arm(startNanos + block.length * 1_000_000_000L / rateHz);
  }

  private void blockHeard() {
    blocks.remove();
    if (!blocks.isEmpty()) {
      sound(timer.deadlineNanos()); // without a hole, however late this timer was
    }
    Listener to = listener;
    if (to != null) {
      to.onRoom();
      if (blocks.isEmpty()) {
        to.onDrained();
      }
    }
  }
}
