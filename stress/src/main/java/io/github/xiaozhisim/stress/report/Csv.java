package io.github.xiaozhisim.stress.report;

import io.github.xiaozhisim.stress.measure.Turn;
import java.util.Locale;

/** The CSV writing both turn files share: RFC 4180 quoting, milliseconds with three decimals, empty for "does not exist". */
final class Csv {

  private final StringBuilder line = new StringBuilder(256);

  Csv text(String value) {
    next();
    boolean plain = true;
    for (int i = 0; i < value.length() && plain; i++) {
      char c = value.charAt(i);
      plain = c != ',' && c != '"' && c != '\n' && c != '\r';
    }
    if (plain) {
      line.append(value);
    } else {
      line.append('"').append(value.replace("\"", "\"\"")).append('"');
    }
    return this;
  }

  Csv number(long value) {
    next();
    line.append(value);
    return this;
  }

  /** A duration in milliseconds. */
  Csv nanos(long nanos) {
    next();
    if (nanos != Turn.UNSET) {
      long micros = (nanos + 500) / 1000;
      line.append(micros / 1000).append('.');
      long rest = micros % 1000;
      if (rest < 100) {
        line.append('0');
      }
      if (rest < 10) {
        line.append('0');
      }
      line.append(rest);
    }
    return this;
  }

  Csv millis(double millis) {
    next();
    if (!Double.isNaN(millis)) {
      line.append(String.format(Locale.ROOT, "%.3f", millis));
    }
    return this;
  }

  /** The finished line, with its end; the next one begins empty. */
  String take() {
    String text = line.append('\n').toString();
    line.setLength(0);
    return text;
  }

  private void next() {
    if (!line.isEmpty()) {
      line.append(',');
    }
  }
}
