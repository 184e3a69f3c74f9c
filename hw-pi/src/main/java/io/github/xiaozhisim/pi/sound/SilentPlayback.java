package io.github.xiaozhisim.pi.sound;

import io.github.xiaozhisim.hal.Clock;

/** A loudspeaker that nobody hears, and that takes as long as a real one: what a device has while there is no card. */
final class SilentPlayback implements PlaybackLine {

  private static final int CAPACITY_MILLIS = 60;

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
  public int room() {
    long now = clock.nowNanos();
    long played = (now - startNanos) / 1_000 * rateHz / 1_000_000;
    if (played >= written) {
      start();
    }
    return (int) (capacity() - Math.max(0, written - played));
  }

  @Override
  public void start() {
    written = 0;
    startNanos = clock.nowNanos();
  }

  @Override
  public int write(short[] mono, int offset, int length) {
    int taken = Math.min(length, room());
    written += taken;
    return taken;
  }

  @Override
  public void stop() {
    start();
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
