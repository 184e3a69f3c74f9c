package io.github.xiaozhisim.stress.capacity;

import java.util.Locale;

/**
 * What a level counts, for people.
 *
 * @param one as in "1 device"
 * @param many as in "2 devices"
 * @param chinese with its measure word, as in "台设备"
 * @param scale a level times this is what people say: 60 for a level a second that is said a minute
 */
public record Unit(String one, String many, String chinese, double scale) {

  /** {@code 1,234 devices}. */
  String english(double level) {
    String number = number(level);
    return number + " " + (number.equals("1") ? one : many);
  }

  String chinese(double level) {
    return number(level) + " " + chinese;
  }

  /** Three digits where it is a small number that is not whole. */
  String number(double level) {
    double said = level * scale;
    if (said >= 100 || Math.abs(said - Math.rint(said)) < 1e-6) {
      return String.format(Locale.ROOT, "%,.0f", said);
    }
    return String.format(Locale.ROOT, said >= 10 ? "%.1f" : "%.2f", said);
  }
}
