package io.github.xiaozhisim.pi.gpio;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.ui.Backlight;
import io.github.xiaozhisim.pi.gpio.PinLines.Dimmer;
import org.jspecify.annotations.Nullable;

/**
 * The light of a screen on a modulated pin. It moves as fast as the firmware's, in fewer and larger steps, since each
 * costs some writes to files. // firmware: backlight.cc, 1 % each 5 ms
 */
final class PwmBacklight implements Backlight {

  private static final int STEP_PERCENT = 4;
  private static final long STEP_NANOS = STEP_PERCENT * 5_000_000L;
  private static final int MAX_PERCENT = 100;

  private final Scheduler scheduler;
  private final Dimmer dimmer;
  private @Nullable Timer timer;
  private int brightness;
  private int target;

  /** @param percent where it begins */
  PwmBacklight(Scheduler scheduler, Dimmer dimmer, int percent) {
    this.scheduler = scheduler;
    this.dimmer = dimmer;
    this.brightness = percent;
    this.target = percent;
  }

  @Override
  public int brightness() {
    return brightness;
  }

  @Override
  public void setBrightness(int percent) {
    target = Math.clamp(percent, 0, MAX_PERCENT);
    Timer ramp = timer;
    if (ramp == null) {
      ramp = scheduler.timer(this::step);
      timer = ramp;
    }
    if (target != brightness && !ramp.armed()) {
      ramp.arm(scheduler.clock().nowNanos() + STEP_NANOS);
    }
  }

  private void step() {
    int left = target - brightness;
    brightness += Math.clamp(left, -STEP_PERCENT, STEP_PERCENT);
    dimmer.shine((double) brightness / MAX_PERCENT);
    Timer ramp = timer;
    if (brightness != target && ramp != null) {
      ramp.arm(Math.max(scheduler.clock().nowNanos(), ramp.deadlineNanos() + STEP_NANOS));
    }
  }
}
