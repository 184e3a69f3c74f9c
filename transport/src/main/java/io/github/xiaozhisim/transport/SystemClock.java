package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.Clock;

/** The machine's own clock: the one place where real time comes from. Any thread. */
public final class SystemClock implements Clock {

  /** Clocks have no state; one is enough. */
  public static final SystemClock INSTANCE = new SystemClock();

  private SystemClock() {}

  @Override
  public long nowNanos() {
    return System.nanoTime();
  }

  @Override
  public long wallMillis() {
    return System.currentTimeMillis();
  }
}
