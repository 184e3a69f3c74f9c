package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.fleet.Pause;
import io.github.xiaozhisim.stress.fleet.PauseText;
import io.github.xiaozhisim.stress.fleet.Span;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Durations as people type them: {@code 500ms}, {@code 1.5s}, {@code 30}, {@code 5m},
 * {@code 1h30m}; ranges with {@code ..}.
 */
final class TypedDurations {

  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|min|m|h)");
  private static final Pattern WHOLE = Pattern.compile("(?:\\d+(?:\\.\\d+)?(?:ms|s|min|m|h))+");
  private static final Pattern BARE = Pattern.compile("\\d+(?:\\.\\d+)?");
  private static final double MOST_PROCESSORS = 64;
  private static final double LONGEST_SECONDS = 30 * 24 * 3600.0;

  private TypedDurations() {}

  /**
   * Nanoseconds; a number without a unit means seconds.
   *
   * @throws IllegalArgumentException with a sentence for people
   */
  static long parseNanos(String typed) {
    String text = typed.strip().toLowerCase(Locale.ROOT);
    double seconds = 0;
    if (BARE.matcher(text).matches()) {
      seconds = Double.parseDouble(text);
    } else if (WHOLE.matcher(text).matches()) {
      Matcher part = PART.matcher(text);
      while (part.find()) {
        double unit =
            switch (part.group(2)) {
              case "ms" -> 1e-3;
              case "s" -> 1;
              case "h" -> 3600;
              default -> 60;
            };
        seconds += Double.parseDouble(part.group(1)) * unit;
      }
    } else {
      throw new IllegalArgumentException("'" + typed + "' is not a duration; write it like 500ms, 30s, 5m or 1h30m");
    }
    if (seconds > LONGEST_SECONDS) {
      throw new IllegalArgumentException("'" + typed + "' is longer than 30 days");
    }
    return Math.round(seconds * 1e9);
  }

  static Span parseSpan(String typed) {
    int dots = typed.indexOf("..");
    if (dots < 0) {
      long fixed = parseNanos(typed);
      return new Span(fixed, fixed);
    }
    long from = parseNanos(typed.substring(0, dots));
    long until = parseNanos(typed.substring(dots + 2));
    if (until < from) {
      throw new IllegalArgumentException("'" + typed + "' ends before it begins; write the smaller duration first");
    }
    return new Span(from, until);
  }

  /** What cannot be read is picocli's complaint, in our words. */
  private static <T> T converted(String value, Function<String, T> parse) {
    try {
      return parse.apply(value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  /** For picocli: a duration in nanoseconds. */
  static final class Nanos implements ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
      return converted(value, TypedDurations::parseNanos);
    }
  }

  /** For picocli: a duration or a range. */
  static final class Spans implements ITypeConverter<Span> {
    @Override
    public Span convert(String value) {
      return converted(value, TypedDurations::parseSpan);
    }
  }

  /** For picocli: a duration, a range or a distribution. */
  static final class Pauses implements ITypeConverter<Pause> {
    @Override
    public Pause convert(String value) {
      return converted(value, typed -> typed.contains("(") ? PauseText.parse(typed) : parseSpan(typed));
    }
  }

  /** For picocli: {@code 20%} of one processor, {@code 150%} of one and a half, or a number of processors. */
  static final class Processors implements ITypeConverter<Double> {
    @Override
    public Double convert(String value) {
      String text = value.strip();
      boolean percent = text.endsWith("%");
      String number = percent ? text.substring(0, text.length() - 1).strip() : text;
      if (!BARE.matcher(number).matches()) {
        throw new TypeConversionException("'" + value + "' is not a share of a processor; write it like 20% or 0.2");
      }
      double processors = Double.parseDouble(number) / (percent ? 100 : 1);
      if (processors <= 0) {
        throw new TypeConversionException(
            "'" + value + "' leaves no time to listen; --ears 0% says that nobody should");
      }
      if (processors > MOST_PROCESSORS) {
        throw new TypeConversionException("'" + value + "' is more than 64 processors; write it like 20% or 0.2");
      }
      return processors;
    }
  }

  /** For picocli: {@code 1%}, or a share from 0 to 1. */
  static final class Shares implements ITypeConverter<Double> {
    @Override
    public Double convert(String value) {
      String text = value.strip();
      boolean percent = text.endsWith("%");
      String number = percent ? text.substring(0, text.length() - 1).strip() : text;
      if (!BARE.matcher(number).matches()) {
        throw new TypeConversionException("'" + value + "' is not a share; write it like 1% or 0.01");
      }
      double share = Double.parseDouble(number) / (percent ? 100 : 1);
      if (share > 1) {
        throw new TypeConversionException("'" + value + "' is more than all devices; write it like 1% or 0.01");
      }
      return share;
    }
  }
}
