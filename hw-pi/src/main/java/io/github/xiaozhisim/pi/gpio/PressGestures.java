package io.github.xiaozhisim.pi.gpio;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.ui.Button.Listener;

/**
 * Makes clicks, double clicks and long presses of a key that goes down and up. A click is told when it is sure that no
 * second one follows; a press that became long is no click, and neither are two presses of which the second was held.
 * All on the scheduler's thread. // firmware: iot_button.c, button_handler
 */
final class PressGestures {

  /** firmware: CONFIG_BUTTON_SHORT_PRESS_TIME_MS */
  static final long SHORT_NANOS = 180_000_000L;

  private enum Phase {
    UP,
    DOWN,
    /** Let go; another press may follow. */
    BETWEEN,
    /** Down for the second time or more. */
    AGAIN,
    HELD_LONG
  }

  private final Scheduler scheduler;
  private final long longNanos;
  private final Timer timer;
  private Listener listener = new Listener() {};
  private Phase phase = Phase.UP;
  private int presses;
  private long downNanos;

  PressGestures(Scheduler scheduler, int longPressMillis) {
    this.scheduler = scheduler;
    this.longNanos = longPressMillis * 1_000_000L;
    this.timer = scheduler.timer(this::expired);
  }

  void listener(Listener told) {
    listener = told;
  }

  void down() {
    timer.cancel();
    downNanos = scheduler.clock().nowNanos();
    if (phase == Phase.BETWEEN) {
      presses++;
      phase = Phase.AGAIN;
    } else {
      presses = 1;
      phase = Phase.DOWN;
      timer.arm(downNanos + longNanos);
    }
    listener.onPressDown();
  }

  void up() {
    timer.cancel();
    long nowNanos = scheduler.clock().nowNanos();
    boolean mayClick = phase == Phase.DOWN || (phase == Phase.AGAIN && nowNanos - downNanos < SHORT_NANOS);
    if (mayClick) {
      phase = Phase.BETWEEN;
      timer.arm(nowNanos + SHORT_NANOS);
    } else {
      phase = Phase.UP;
    }
    listener.onPressUp();
  }

  private void expired() {
    if (phase == Phase.DOWN) {
      phase = Phase.HELD_LONG;
      listener.onLongPress();
    } else if (phase == Phase.BETWEEN) {
      phase = Phase.UP;
      if (presses == 1) {
        listener.onClick();
      } else if (presses == 2) {
        listener.onDoubleClick();
      }
    }
  }
}
