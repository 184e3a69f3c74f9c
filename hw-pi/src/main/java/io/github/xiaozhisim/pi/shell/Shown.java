package io.github.xiaozhisim.pi.shell;

import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Text with colours, put together piece by piece. What comes from outside is {@linkplain #clean cleaned} first. */
final class Shown {

  static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
  static final AttributedStyle FAINT = AttributedStyle.DEFAULT.faint();
  static final AttributedStyle STRONG = AttributedStyle.DEFAULT.bold();
  static final AttributedStyle GOOD = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
  static final AttributedStyle BAD = AttributedStyle.DEFAULT.foreground(AttributedStyle.RED).bold();
  static final AttributedStyle ODD = AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
  static final AttributedStyle USER = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN).bold();
  static final AttributedStyle SERVER = AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN).bold();
  static final AttributedStyle TOOL = AttributedStyle.DEFAULT.foreground(AttributedStyle.MAGENTA);

  private static final int LONGEST = 2_000;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private final AttributedStringBuilder text = new AttributedStringBuilder();

  static AttributedString line(String text) {
    return new Shown().add(text).done();
  }

  static AttributedString line(String text, AttributedStyle style) {
    return new Shown().add(text, style).done();
  }

  Shown add(String more) {
    return add(more, PLAIN);
  }

  Shown add(String more, AttributedStyle style) {
    text.append(clean(more), style);
    return this;
  }

  Shown add(AttributedString more) {
    text.append(more);
    return this;
  }

  /** Goes on in this column, at least one blank further. */
  Shown tab(int column) {
    text.append(" ".repeat(Math.max(1, column - text.columnLength())));
    return this;
  }

  int columns() {
    return text.columnLength();
  }

  AttributedString done() {
    return text.toAttributedString();
  }

  /** Without what would act on a terminal or turn the direction of writing, and not without end. */
  static String clean(String text) {
    String fitting = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    StringBuilder clean = new StringBuilder(fitting.length());
    fitting
        .codePoints()
        .forEach(
            point -> {
              int kind = Character.getType(point);
              boolean harmful =
                  switch (kind) {
                    case Character.CONTROL,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR ->
                        true;
                    case Character.FORMAT -> point != ZERO_WIDTH_JOINER; // which faces are made with
                    default -> false;
                  };
              clean.appendCodePoint(harmful ? ' ' : point);
            });
    return clean.toString();
  }
}
