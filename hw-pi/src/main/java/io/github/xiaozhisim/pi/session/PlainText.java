package io.github.xiaozhisim.pi.session;

/**
 * Text of others as it may be shown: a server's words must neither act on a terminal, nor turn the direction of
 * writing, nor forge lines of a log. Pure functions.
 */
public final class PlainText {

  private static final char SIGN = '·';
  private static final int JOINER = 0x200D;

  private PlainText() {}

  /** The text with a visible sign for what would not be one; line ends and tabs become blanks. */
  public static String of(String text) {
    if (text.codePoints().allMatch(PlainText::harmless)) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints().forEach(point -> plain.appendCodePoint(shown(point)));
    return plain.toString();
  }

  private static int shown(int point) {
    if (harmless(point)) {
      return point;
    }
    return Character.isWhitespace(point) ? ' ' : SIGN;
  }

  private static boolean harmless(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
      case Character.FORMAT -> point == JOINER; // holds emoji together
      default -> true;
    };
  }
}
