package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.ui.Battery;

/** A battery that is as full as it is told to be. Devices that never discharge share one. */
public final class VirtualBattery implements Battery {

  private int levelPercent;
  private boolean charging;

  public VirtualBattery(int levelPercent, boolean charging) {
    set(levelPercent, charging);
  }

  /** What it is from now on; {@code levelPercent} 0 to 100. */
  public void set(int percent, boolean isCharging) {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("a battery is 0 to 100 % full, not " + percent);
    }
    levelPercent = percent;
    charging = isCharging;
  }

  @Override
  public int levelPercent() {
    return levelPercent;
  }

  @Override
  public boolean charging() {
    return charging;
  }
}
