package io.github.xiaozhisim.hal;

/** A reusable timer of a {@link Scheduler}; all methods on the scheduler's thread. */
public interface Timer {

  /**
   * Makes the timer fire once, at or soon after {@code deadlineNanos} of the scheduler's clock; a deadline in the past
   * fires soon. Arming an armed timer moves it. It may be armed again from its own action: that is how a period is
   * kept, always from the previous deadline and never from "now", so that lateness does not add up.
   */
  void arm(long deadlineNanos);

  /** Disarms; the action does not run any more, even if it had fallen due. No effect when not armed. */
  void cancel();

  boolean armed();

  /** The deadline it was last armed with. */
  long deadlineNanos();
}
