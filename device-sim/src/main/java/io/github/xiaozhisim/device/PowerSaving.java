package io.github.xiaozhisim.device;

import io.github.xiaozhisim.hal.Board.PowerSave;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.ui.Backlight;
import io.github.xiaozhisim.hal.ui.Battery;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets an idle board sleep and turn itself off. Counts seconds in which it may sleep; boards that never do have no timer.
 * // firmware: class PowerSaveTimer
 */
final class PowerSaving {

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final int DIMMED_PERCENT = 1;

  private final DeviceParts parts;
  private final BooleanSupplier maySleep;
  private final Consumer<Boolean> wakeWord;
  private final @Nullable PowerSave plan;
  private final @Nullable Timer timer;
  private int seconds;
  private boolean asleep;
  private int brightness;

  /**
   * @param maySleep idle, no channel, nothing to be heard
   * @param wakeWord switches the detector, where sleep goes that deep
   */
  PowerSaving(DeviceParts parts, BooleanSupplier maySleep, Consumer<Boolean> wakeWord) {
    this.parts = parts;
    this.maySleep = maySleep;
    this.wakeWord = wakeWord;
    this.plan = parts.board().powerSave();
    this.timer = plan == null ? null : parts.board().scheduler().timer(this::tick);
  }

  void start() {
    // firmware: the user can switch it off in the portal
    if (timer != null && parts.board().settings().getInt("wifi", "sleep_mode", 1) != 0) {
      timer.arm(parts.nowNanos() + SECOND_NANOS);
    }
  }

  boolean asleep() {
    return asleep;
  }

  private void tick() {
    PowerSave now = plan;
    Timer again = timer;
    if (now == null || again == null) {
      return;
    }
    again.arm(again.deadlineNanos() + SECOND_NANOS);
    if (charging() || (!asleep && !maySleep.getAsBoolean())) {
      wake();
      return;
    }
    seconds++;
    if (now.sleepSeconds() >= 0 && seconds >= now.sleepSeconds() && !asleep) {
      sleep(now);
    }
    if (now.shutdownSeconds() >= 0 && seconds == now.shutdownSeconds()) {
      parts.board().powerOff();
    }
  }

  // firmware: most boards sleep only while they run on their battery
  private boolean charging() {
    Battery battery = parts.board().battery();
    return battery != null && battery.charging();
  }

  private void sleep(PowerSave how) {
    asleep = true;
    parts.screen().sleep(true);
    Backlight light = parts.board().backlight();
    if (light != null) {
      brightness = light.brightness();
      light.setBrightness(DIMMED_PERCENT);
    }
    if (how.slowsDown()) {
      wakeWord.accept(false);
    }
  }

  /** A key, a change of state, a sound: whatever the user may have to do with. */
  void wake() {
    seconds = 0;
    if (!asleep) {
      return;
    }
    asleep = false;
    parts.screen().sleep(false);
    Backlight light = parts.board().backlight();
    if (light != null) {
      light.setBrightness(brightness);
    }
    if (plan != null && plan.slowsDown()) {
      wakeWord.accept(true);
    }
  }

  void cancel() {
    if (timer != null) {
      timer.cancel();
    }
  }
}
