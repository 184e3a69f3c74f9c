package io.github.xiaozhisim.pi.shell;

import java.util.Locale;

/** Figures as people read them. */
final class Figure {

  private static final double SECOND = 1_000;
  private static final double MANY_MILLIS = 10 * SECOND;

  private Figure() {}

  /** {@code 812 ms}, {@code 12.3 s}; a dash for what is not known. */
  static String millis(double millis) {
    if (Double.isNaN(millis)) {
      return "-";
    }
    return millis < MANY_MILLIS
        ? String.format(Locale.ROOT, "%,d ms", Math.round(millis))
        : String.format(Locale.ROOT, "%.1f s", millis / SECOND);
  }

  /** Seconds since the shell was opened. */
  static String clock(long sinceNanos) {
    return String.format(Locale.ROOT, "%8.2f", sinceNanos / 1e9);
  }

  static String share(double part, double whole) {
    return String.format(Locale.ROOT, "%.0f %%", whole > 0 ? 100 * part / whole : 0);
  }
}
