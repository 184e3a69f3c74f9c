package io.github.xiaozhisim.stress.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Takes secrets out of a command line before it is written down. */
final class Redaction {

  private static final String BLANK = "***";
  private static final Set<String> SECRET_OPTIONS = Set.of("--token", "--server-token", "--require-token");
  private static final Set<String> HARMLESS_HEADERS =
      Set.of("accept-language", "user-agent", "protocol-version", "device-id", "client-id", "origin", "host");
  private static final Pattern SECRET_QUERY =
      Pattern.compile(
          "(?i)([?&](?:[a-z0-9]+[_-])*(?:token|key|apikey|secret|password|passwd|pwd|auth|authorization|sign|"
              + "signature|sig|jwt)=)"
              + "[^&#]*");
  private static final Pattern SIGNATURE = Pattern.compile("(?i)((?:^|=)sign=).*");

  /** Up to the last @: a password may hold an @ or a slash that should have been escaped. */
  private static final Pattern USER_INFO = Pattern.compile("(://)[^?#\\s]*@");

  private Redaction() {}

  static List<String> command(List<String> arguments) {
    List<String> shown = new ArrayList<>();
    String before = "";
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String option = argument.startsWith("--") && equals > 0 ? argument.substring(0, equals) : "";
      if (SECRET_OPTIONS.contains(before)) {
        shown.add(BLANK);
      } else if (SECRET_OPTIONS.contains(option)) {
        shown.add(option + "=" + BLANK);
      } else if (before.equals("--header")) {
        shown.add(header(argument));
      } else if (option.equals("--header")) {
        shown.add(option + "=" + header(argument.substring(equals + 1)));
      } else if (before.equals("--toyai") || option.equals("--toyai")) {
        shown.add(SIGNATURE.matcher(argument).replaceAll("$1" + BLANK));
      } else {
        shown.add(url(argument));
      }
      before = argument;
    }
    return shown;
  }

  /** Any header may carry a secret; the name is enough to know what was sent. */
  private static String header(String typed) {
    int colon = typed.indexOf(':');
    if (colon < 0) {
      return BLANK;
    }
    String name = typed.substring(0, colon);
    return HARMLESS_HEADERS.contains(name.strip().toLowerCase(Locale.ROOT)) ? typed : name + ": " + BLANK;
  }

  static String url(String text) {
    return SECRET_QUERY.matcher(USER_INFO.matcher(text).replaceAll("$1" + BLANK + "@")).replaceAll("$1" + BLANK);
  }
}
