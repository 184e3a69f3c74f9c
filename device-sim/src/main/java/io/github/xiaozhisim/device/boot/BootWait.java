package io.github.xiaozhisim.device.boot;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The waits of the activation task. The firmware waits second by second and looks after each whether a button has put
 * the device into idle; then the wait is over. Since the state stays idle, every later wait lasts one second, too.
 * // firmware: CheckNewVersion
 */
final class BootWait {

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final Scheduler scheduler;
  private final BooleanSupplier cutShort;
  private final Timer timer;
  private @Nullable Runnable next;
  private long startNanos;

  /** {@code cutShort}: whether the device is idle and lets that end its waits. */
  BootWait(Scheduler scheduler, BooleanSupplier cutShort) {
    this.scheduler = scheduler;
    this.cutShort = cutShort;
    this.timer = scheduler.timer(this::over);
  }

  void after(long millis, Runnable then) {
    next = then;
    startNanos = scheduler.clock().nowNanos();
    timer.arm(startNanos + millis * 1_000_000L);
    look();
  }

  /** The device has entered idle. */
  void idleEntered() {
    if (timer.armed()) {
      look();
    }
  }

  private void look() {
    if (cutShort.getAsBoolean()) {
      long waited = scheduler.clock().nowNanos() - startNanos;
      long tickNanos = startNanos + (waited / SECOND_NANOS + 1) * SECOND_NANOS;
      timer.arm(Math.min(timer.deadlineNanos(), tickNanos));
    }
  }

  void cancel() {
    timer.cancel();
    next = null;
  }

  private void over() {
    Runnable then = next;
    next = null;
    if (then != null) {
      then.run();
    }
  }
}
