package io.github.xiaozhisim.pi.gpio;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.ui.Button;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A key on a pin. A contact bounces when it opens and closes: it counts when it has been still for a moment. A key that
 * is held while the board starts, or a pin that nothing pulls, is not told before it has been let go once.
 *
 * <p>The contact is told on any thread; however often it changes, at most one task waits on the scheduler for it.
 */
final class GpioButton implements Button, PinLines.Contact {

  /** firmware: CONFIG_BUTTON_DEBOUNCE_TICKS of CONFIG_BUTTON_PERIOD_TIME_MS */
  static final long STILL_NANOS = 10_000_000L;

  private static final int UNKNOWN = -1;
  private static final int OPEN = 0;
  private static final int CLOSED = 1;

  private final Scheduler scheduler;
  private final int longPressMillis;
  private final Runnable take = this::take;
  private final AtomicBoolean handedOver = new AtomicBoolean();

  /** The contact as it was told last, or {@link #UNKNOWN}. */
  private final AtomicInteger contact = new AtomicInteger(UNKNOWN);

  // From here on: the scheduler's thread only.
  private Listener listener = new Listener() {};
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

  /** As it is found at the start, on the thread that opens it; changes may have come before. */
  void begin(boolean heldDown) {
    contact.compareAndSet(UNKNOWN, heldDown ? CLOSED : OPEN);
    scheduler.execute(
        () -> {
          pressed = heldDown;
          seenUp = !heldDown;
          take();
        });
  }

  @Override
  public void changed(boolean closed) {
    contact.set(closed ? CLOSED : OPEN);
    if (handedOver.compareAndSet(false, true)) {
      scheduler.execute(take);
    }
  }

  private void take() {
    handedOver.set(false);
    Timer timer = still;
    if (isClosed() != pressed) {
      if (timer == null) {
        timer = scheduler.timer(this::settled);
        still = timer;
      }
      timer.arm(scheduler.clock().nowNanos() + STILL_NANOS);
    } else if (timer != null) {
      timer.cancel();
    }
  }

  private boolean isClosed() {
    return contact.get() == CLOSED;
  }

  private void settled() {
    boolean closed = isClosed();
    if (closed == pressed) {
      return;
    }
    pressed = closed;
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
