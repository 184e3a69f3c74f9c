package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.Timer;
import org.jspecify.annotations.Nullable;

/** A timer of a {@link SimScheduler}, and its own place in the ring or in the heap where it waits. */
final class SimTimer implements Timer {

  /** Where a timer waits. */
  enum Where {
    NOWHERE,
    RING,
    HEAP
  }

  private final SimScheduler scheduler;
  final Runnable action;
  long deadlineNanos;
  long order;

  Where where = Where.NOWHERE;
  /** The slot of the ring, or the index in the heap. */
  int place;

  @Nullable SimTimer previous;
  @Nullable SimTimer next;

  SimTimer(SimScheduler scheduler, Runnable action) {
    this.scheduler = scheduler;
    this.action = action;
  }

  @Override
  public void arm(long deadline) {
    scheduler.arm(this, deadline);
  }

  @Override
  public void cancel() {
    scheduler.cancel(this);
  }

  @Override
  public boolean armed() {
    return where != Where.NOWHERE;
  }

  @Override
  public long deadlineNanos() {
    return deadlineNanos;
  }

  boolean isBefore(SimTimer other) {
    return deadlineNanos != other.deadlineNanos ? deadlineNanos < other.deadlineNanos : order < other.order;
  }
}
