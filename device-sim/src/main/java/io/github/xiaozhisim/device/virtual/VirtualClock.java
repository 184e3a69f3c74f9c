package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.Clock;

/** Time that moves only when its {@link SimScheduler} moves it. */
public final class VirtualClock implements Clock {

  private final long wallStartMillis;
  private long nowNanos;

  /** Starts at 0; {@code wallStartMillis} is the wall clock's time then. */
  public VirtualClock(long wallStartMillis) {
    this.wallStartMillis = wallStartMillis;
  }

  @Override
  public long nowNanos() {
    return nowNanos;
  }

  @Override
  public long wallMillis() {
    return wallStartMillis + nowNanos / 1_000_000;
  }

  void moveTo(long nanos) {
    if (nanos < nowNanos) {
      throw new IllegalArgumentException("time cannot go back from " + nowNanos + " to " + nanos);
    }
    nowNanos = nanos;
  }
}
