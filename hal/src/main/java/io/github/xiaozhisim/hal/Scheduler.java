package io.github.xiaozhisim.hal;

/**
 * The one thread a device lives on, and its timers: an event loop in a fleet, one thread on a Raspberry Pi, a priority
 * queue in virtual time.
 *
 * <p><b>Promises.</b> Tasks and timers run one after the other, never nested, and each sees what the one before wrote.
 * Tasks run in the order in which one thread handed them in. Timers that fall due together run in the order of their
 * deadlines; with equal deadlines, in the order in which they were armed. A timer never fires early. A deadline in the
 * past counts as it is: it goes before later ones, also before those that were armed earlier; only what an action arms
 * in the past while timers fire may come after the timers that fell due with that action. A task that throws is
 * reported to the scheduler's owner and does not stop the others.
 */
public interface Scheduler {

  Clock clock();

  /** Runs {@code task} soon, after everything already handed in. May be called from any thread. */
  void execute(Runnable task);

  /**
   * A timer of this scheduler, not yet armed. Timers are made to be armed again and again without allocation: keep
   * them in fields. Called, like the timer's own methods, on the scheduler's thread.
   */
  Timer timer(Runnable action);

  /** True on the scheduler's own thread. */
  boolean inScheduler();

  /** Arms a fresh timer; for the rare case in which it need not be kept. */
  default Timer at(long deadlineNanos, Runnable action) {
    Timer timer = timer(action);
    timer.arm(deadlineNanos);
    return timer;
  }

  /** Shorthand for a deadline relative to now. */
  default Timer after(long delayNanos, Runnable action) {
    return at(clock().nowNanos() + delayNanos, action);
  }
}
