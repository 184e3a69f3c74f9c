package io.github.xiaozhisim.pi.gpio;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.ui.Button;
import io.github.xiaozhisim.pi.gpio.PinLines.Input;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A key on a pin. A contact bounces when it opens and closes: the key looks at its pin when that has been still for a
 * moment. It does not add up the changes it was told, since a kernel keeps only so many of them. A key that is held
 * while the board starts, or a pin that nothing pulls, is not told before it has been let go once.
 *
 * <p>{@link #changed} on any thread; however often it is called, at most one task waits on the scheduler for it.
 */
final class GpioButton implements Button, PinLines.Contact {

  /** firmware: CONFIG_BUTTON_DEBOUNCE_TICKS of CONFIG_BUTTON_PERIOD_TIME_MS */
  static final long STILL_NANOS = 10_000_000L;

  private final Scheduler scheduler;
  private final int longPressMillis;
  private final Runnable moved = this::moved;
  private final AtomicBoolean handedOver = new AtomicBoolean();

  // From here on: the scheduler's thread only.
  private Listener listener = new Listener() {};
  private @Nullable Input pin;
  private @Nullable PressGestures gestures;
  private @Nullable Timer still;
  private boolean pressed;

  /** Whether it has been seen up, so that the next press is a user's. */
  private boolean seenUp;

  GpioButton(Scheduler scheduler, int longPressMillis) {
    this.scheduler = scheduler;
    this.longPressMillis = longPressMillis;
  }

  @Override
  public void listener(Listener told) {
    listener = told;
    if (gestures != null) {
      gestures.listener(told);
    }
  }

  /** Looks at its pin for the first time, soon; changes may have been told before. On any thread. */
  void begin(Input opened) {
    scheduler.execute(
        () -> {
          pin = opened;
          pressed = opened.pressed();
          seenUp = !pressed;
        });
  }

  @Override
  public void changed() {
    if (handedOver.compareAndSet(false, true)) {
      scheduler.execute(moved);
    }
  }

  private void moved() {
    handedOver.set(false);
    Timer timer = still;
    if (timer == null) {
      timer = scheduler.timer(this::settled);
      still = timer;
    }
    timer.arm(scheduler.clock().nowNanos() + STILL_NANOS);
  }

  private void settled() {
    Input opened = pin;
    if (opened == null || opened.pressed() == pressed) {
      return;
    }
    pressed = !pressed;
    if (!seenUp) {
      seenUp = !pressed;
      return;
    }
    PressGestures made = gestures;
    if (made == null) {
      made = new PressGestures(scheduler, longPressMillis);
      made.listener(listener);
      gestures = made;
    }
    if (pressed) {
      made.down();
    } else {
      made.up();
    }
  }
}
