package io.github.xiaozhisim.device;

import io.github.xiaozhisim.hal.Board.PowerSave;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.ui.Backlight;
import io.github.xiaozhisim.hal.ui.Battery;

/**
 * Lets an idle board sleep and turn itself off. Counts seconds in which it may sleep; made only for boards that ever
 * do. // firmware: class PowerSaveTimer
 */
final class PowerSaving {

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final int DIMMED_PERCENT = 1;

  private final DeviceParts parts;
  private final PowerSave plan;
  private final ServerLink link;
  private final Conversation conversation;
  private final Timer timer;
  private int seconds;
  private boolean asleep;
  private int brightness;

  PowerSaving(DeviceParts parts, PowerSave plan, ServerLink link, Conversation conversation) {
    this.parts = parts;
    this.plan = plan;
    this.link = link;
    this.conversation = conversation;
    this.timer = parts.board().scheduler().timer(this::tick);
  }

  void start() {
    // firmware: the user can switch it off in the portal
    if (parts.board().settings().getInt("wifi", "sleep_mode", 1) != 0) {
      timer.arm(parts.nowNanos() + SECOND_NANOS);
    }
  }

  boolean asleep() {
    return asleep;
  }

  private void tick() {
    timer.arm(timer.deadlineNanos() + SECOND_NANOS);
    if (charging() || (!asleep && !maySleep())) {
      wake();
      return;
    }
    seconds++;
    if (plan.sleepSeconds() >= 0 && seconds >= plan.sleepSeconds() && !asleep) {
      sleep();
    }
    if (plan.shutdownSeconds() >= 0 && seconds == plan.shutdownSeconds()) {
      parts.board().powerOff();
    }
  }

  /** firmware: CanEnterSleepMode */
  private boolean maySleep() {
    return parts.states().is(DeviceState.IDLE) && !link.isOpen() && parts.audio().idle();
  }

  // firmware: most boards sleep only while they run on their battery
  private boolean charging() {
    Battery battery = parts.board().battery();
    return battery != null && battery.charging();
  }

  private void sleep() {
    asleep = true;
    parts.screen().sleep(true);
    Backlight light = parts.board().backlight();
    if (light != null) {
      brightness = light.brightness();
      light.setBrightness(DIMMED_PERCENT);
    }
    if (plan.slowsDown()) {
      conversation.wakeWordDetection(false);
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
    if (plan.slowsDown()) {
      conversation.wakeWordDetection(true);
    }
  }

  void cancel() {
    timer.cancel();
  }
}
