package io.github.xiaozhisim.hal.ui;

/** The screen's light. */
public interface Backlight {

  /** Brightness now, 0 to 100; on its way to the last set value while ramping. */
  int brightness();

  /** Moves to {@code percent} (0 to 100), as fast as the board ramps. The device keeps the value. */
  void setBrightness(int percent);
}
