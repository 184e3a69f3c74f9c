package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.fleet.Impairments.Range;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** For picocli: a bandwidth, fixed or a range, in bytes a second: {@code 64kbit}, {@code 32kbit..1.5Mbit}. */
final class Bandwidths implements ITypeConverter<Range> {

  private static final Pattern ONE = Pattern.compile("(\\d+(?:\\.\\d+)?)(k|m)bit(?:/s)?");
  private static final double BITS_A_BYTE = 8;

  @Override
  public Range convert(String value) {
    int dots = value.indexOf("..");
    if (dots < 0) {
      long fixed = bytes(value, value);
      return new Range(fixed, fixed);
    }
    long from = bytes(value.substring(0, dots), value);
    long until = bytes(value.substring(dots + 2), value);
    if (until < from) {
      throw new TypeConversionException("'" + value + "' ends before it begins; write the smaller bandwidth first");
    }
    return new Range(from, until);
  }

  private static long bytes(String text, String whole) {
    Matcher one = ONE.matcher(text.strip().toLowerCase(Locale.ROOT));
    double bits = one.matches() ? Double.parseDouble(one.group(1)) * (one.group(2).equals("k") ? 1e3 : 1e6) : 0;
    if (bits < BITS_A_BYTE) {
      throw new TypeConversionException(
          "'" + whole + "' is not a bandwidth; write it like 64kbit, 2Mbit or 32kbit..256kbit");
    }
    return (long) (bits / BITS_A_BYTE);
  }
}
