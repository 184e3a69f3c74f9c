package io.github.xiaozhisim.stress.cli;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in words for who typed it. The parser has its own, for who programs it. */
final class Mistake {

  private static final Pattern WHERE =
      Pattern.compile(
          "^Invalid value for (?:option '(--?[^']+)'|positional parameter at index \\S+)(?: \\(([^)]*)\\))?: ");

  private static final Pattern NUMBER = Pattern.compile(" is not an? (int|long|short|double|float)$");
  private static final Pattern CHOICE =
      Pattern.compile("expected one of \\[(.*)] \\(case-(?:in)?sensitive\\) but was '(.*)'$");
  private static final Pattern NO_VALUE =
      Pattern.compile("^Missing required parameter for option '(--[^']+)' \\((.*)\\)$");

  private Mistake() {}

  /** One sentence; it names the option as it is typed. */
  static String sentence(ParameterException mistake) {
    return mistake instanceof UnmatchedArgumentException unmatched
        ? unmatched(unmatched)
        : plain(String.valueOf(mistake.getMessage()));
  }

  private static String plain(String said) {
    Matcher noValue = NO_VALUE.matcher(said);
    if (noValue.matches()) {
      return "%s needs a value: %s".formatted(noValue.group(1), noValue.group(2));
    }
    Matcher where = WHERE.matcher(said);
    if (!where.find()) {
      return said;
    }
    String name = where.group(1) != null ? where.group(1) : where.group(2);
    return (name == null ? "" : name + ": ") + value(said.substring(where.end()));
  }

  private static String value(String said) {
    Matcher choice = CHOICE.matcher(said);
    if (choice.find()) {
      return "there is no '%s'; there are %s".formatted(choice.group(2), choice.group(1).toLowerCase(Locale.ROOT));
    }
    Matcher number = NUMBER.matcher(said);
    if (!number.find()) {
      return said;
    }
    boolean whole = !List.of("double", "float").contains(number.group(1));
    return said.substring(0, number.start()) + (whole ? " is not a whole number" : " is not a number");
  }

  private static String unmatched(UnmatchedArgumentException mistake) {
    String first = mistake.getUnmatched().getFirst();
    boolean command = !mistake.getCommandLine().getSubcommands().isEmpty() && !first.startsWith("-");
    String what =
        first.startsWith("-") ? "there is no option " + first
            : command ? "there is no command " + first
            : "'" + first + "' is one word too many; what holds a space wants quotes";
    List<String> near = command || first.startsWith("-") ? mistake.getSuggestions() : List.of();
    return near.isEmpty() ? what : what + "; did you mean " + near.getFirst().replaceFirst("^xiaozhi ", "") + "?";
  }
}
