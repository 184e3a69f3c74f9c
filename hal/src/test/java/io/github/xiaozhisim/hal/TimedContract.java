package io.github.xiaozhisim.hal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the contracts of parts have in common that live on a scheduler and deal with time.
 *
 * <p><b>Override</b> {@link #scheduler} with the one that your part was made for, and {@link #runUntil}: it waits
 * for real time, or moves virtual time, until a condition holds. Two small classes do for a whole board.
 */
@ExtendWith(PromiseBroken.class)
public abstract class TimedContract {

  /** The one scheduler of a test. */
  protected abstract Scheduler scheduler();

  /** Lets the scheduler work until {@code done}, and fails when that takes more than some seconds of its time. */
  protected abstract void runUntil(BooleanSupplier done);

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
    runUntil(done::get);
    if (thrown.get() != null) {
      throw new AssertionError("on the scheduler: " + thrown.get(), thrown.get());
    }
  }

  /** Lets time pass until {@code condition} holds; fails when it does not within {@code withinMillis}. */
  protected final void waitFor(BooleanSupplier condition, int withinMillis) {
    AtomicBoolean late = alarmAfter(withinMillis);
    runUntil(() -> condition.getAsBoolean() || late.get());
    assertThat(condition.getAsBoolean()).as("came true within " + withinMillis + " ms").isTrue();
  }

  /** Lets {@code millis} of the scheduler's time pass. */
  protected final void pass(int millis) {
    runUntil(alarmAfter(millis)::get);
  }

  protected final long nowNanos() {
    return scheduler().clock().nowNanos();
  }

  private AtomicBoolean alarmAfter(int millis) {
    AtomicBoolean over = new AtomicBoolean();
    onScheduler(() -> scheduler().after(millis * 1_000_000L, () -> over.set(true)));
    return over;
  }
}
