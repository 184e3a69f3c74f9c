package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.Timer;
import org.jspecify.annotations.Nullable;

/** A timer on a {@link TickWheel}, and its own link in a slot's list. On the wheel's thread. */
final class TickTimer implements Timer {

  final Runnable action;

  /** Where it waits; null while it is not armed. */
  @Nullable TickSlot slot;

  @Nullable TickTimer previous;
  @Nullable TickTimer next;
  long deadlineNanos;

  /** Among timers of one deadline, those armed first fire first. */
  long order;

  private final TickWheel wheel;

  TickTimer(TickWheel wheel, Runnable action) {
    this.wheel = wheel;
    this.action = action;
  }

  @Override
  public void arm(long deadline) {
    wheel.arm(this, deadline);
  }

  @Override
  public void cancel() {
    wheel.unlink(this);
  }

  @Override
  public boolean armed() {
    return slot != null;
  }

  @Override
  public long deadlineNanos() {
    return deadlineNanos;
  }

  boolean isBefore(TickTimer other) {
    return deadlineNanos != other.deadlineNanos ? deadlineNanos < other.deadlineNanos : order < other.order;
  }
}
