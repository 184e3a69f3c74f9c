package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.ui.Button;

/**
 * A key without the key: whoever calls {@link #push} and {@link #letGo} is the finger, and the times by which a press
 * becomes a click are the firmware's. // firmware: iot_button, button_handler
 *
 * <p>All methods on the scheduler's thread.
 */
public final class VirtualButton implements Button {

  /** A level counts after it has been steady for so long. // firmware: BUTTON_DEBOUNCE_TICKS 2 of 5 ms */
  private static final long STEADY_NANOS = 10_000_000;
  /** Within this time after a release another press makes it a double click. // firmware: BUTTON_SHORT_PRESS_TIME_MS */
  private static final long SHORT_NANOS = 180_000_000;
  /** firmware: BUTTON_LONG_PRESS_TIME_MS */
  private static final long LONG_NANOS = 1_500_000_000;

  private final Scheduler scheduler;
  private final Timer steady;
  private final Timer held;
  private final Timer noMoreClicks;
  private Listener listener = new Listener() {};
  private boolean closed;
  private boolean pressed;
  private boolean unheard;
  private boolean longTold;
  private long pressedNanos;
  private int clicks;

  /** @param heldAtStart whether somebody holds it down while the board starts, of which nobody is told */
  public VirtualButton(Scheduler scheduler, boolean heldAtStart) {
    this.scheduler = scheduler;
    this.steady = scheduler.timer(this::levelIsSteady);
    this.held = scheduler.timer(this::heldForLong);
    this.noMoreClicks = scheduler.timer(this::clicksAreOver);
    this.closed = heldAtStart;
    this.pressed = heldAtStart;
    this.unheard = heldAtStart;
  }

  /** A key that nobody touches. */
  public VirtualButton(Scheduler scheduler) {
    this(scheduler, false);
  }

  @Override
  public void listener(Listener to) {
    listener = to;
  }

  /** The contact closes. */
  public void push() {
    level(true);
  }

  /** The contact opens. */
  public void letGo() {
    level(false);
  }

  private void level(boolean now) {
    closed = now;
    steady.arm(scheduler.clock().nowNanos() + STEADY_NANOS);
  }

  private void levelIsSteady() {
    if (closed == pressed) {
      return;
    }
    pressed = closed;
    if (pressed) {
      pressedNanos = steady.deadlineNanos();
      noMoreClicks.cancel();
      if (clicks == 0) { // firmware: only the first press of a series can become a long one
        held.arm(pressedNanos + LONG_NANOS);
      }
      listener.onPressDown();
    } else if (unheard) {
      unheard = false;
    } else {
      released();
    }
  }

  private void released() {
    boolean click = clicks == 0 ? !longTold : steady.deadlineNanos() - pressedNanos < SHORT_NANOS;
    held.cancel();
    longTold = false;
    clicks = click ? clicks + 1 : 0;
    if (click) {
      noMoreClicks.arm(steady.deadlineNanos() + SHORT_NANOS);
    }
    listener.onPressUp();
  }

  private void heldForLong() {
    longTold = true;
    listener.onLongPress();
  }

  private void clicksAreOver() {
    int count = clicks;
    clicks = 0;
    if (count == 1) {
      listener.onClick();
    } else if (count == 2) {
      listener.onDoubleClick();
    }
  }
}
