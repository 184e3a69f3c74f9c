package io.github.xiaozhisim.stress.server;

import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a stage takes: a fixed time or a distribution. Written as people write it: {@code 300ms}, {@code 0.3s},
 * {@code 200ms..400ms} (uniform), {@code normal(300ms,50ms)}, {@code exp(300ms)}, {@code lognormal(300ms,0.5)} (median
 * and sigma of the logarithm). A value drawn is never negative and never more than ten minutes.
 */
public record Latency(Shape shape, double firstMillis, double second) {

  /** The family of the distribution; what the two numbers mean depends on it. */
  public enum Shape {
    /** First: the time. */
    FIXED,
    /** From the first to the second. */
    UNIFORM,
    /** First: mean; second: standard deviation; negative values become 0. */
    NORMAL,
    /** First: mean. */
    EXPONENTIAL,
    /** First: median; second: standard deviation of the logarithm. */
    LOGNORMAL
  }

  public static final Latency ZERO = fixed(0);

  private static final double LONGEST_MILLIS = 600_000;
  private static final Pattern TIME = Pattern.compile("\\s*(\\d+(?:\\.\\d+)?|\\.\\d+)\\s*(us|ms|s|min)?\\s*");
  private static final Pattern CALL = Pattern.compile("\\s*([a-z]+)\\s*\\(([^()]*)\\)\\s*");

  public static Latency fixed(double millis) {
    return new Latency(Shape.FIXED, millis, 0);
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException with one sentence for people
   */
  public static Latency parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int dots = lower.indexOf("..");
    if (dots >= 0) {
      double from = millis(lower.substring(0, dots), text);
      double to = millis(lower.substring(dots + 2), text);
      if (to < from) {
        throw new IllegalArgumentException("'" + text + "' ends before it begins; write the smaller time first");
      }
      return new Latency(Shape.UNIFORM, from, to);
    }
    Matcher call = CALL.matcher(lower);
    if (!call.matches()) {
      return fixed(millis(lower, text));
    }
    String[] arguments = call.group(2).split(",", -1);
    return switch (call.group(1)) {
      case "normal" -> new Latency(Shape.NORMAL, millis(argument(arguments, 0, 2, text), text),
          millis(argument(arguments, 1, 2, text), text));
      case "exp" -> new Latency(Shape.EXPONENTIAL, millis(argument(arguments, 0, 1, text), text), 0);
      case "lognormal" -> new Latency(Shape.LOGNORMAL, millis(argument(arguments, 0, 2, text), text),
          sigma(argument(arguments, 1, 2, text), text));
      default -> throw wrong(text);
    };
  }

  /** Reads one plain time such as {@code 300ms}, {@code 0.3s} or {@code 2min}; a number alone means milliseconds. */
  public static double parseMillis(String text) {
    return millis(text.toLowerCase(Locale.ROOT), text);
  }

  /** Draws a time. Takes the same number of draws from {@code random} whatever the numbers are. */
  public long nextNanos(RandomGenerator random) {
    double millis =
        switch (shape) {
          case FIXED -> firstMillis;
          case UNIFORM -> firstMillis + (second - firstMillis) * random.nextDouble();
          case NORMAL -> firstMillis + second * random.nextGaussian();
          case EXPONENTIAL -> -firstMillis * Math.log(1 - random.nextDouble());
          case LOGNORMAL -> firstMillis * Math.exp(second * random.nextGaussian());
        };
    return (long) (Math.clamp(millis, 0, LONGEST_MILLIS) * 1e6);
  }

  @Override
  public String toString() {
    return switch (shape) {
      case FIXED -> show(firstMillis) + "ms";
      case UNIFORM -> show(firstMillis) + "ms.." + show(second) + "ms";
      case NORMAL -> "normal(" + show(firstMillis) + "ms," + show(second) + "ms)";
      case EXPONENTIAL -> "exp(" + show(firstMillis) + "ms)";
      case LOGNORMAL -> "lognormal(" + show(firstMillis) + "ms," + show(second) + ")";
    };
  }

  private static String show(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  private static String argument(String[] arguments, int index, int count, String whole) {
    if (arguments.length != count) {
      throw wrong(whole);
    }
    return arguments[index];
  }

  private static double sigma(String text, String whole) {
    String trimmed = text.strip();
    if (!trimmed.matches("\\d+(\\.\\d+)?") || Double.parseDouble(trimmed) > 5) {
      throw new IllegalArgumentException(
          "'" + whole + "': the second number of lognormal is a plain number from 0 to 5, as in lognormal(300ms,0.5)");
    }
    return Double.parseDouble(trimmed);
  }

  private static double millis(String text, String whole) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw wrong(whole);
    }
    double number = Double.parseDouble(time.group(1));
    String unit = time.group(2) == null ? "ms" : time.group(2);
    double millis =
        switch (unit) {
          case "us" -> number / 1000;
          case "s" -> number * 1000;
          case "min" -> number * 60_000;
          default -> number;
        };
    if (millis > LONGEST_MILLIS) {
      throw new IllegalArgumentException("'" + whole + "' is longer than ten minutes");
    }
    return millis;
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' is not a time; write 300ms, 0.3s, 200ms..400ms, normal(300ms,50ms), exp(300ms) or "
            + "lognormal(300ms,0.5)");
  }
}
