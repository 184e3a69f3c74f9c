package io.github.xiaozhisim.hal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * What all contracts need that deal with time: a scheduler, and a way to let its time pass. In virtual time that means
 * to run it; on a real thread, to wait.
 */
public abstract class TimedContract {

  /** The one scheduler of this test. */
  protected abstract Scheduler scheduler();

  /**
   * Lets time pass until {@code condition} holds, at most {@code withinMillis} of the scheduler's time, and says whether
   * it held. What tasks throw meanwhile must not reach the test.
   */
  protected abstract boolean passUntil(BooleanSupplier condition, int withinMillis);

  /** Runs {@code action} on the scheduler and returns when it has run; throws what it threw. */
  protected final void onScheduler(Runnable action) {
    AtomicBoolean done = new AtomicBoolean();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    scheduler()
        .execute(
            () -> {
              try {
                action.run();
              } catch (Throwable t) {
                thrown.set(t);
              } finally {
                done.set(true);
              }
            });
    waitFor(done::get, 5_000);
    if (thrown.get() != null) {
      throw new AssertionError("on the scheduler: " + thrown.get(), thrown.get());
    }
  }

  /** Lets time pass until {@code condition} holds; fails when it does not within {@code withinMillis}. */
  protected final void waitFor(BooleanSupplier condition, int withinMillis) {
    assertThat(passUntil(condition, withinMillis)).as("came true within " + withinMillis + " ms").isTrue();
  }

  /** Lets {@code millis} of the scheduler's time pass. */
  protected final void pass(int millis) {
    AtomicBoolean over = new AtomicBoolean();
    onScheduler(() -> scheduler().after(millis * 1_000_000L, () -> over.set(true)));
    waitFor(over::get, millis + 5_000);
  }

  protected final long nowNanos() {
    return scheduler().clock().nowNanos();
  }
}
