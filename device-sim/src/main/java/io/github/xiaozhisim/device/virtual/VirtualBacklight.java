package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.ui.Backlight;
import org.jspecify.annotations.Nullable;

/** A backlight that moves by 1 % each 5 ms, as the firmware's does. // firmware: backlight.cc, OnTransitionTimer */
public final class VirtualBacklight implements Backlight {

  private static final long STEP_NANOS = 5_000_000;
  private static final int MAX_PERCENT = 100;

  private final Scheduler scheduler;
  private @Nullable Timer timer;
  private int brightness;
  private int target;

  /** @param percent where it begins; what it was left at */
  public VirtualBacklight(Scheduler scheduler, int percent) {
    this.scheduler = scheduler;
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
    if (target != brightness) {
      Timer ramp = timer;
      if (ramp == null) {
        ramp = scheduler.timer(this::step);
        timer = ramp;
      }
      ramp.arm(scheduler.clock().nowNanos() + STEP_NANOS);
    }
  }

  private void step() {
    Timer ramp = timer;
    if (ramp == null || brightness == target) {
      return;
    }
    brightness += brightness < target ? 1 : -1;
    if (brightness != target) {
      ramp.arm(ramp.deadlineNanos() + STEP_NANOS);
    }
  }
}
