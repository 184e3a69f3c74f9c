package io.github.xiaozhisim.device.virtual;

import java.util.function.BooleanSupplier;

/** Lets virtual time pass for the contract tests. */
final class VirtualTime {

  private VirtualTime() {}

  /** Runs {@code scheduler} in steps of a millisecond until {@code condition} holds, at most {@code withinMillis}. */
  static boolean passUntil(SimScheduler scheduler, BooleanSupplier condition, int withinMillis) {
    long endNanos = scheduler.clock().nowNanos() + withinMillis * 1_000_000L;
    while (!condition.getAsBoolean() && scheduler.clock().nowNanos() < endNanos) {
      step(scheduler);
    }
    return condition.getAsBoolean();
  }

  private static void step(SimScheduler scheduler) {
    long untilNanos = scheduler.clock().nowNanos() + 1_000_000;
    boolean whole = false;
    while (!whole) {
      try {
        scheduler.runUntil(untilNanos);
        whole = true;
      } catch (IllegalStateException thrownByATask) {
        // the scheduler's owner, here this test, has been told; the rest of the step goes on
        whole = false;
      }
    }
  }
}
