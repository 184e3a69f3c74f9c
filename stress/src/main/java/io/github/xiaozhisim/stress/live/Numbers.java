package io.github.xiaozhisim.stress.live;

import java.util.Locale;

/** How figures are written for people. */
final class Numbers {

  private Numbers() {}

  /** Milliseconds with as many digits as mean something: 0.42, 3.1, 1,204. */
  static String millis(double millis) {
    if (millis < 1) {
      return String.format(Locale.ROOT, "%.2f", millis);
    }
    return millis < 10 ? String.format(Locale.ROOT, "%.1f", millis) : String.format(Locale.ROOT, "%,.0f", millis);
  }

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** {@code 1 turn}, {@code 2 turns}. */
  static String count(long count, String one) {
    return count(count) + " " + one + (count == 1 ? "" : "s");
  }
}
