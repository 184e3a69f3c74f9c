package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.ui.Led;
import io.github.xiaozhisim.hal.ui.LedPattern;
import io.github.xiaozhisim.hal.ui.LedPattern.Motion;

/** A light that nobody sees: it knows what it would show, and blinks in time. All methods on the scheduler's thread. */
public final class VirtualLed implements Led {

  private final Scheduler scheduler;
  private final Timer change;
  private LedPattern pattern = LedPattern.OFF;
  private String state = "";
  private boolean lit;

  public VirtualLed(Scheduler scheduler) {
    this.scheduler = scheduler;
    this.change = scheduler.timer(this::blink);
  }

  @Override
  public void onStateChanged(String now, boolean voiceDetected) {
    state = now;
  }

  @Override
  public void show(LedPattern next) {
    change.cancel();
    pattern = next;
    lit = next.percent() > 0 && (next.red() | next.green() | next.blue()) != 0;
    if (lit && next.motion() == Motion.BLINK && next.periodMillis() > 0) {
      change.arm(scheduler.clock().nowNanos() + next.periodMillis() * 1_000_000L);
    }
  }

  private void blink() {
    lit = !lit;
    change.arm(change.deadlineNanos() + pattern.periodMillis() * 1_000_000L);
  }

  /** What it was last told to show. */
  public LedPattern pattern() {
    return pattern;
  }

  /** The device's state as it was last told, empty before. */
  public String state() {
    return state;
  }

  /** Whether it shines at this moment; a light that fades or runs round always does. */
  public boolean lit() {
    return lit;
  }
}
