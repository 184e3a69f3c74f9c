package io.github.xiaozhisim.pi.shell;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/**
 * Breaks a line that is wider than the terminal between words, and lets the rest begin where its text began: below the
 * text column of a table, or below its own indentation. Pure.
 */
final class WordWrap {

  /** A column of text begins at most so far to the right, as a part of the width. */
  private static final double RIGHTMOST = 0.5;

  /** A word longer than this part of a line is torn: text without blanks, such as Chinese, is. */
  private static final double LONGEST_WORD = 0.3;

  /** No line begins with one of these: they belong to what stands before. */
  private static final String CLOSING = "，。！？；：、）》」』”’…,.!?;:)";

  private WordWrap() {}

  static List<AttributedString> wrap(AttributedString line, int columns) {
    if (columns < 10 || line.columnLength() <= columns) {
      return List.of(line);
    }
    int indent = indent(line, columns);
    List<AttributedString> lines = new ArrayList<>();
    AttributedString rest = line;
    boolean first = true;
    while (rest.columnLength() > (first ? columns : columns - indent)) {
      int room = first ? columns : columns - indent;
      AttributedString fitting = rest.columnSubSequence(0, room);
      int end = breakBefore(rest, fitting.length(), first ? indent : 0);
      lines.add(indented(rest.subSequence(0, end), first ? 0 : indent));
      int next = end;
      while (next < rest.length() && rest.charAt(next) == ' ') {
        next++;
      }
      rest = rest.subSequence(next, rest.length());
      first = false;
    }
    if (rest.length() > 0) {
      lines.add(indented(rest, indent));
    }
    return lines;
  }

  /** How many characters stay on the line of which so many would fit. */
  private static int breakBefore(AttributedString text, int fitting, int indent) {
    for (int at = fitting; at > Math.max(indent, fitting * (1 - LONGEST_WORD)); at--) {
      if (at < text.length() && text.charAt(at) == ' ') {
        return at;
      }
    }
    boolean closes = fitting < text.length() && CLOSING.indexOf(text.charAt(fitting)) >= 0;
    return Math.max(1, closes ? fitting - 1 : fitting);
  }

  /** Where the text of the line begins: behind the last gap of two blanks in its left half. */
  private static int indent(AttributedString line, int columns) {
    int limit = Math.min(line.length(), (int) (columns * RIGHTMOST));
    int indent = 0;
    for (int i = 2; i < limit; i++) {
      if (line.charAt(i) != ' ' && line.charAt(i - 1) == ' ' && line.charAt(i - 2) == ' ') {
        indent = i;
      }
    }
    return indent;
  }

  private static AttributedString indented(AttributedString text, int indent) {
    return new AttributedStringBuilder().append(" ".repeat(indent)).append(text).toAttributedString();
  }
}
