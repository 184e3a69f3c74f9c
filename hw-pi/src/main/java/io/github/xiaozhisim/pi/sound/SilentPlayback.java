package io.github.xiaozhisim.pi.sound;

import io.github.xiaozhisim.hal.Clock;

/** A loudspeaker that nobody hears, and that takes as long as a real one: what a device has while there is no card. */
final class SilentPlayback implements PlaybackLine {

  private static final int CAPACITY_MILLIS = 200;

  private final Clock clock;
  private final int rateHz;
  private long written;
  private long startNanos;

  SilentPlayback(Clock clock, int rateHz) {
    this.clock = clock;
    this.rateHz = rateHz;
    this.startNanos = clock.nowNanos();
  }

  @Override
  public int rateHz() {
    return rateHz;
  }

  @Override
  public int capacity() {
    return rateHz * CAPACITY_MILLIS / 1_000;
  }

  @Override
  public int queued() {
    long now = clock.nowNanos();
    long played = (now - startNanos) / 1_000 * rateHz / 1_000_000;
    if (played >= written) {
      written = 0;
      startNanos = now;
      return 0;
    }
    return (int) (written - played);
  }

  @Override
  public int write(short[] mono, int offset, int length) {
    int taken = Math.min(length, capacity() - queued());
    written += taken;
    return taken;
  }

  @Override
  public boolean volume(int percent) {
    return true;
  }

  @Override
  public String describe() {
    return "no card";
  }

  @Override
  public void close() {}
}
