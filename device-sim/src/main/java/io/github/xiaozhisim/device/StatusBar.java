package io.github.xiaozhisim.device;

import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.network.Link;
import io.github.xiaozhisim.hal.ui.Battery;
import io.github.xiaozhisim.hal.ui.Display;
import io.github.xiaozhisim.hal.ui.Display.Icons;
import org.jspecify.annotations.Nullable;

/**
 * Clock and icons in the screen's first line, looked at once a second; made only where somebody watches the screen.
 * // firmware: UpdateStatusBar
 */
final class StatusBar {

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long CLOCK_AFTER_NANOS = 10 * SECOND_NANOS;
  private static final int NETWORK_TICKS = 10;
  private static final int BATTERY_STEP = 20;
  private static final int GOOD_DBM = -65;
  private static final int FAIR_DBM = -75;

  private final DeviceParts parts;
  private final DeviceClock clock;
  private final DeviceTools tools;
  private final Display display;
  private final Timer timer;
  private @Nullable Icons shown;
  private int ticks;
  private int bars;
  private boolean lowBatteryTold;

  StatusBar(DeviceParts parts, DeviceTools tools) {
    this.parts = parts;
    this.clock = new DeviceClock(parts.board().scheduler().clock());
    this.tools = tools;
    this.display = parts.board().display();
    this.timer = parts.board().scheduler().timer(() -> parts.loop().schedule(this::tick));
  }

  void start() {
    timer.arm(parts.nowNanos() + SECOND_NANOS);
  }

  /** What the clock is to show now, in milliseconds since 1970. */
  void serverTime(long millis) {
    clock.set(millis);
  }

  void cancel() {
    timer.cancel();
  }

  private void tick() {
    timer.arm(timer.deadlineNanos() + SECOND_NANOS);
    showClock();
    if (ticks++ % NETWORK_TICKS == 0 && showsNetwork()) {
      bars = bars();
    }
    showIcons();
  }

  // firmware: in idle, when the status is older than 10 s, and the year is a sensible one
  private void showClock() {
    boolean due = parts.nowNanos() - parts.screen().statusNanos() > CLOCK_AFTER_NANOS;
    if (due && parts.states().is(DeviceState.IDLE) && clock.plausible()) {
      parts.screen().status(clock.hoursAndMinutes());
    }
  }

  private boolean showsNetwork() {
    return switch (parts.states().state()) {
      case IDLE, STARTING, WIFI_CONFIGURING, LISTENING, ACTIVATING -> true;
      default -> false;
    };
  }

  private int bars() {
    return switch (parts.board().link()) {
      case null -> 0;
      case Link.Wifi wifi -> wifi.rssiDbm() >= GOOD_DBM ? 3 : wifi.rssiDbm() >= FAIR_DBM ? 2 : 1;
      case Link other -> 3;
    };
  }

  private void showIcons() {
    Battery battery = parts.board().battery();
    int level = battery == null ? -1 : battery.levelPercent() / BATTERY_STEP * BATTERY_STEP;
    boolean charging = battery != null && battery.charging();
    Icons now = new Icons(tools.volume() == 0, level, charging, bars);
    if (!now.equals(shown)) {
      shown = now;
      display.setIcons(now);
    }
    boolean low = level == 0 && !charging;
    if (low && !lowBatteryTold) {
      parts.screen().notice("BATTERY_NEED_CHARGE");
      parts.sounds().play("low_battery");
    }
    lowBatteryTold = low;
  }
}
