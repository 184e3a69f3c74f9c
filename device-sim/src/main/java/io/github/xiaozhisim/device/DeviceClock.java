package io.github.xiaozhisim.device;

import io.github.xiaozhisim.hal.Clock;

/**
 * The device's own idea of the date: 1970 until a server tells it. // firmware: settimeofday with local time, so that
 * what thinks it shows UTC shows local time
 */
final class DeviceClock {

  private static final int MINUTE_MILLIS = 60_000;
  private static final int DAY_MINUTES = 24 * 60;

  private final Clock clock;
  private long offsetMillis;
  private boolean set;

  DeviceClock(Clock clock) {
    this.clock = clock;
  }

  /** What it is to show now, in milliseconds since 1970. */
  void set(long millis) {
    offsetMillis = millis - clock.nowNanos() / 1_000_000;
    set = true;
  }

  /** Whether it has been told the time, and that is a time of today's. // firmware: a year from 2025 on */
  boolean plausible() {
    return set && millis() >= 1_735_689_600_000L;
  }

  long millis() {
    return offsetMillis + clock.nowNanos() / 1_000_000;
  }

  /** Hours and minutes, {@code HH:MM}. */
  String hoursAndMinutes() {
    int minutes = (int) Math.floorMod(Math.floorDiv(millis(), MINUTE_MILLIS), (long) DAY_MINUTES);
    return String.format(java.util.Locale.ROOT, "%02d:%02d", minutes / 60, minutes % 60);
  }
}
