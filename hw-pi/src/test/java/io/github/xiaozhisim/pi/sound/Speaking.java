package io.github.xiaozhisim.pi.sound;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.audio.AudioOutput;
import io.github.xiaozhisim.hal.audio.PcmOutput;
import java.util.Arrays;

/**
 * Feeds a loudspeaker as a device does: blocks of 60 ms, as soon as there is room. On the scheduler, but for the
 * counts.
 */
final class Speaking implements AudioOutput.Listener {

  private final Scheduler scheduler;
  private final PcmOutput output;
  private short[] left = new short[0];
  private int said;
  volatile int rooms;
  volatile long drainedNanos;
  volatile int drains;

  Speaking(Scheduler scheduler, PcmOutput output) {
    this.scheduler = scheduler;
    this.output = output;
    output.listener(this);
  }

  void say(short[] samples) {
    left = samples;
    said = 0;
    feed();
  }

  /** As an interruption does. */
  void flush() {
    left = new short[0];
    output.flush();
  }

  private void feed() {
    int block = output.rateHz() * 60 / 1_000;
    while (said < left.length && output.hasRoom()) {
      int length = Math.min(block, left.length - said);
      output.play(Arrays.copyOfRange(left, said, said + length), length);
      said += length;
    }
  }

  @Override
  public void onRoom() {
    rooms++;
    feed();
  }

  @Override
  public void onDrained() {
    drains++;
    drainedNanos = scheduler.clock().nowNanos();
  }
}
