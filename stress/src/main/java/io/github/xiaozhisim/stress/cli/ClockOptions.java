package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.stress.monitor.NetworkTime;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** By how much this machine's clock is off, where several machines take part in one test. */
final class ClockOptions {

  private static final int PATIENCE_MILLIS = 1_000;

  @Option(
      names = "--clock-server",
      paramLabel = "HOST[:PORT]",
      description = {
        "Ask this time server (NTP) by how much this machine's clock is off, and note it:",
        "  'xiaozhi report DIR DIR --to DIR' lays runs of several machines on one axis by it. The clock is left alone."
      })
  @Nullable String server;

  @Option(
      names = "--clock-offset",
      paramLabel = "TIME",
      converter = Offset.class,
      description = "The same, known from elsewhere: what has to be added to this machine's clock, as 120ms or -1.5s.")
  @Nullable Long offsetMillis;

  /** For picocli: milliseconds, which may be negative. */
  static final class Offset implements ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
      String text = value.strip();
      boolean back = text.startsWith("-");
      try {
        long nanos = TypedDurations.parseNanos(back || text.startsWith("+") ? text.substring(1) : text);
        return Math.round(nanos / 1e6) * (back ? -1 : 1);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + value + "' is not an offset of a clock; write it like 120ms or -1.5s");
      }
    }
  }

  /**
   * What is known of this machine's clock.
   *
   * @param offsetMillis what has to be added to it
   * @param sentence for the terminal; empty when nothing was asked
   */
  record Known(long offsetMillis, String sentence) {
    static final Known NOTHING = new Known(0, "");
  }

  /** Complains about what can be seen to be wrong before anybody is asked. */
  void check() throws CliFailure {
    if (server != null && offsetMillis != null) {
      throw CliFailure.usage("--clock-server and --clock-offset exclude each other; leave one of them out");
    }
    if (server != null) {
      port(server);
    }
  }

  /** Asks, where that was asked for. */
  Known find(Clock clock) throws CliFailure {
    if (offsetMillis != null) {
      return new Known(offsetMillis, "");
    }
    if (server == null) {
      return Known.NOTHING;
    }
    try {
      NetworkTime.Offset told = NetworkTime.ask(address(server), clock, PATIENCE_MILLIS);
      String sentence =
          String.format(
              Locale.ROOT, "Clock: %s %d ms (± %.0f ms) by %s%n", told.millis() < 0 ? "ahead by" : "behind by",
              Math.abs(told.millis()), told.errorMillis(), server);
      return new Known(told.millis(), sentence);
    } catch (IOException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  private static InetSocketAddress address(String typed) throws CliFailure {
    int port = port(typed);
    String host = hasPort(typed) ? typed.substring(0, typed.lastIndexOf(':')) : typed;
    return new InetSocketAddress(host.replaceAll("^\\[|]$", ""), port);
  }

  private static int port(String typed) throws CliFailure {
    String port = hasPort(typed) ? typed.substring(typed.lastIndexOf(':') + 1) : String.valueOf(NetworkTime.USUAL_PORT);
    int number = port.matches("\\d{1,5}") ? Integer.parseInt(port) : 0;
    if (typed.isEmpty() || typed.startsWith(":") || number < 1 || number > 65_535) {
      throw CliFailure.usage(
          "--clock-server '" + typed + "' is no address; write it like time.example.com or 10.0.0.5:123");
    }
    return number;
  }

  /** An address of IPv6 has colons of its own, and stands in brackets where a port follows. */
  private static boolean hasPort(String typed) {
    int colon = typed.lastIndexOf(':');
    return colon >= 0 && (typed.indexOf(':') == colon || typed.charAt(colon - 1) == ']');
  }
}
