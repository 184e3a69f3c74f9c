package io.github.xiaozhisim.pi.shell;

import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;

/** Time that passes, for those who only look at the clock. */
final class RealTime implements Scheduler {

  @Override
  public Clock clock() {
    return new Clock() {
      @Override
      public long nowNanos() {
        return System.nanoTime();
      }

      @Override
      public long wallMillis() {
        return System.currentTimeMillis();
      }
    };
  }

  @Override
  public void execute(Runnable task) {
    throw new UnsupportedOperationException("nothing is to be done later here");
  }

  @Override
  public Timer timer(Runnable action) {
    throw new UnsupportedOperationException("no timer is wanted here");
  }

  @Override
  public boolean inScheduler() {
    return false;
  }
}
