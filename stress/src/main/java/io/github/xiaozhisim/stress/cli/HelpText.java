package io.github.xiaozhisim.stress.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text of {@code --help}: joins what the source breaks, and breaks what the terminal is too narrow for. */
final class HelpText {

  /** A line that begins an item of a list: quoted, or a name and a colon. */
  private static final Pattern ITEM = Pattern.compile("^('|[a-z]+: ).*");

  private static final Pattern SENTENCE = Pattern.compile("^.*?[.?](?= [A-Z]|$)");
  private static final Pattern COMMAND = Pattern.compile("^ +([A-Z_]+=\\S+ )*(echo .* \\| )?(\\./)?xiaozhi .*");

  /** What follows a number of an exit code, or a name, stands below itself. */
  private static final Pattern COLUMNS = Pattern.compile("^( {2}\\S+ +)\\S.*");

  private HelpText() {}

  /** Lines that belong together as one; an empty line, or one that begins an item of a list, begins another. */
  static List<String> paragraphs(List<String> lines) {
    List<String> paragraphs = new ArrayList<>();
    boolean begins = true;
    for (String line : lines) {
      String text = line.strip();
      if (text.isEmpty()) {
        begins = true;
      } else if (begins || ITEM.matcher(text).matches()) {
        paragraphs.add(text);
        begins = false;
      } else {
        paragraphs.add(paragraphs.removeLast() + " " + text);
      }
    }
    return paragraphs;
  }

  /** The text up to the end of its first sentence. */
  static String firstSentence(String text) {
    String line = text.lines().findFirst().orElse("").strip();
    Matcher sentence = SENTENCE.matcher(line);
    return sentence.find() ? sentence.group() : line;
  }

  /** A line with its end, broken where it has to be; one that is a command so that a shell takes it as one. */
  static String wrapped(String line, int columns) {
    if (COMMAND.matcher(line).matches()) {
      return command(line, columns);
    }
    Matcher table = COLUMNS.matcher(line);
    int indent = line.length() - line.stripLeading().length();
    return wrapped(line, columns, table.matches() ? table.group(1).length() : indent);
  }

  /** The same; what comes after a break begins at a column. */
  static String wrapped(String line, int columns, int indent) {
    StringBuilder text = new StringBuilder();
    String rest = line;
    while (rest.length() > columns) {
      int end = rest.lastIndexOf(' ', columns);
      if (end <= indent) {
        break;
      }
      text.append(rest.substring(0, end).stripTrailing()).append(System.lineSeparator());
      rest = " ".repeat(indent) + rest.substring(end + 1).stripLeading();
    }
    return text.append(rest).append(System.lineSeparator()).toString();
  }

  private static String command(String line, int columns) {
    StringBuilder text = new StringBuilder();
    String rest = line;
    while (rest.length() > columns) {
      int end = beforeOption(rest, columns - 2);
      if (end < 0) {
        break;
      }
      text.append(rest, 0, end).append(" \\").append(System.lineSeparator());
      rest = "      " + rest.substring(end + 1);
    }
    return text.append(rest).append(System.lineSeparator()).toString();
  }

  /** The last place before a column at which an option or another command begins, outside of quotes; -1: none. */
  private static int beforeOption(String line, int column) {
    int found = -1;
    boolean quoted = false;
    for (int at = line.length() - line.stripLeading().length(); at <= column && at < line.length(); at++) {
      quoted ^= line.charAt(at) == '\'';
      if (!quoted && (line.startsWith(" --", at) || line.startsWith(" && ", at) || line.startsWith(" xiaozhi ", at))) {
        found = at;
      }
    }
    return found;
  }
}
