package io.github.xiaozhisim.stress.server;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * One fault and who meets it, written {@code NAME[:ARGUMENT][@SHARE]}: {@code refuse@50%}, {@code skip-packets:3@10%},
 * {@code late-hello:2s}. Without a share every device meets it.
 *
 * @param argument packets or milliseconds, by {@link FaultKind#argument}; 0 when there is none
 * @param sharePerMillion of all devices
 */
public record FaultRule(FaultKind kind, int argument, int sharePerMillion) {

  static final int EVERYBODY = 1_000_000;

  public FaultRule {
    if (sharePerMillion < 0 || sharePerMillion > EVERYBODY) {
      throw new IllegalArgumentException("a share is from 0 % to 100 %, not " + sharePerMillion / 10_000.0 + " %");
    }
  }

  /** The fault with its usual argument, for every device. */
  public static FaultRule everywhere(FaultKind kind) {
    return new FaultRule(kind, kind.defaultArgument(), EVERYBODY);
  }

  public FaultRule withArgument(int value) {
    return new FaultRule(kind, value, sharePerMillion);
  }

  public FaultRule withShare(double share) {
    return new FaultRule(kind, argument, (int) Math.round(share * EVERYBODY));
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException with one sentence for people
   */
  public static FaultRule parse(String text) {
    int at = text.lastIndexOf('@');
    int share = at < 0 ? EVERYBODY : share(text.substring(at + 1), text);
    String fault = at < 0 ? text : text.substring(0, at);
    int colon = fault.indexOf(':');
    FaultKind kind = kind((colon < 0 ? fault : fault.substring(0, colon)).strip());
    if (colon < 0) {
      return new FaultRule(kind, kind.defaultArgument(), share);
    }
    String argument = fault.substring(colon + 1).strip();
    return switch (kind.argument()) {
      case NONE -> throw new IllegalArgumentException("fault '" + kind.word() + "' takes nothing behind a colon");
      case TIME -> new FaultRule(kind, (int) Latency.parseMillis(argument), share);
      case COUNT -> new FaultRule(kind, count(argument, kind), share);
    };
  }

  @Override
  public String toString() {
    String behind =
        switch (kind.argument()) {
          case NONE -> "";
          case COUNT -> ":" + argument;
          case TIME -> ":" + argument + "ms";
        };
    return kind.word() + behind + (sharePerMillion == EVERYBODY ? "" : "@" + sharePerMillion / 10_000.0 + "%");
  }

  private static FaultKind kind(String word) {
    for (FaultKind kind : FaultKind.values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "there is no fault '"
            + word
            + "'; there are "
            + Arrays.stream(FaultKind.values()).map(FaultKind::word).collect(Collectors.joining(", ")));
  }

  private static int count(String text, FaultKind kind) {
    if (!text.matches("\\d{1,4}") || Integer.parseInt(text) == 0) {
      throw new IllegalArgumentException(
          "fault '" + kind.word() + "' takes a number of packets from 1 to 9999, not '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  private static int share(String text, String whole) {
    String number = text.strip();
    if (!number.matches("\\d{1,3}(\\.\\d{1,4})?\\s*%") ) {
      throw new IllegalArgumentException("'" + whole + "': write the share as a percentage, as in refuse@50%");
    }
    double percent = Double.parseDouble(number.substring(0, number.length() - 1).strip());
    if (percent > 100) {
      throw new IllegalArgumentException("'" + whole + "': a share is at most 100%");
    }
    return (int) Math.round(percent * 10_000);
  }
}
