package io.github.xiaozhisim.stress.report;

/** How CSV is written here: RFC 4180 quoting, milliseconds with three decimals, empty for "does not exist". */
public final class Csv {

  /** A duration that does not exist. */
  public static final long UNSET = Long.MIN_VALUE;

  private final StringBuilder line = new StringBuilder(256);

  public Csv text(String value) {
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

  public Csv number(long value) {
    next();
    line.append(value);
    return this;
  }

  /** A duration in milliseconds. */
  public Csv nanos(long nanos) {
    next();
    if (nanos != UNSET) {
      thousandths((nanos + 500) / 1_000);
    }
    return this;
  }

  /** A number with three decimals; none is negative. */
  private void thousandths(long value) {
    line.append(value / 1_000).append('.');
    long rest = value % 1_000;
    if (rest < 100) {
      line.append('0');
    }
    if (rest < 10) {
      line.append('0');
    }
    line.append(rest);
  }

  public Csv millis(double millis) {
    next();
    if (!Double.isNaN(millis)) {
      thousandths(Math.round(millis * 1_000));
    }
    return this;
  }

  /** The finished line, with its end; the next one begins empty. */
  public String take() {
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
