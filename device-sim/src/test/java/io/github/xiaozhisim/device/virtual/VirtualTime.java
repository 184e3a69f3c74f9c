package io.github.xiaozhisim.device.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BooleanSupplier;

/** Lets virtual time pass for the contract tests. */
public final class VirtualTime {

  private static final long LIMIT_NANOS = 10_000_000_000L;

  private VirtualTime() {}

  /** Runs in steps of a millisecond until {@code done}, at most ten seconds. */
  public static void runUntil(SimScheduler scheduler, BooleanSupplier done) {
    long endNanos = scheduler.clock().nowNanos() + LIMIT_NANOS;
    while (!done.getAsBoolean() && scheduler.clock().nowNanos() < endNanos) {
      scheduler.runForMillis(1);
    }
    assertThat(done.getAsBoolean()).as("done within ten seconds").isTrue();
  }
}
