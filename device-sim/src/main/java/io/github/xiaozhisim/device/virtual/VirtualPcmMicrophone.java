package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.audio.PcmInput;
import org.jspecify.annotations.Nullable;

/**
 * A sound card's microphone without the card: blocks of 10 ms on an absolute grid, silent unless it is told to say
 * something. A second channel, where there is one, is a silent echo reference.
 *
 * <p>All methods on the scheduler's thread.
 */
public final class VirtualPcmMicrophone implements PcmInput {

  private static final int BLOCK_MILLIS = 10;
  private static final short[] NOTHING = new short[0];

  private final Scheduler scheduler;
  private final int rateHz;
  private final int channels;
  private final Timer timer;
  private final short[] block;
  private short[] saying = NOTHING;
  private int said;
  private @Nullable Sink sink;

  /**
   * @param rateHz 16 000 or more, whole blocks of 10 ms
   * @param channels 1, or 2 with an echo reference
   */
  public VirtualPcmMicrophone(Scheduler scheduler, int rateHz, int channels) {
    if (rateHz < 16_000 || rateHz % (1_000 / BLOCK_MILLIS) != 0 || channels < 1 || channels > 2) {
      throw new IllegalArgumentException(
          "no microphone has " + channels + " channels at " + rateHz + " Hz: 1 or 2, from 16000 Hz in steps of 100");
    }
    this.scheduler = scheduler;
    this.rateHz = rateHz;
    this.channels = channels;
    this.timer = scheduler.timer(this::deliver);
    this.block = new short[rateHz / (1_000 / BLOCK_MILLIS) * channels];
  }

  @Override
  public int rateHz() {
    return rateHz;
  }

  @Override
  public int channels() {
    return channels;
  }

  /** Says {@code samples}, mono at the microphone's rate, from the next block on; replaces what is being said. */
  public void say(short[] samples) {
    saying = samples.clone();
    said = 0;
  }

  @Override
  public void start(Sink to) {
    sink = to;
    timer.arm(scheduler.clock().nowNanos() + BLOCK_MILLIS * 1_000_000L);
  }

  @Override
  public void stop() {
    timer.cancel();
    sink = null;
  }

  private void deliver() {
    Sink to = sink;
    if (to == null) {
      return;
    }
    for (int i = 0; i < block.length; i += channels) {
      block[i] = said < saying.length ? saying[said++] : 0;
    }
    long capturedNanos = timer.deadlineNanos();
    timer.arm(capturedNanos + BLOCK_MILLIS * 1_000_000L);
    to.onSamples(block, block.length, capturedNanos);
  }
}
