package io.github.xiaozhisim.device.protocol;

import java.nio.charset.StandardCharsets;

/**
 * JSON as servers usually write it, read where it lies: no tree, no copy, no state. {@link PlainProof} has shown before
 * that an object is plain; here its members are looked up by scanning, which for messages of a hundred bytes is cheaper
 * than to remember where they are.
 *
 * <p>Works on arrays, because that is what is fast with a compiler that inlines little. Pure functions, for any thread.
 */
final class PlainJson {

  /** Returned for what is not there. */
  static final int NONE = -1;

  private static final double[] POWERS_OF_TEN = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private PlainJson() {}

  /**
   * Where the value of the first member begins that is called so, whatever the case, or {@link #NONE}.
   *
   * @param name in lower case
   */
  static int member(byte[] utf8, int object, String name) {
    int at = skipBlanks(utf8, object + 1);
    while (utf8[at] != '}') {
      int nameEnd = skipString(utf8, at);
      int colon = skipBlanks(utf8, nameEnd);
      int value = skipBlanks(utf8, colon + 1);
      if (isCalled(utf8, at + 1, nameEnd - 1, name)) {
        return value;
      }
      at = skipBlanks(utf8, end(utf8, value));
      if (utf8[at] == ',') {
        at = skipBlanks(utf8, at + 1);
      }
    }
    return NONE;
  }

  private static boolean isCalled(byte[] utf8, int from, int to, String name) {
    if (to - from != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      int c = utf8[from + i];
      if ((c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Where a value ends. */
  static int end(byte[] utf8, int value) {
    int at = value;
    byte first = utf8[at];
    if (first == '"') {
      return skipString(utf8, at);
    }
    if (first != '{' && first != '[') {
      while (isWithinWord(utf8[at])) {
        at++;
      }
      return at;
    }
    int depth = 0;
    do {
      byte c = utf8[at];
      if (c == '"') {
        at = skipString(utf8, at);
        continue;
      }
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      at++;
    } while (depth > 0);
    return at;
  }

  static boolean isBlank(byte c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  private static boolean isWithinWord(byte c) {
    return c != ',' && c != '}' && c != ']' && !isBlank(c);
  }

  private static int skipBlanks(byte[] utf8, int from) {
    int at = from;
    while (isBlank(utf8[at])) {
      at++;
    }
    return at;
  }

  private static int skipString(byte[] utf8, int start) {
    int at = start + 1;
    for (byte c = utf8[at]; c != '"'; c = utf8[at]) {
      at += c == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  static boolean isString(byte[] utf8, int value) {
    return utf8[value] == '"';
  }

  static boolean isObject(byte[] utf8, int value) {
    return utf8[value] == '{';
  }

  static boolean isArray(byte[] utf8, int value) {
    return utf8[value] == '[';
  }

  static boolean isNumber(byte[] utf8, int value) {
    byte c = utf8[value];
    return c == '-' || (c >= '0' && c <= '9');
  }

  /** The text of a string; for the words of the protocol always the same object, and nothing is allocated. */
  static String text(byte[] utf8, int value) {
    int from = value + 1;
    int to = from;
    boolean escaped = false;
    for (byte c = utf8[to]; c != '"'; c = utf8[to]) {
      escaped |= c == '\\';
      to += c == '\\' ? 2 : 1;
    }
    if (escaped) {
      return unescaped(utf8, from, to);
    }
    String known = KnownWords.find(utf8, from, to);
    return known == null ? decoded(utf8, from, to) : known;
  }

  private static String decoded(byte[] utf8, int from, int to) {
    return new String(utf8, from, to - from, StandardCharsets.UTF_8);
  }

  private static String unescaped(byte[] utf8, int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    int at = from;
    while (at < to) {
      int until = at;
      while (until < to && utf8[until] != '\\') {
        until++;
      }
      if (until > at) {
        text.append(decoded(utf8, at, until));
      }
      at = until;
      if (at < to) {
        char what = (char) utf8[at + 1];
        text.append(
            switch (what) {
              case 'b' -> '\b';
              case 'f' -> '\f';
              case 'n' -> '\n';
              case 'r' -> '\r';
              case 't' -> '\t';
              case 'u' -> (char) codeUnit(utf8, at, to);
              default -> what;
            });
        at += what == 'u' ? 6 : 2;
      }
    }
    return text.toString();
  }

  /** The number behind a backslash and a u, or {@link #NONE}, which is no surrogate when cut to 16 bits. */
  static int codeUnit(byte[] utf8, int backslash, int limit) {
    if (backslash + 6 > limit) {
      return NONE;
    }
    int unit = 0;
    for (int i = backslash + 2; i < backslash + 6; i++) {
      int c = utf8[i];
      int digit = c < 0 ? -1 : Character.digit((char) c, 16);
      if (digit < 0) {
        return NONE;
      }
      unit = (unit << 4) | digit;
    }
    return unit;
  }

  /** A number, as exactly as a double has it. */
  static double decimal(byte[] utf8, int value) {
    boolean negative = utf8[value] == '-';
    int at = negative ? value + 1 : value;
    long digits = 0;
    int behindPoint = -1;
    for (byte c = utf8[at]; isWithinWord(c); c = utf8[++at]) {
      if (c == '.') {
        behindPoint = 0;
      } else {
        digits = digits * 10 + (c - '0');
        behindPoint += behindPoint < 0 ? 0 : 1;
      }
    }
    if (behindPoint < 0) {
      return negative ? -digits : digits;
    }
    double magnitude = digits / POWERS_OF_TEN[behindPoint];
    return negative ? -magnitude : magnitude;
  }

  /** The whole value, as it is written. */
  static String source(byte[] utf8, int value) {
    return decoded(utf8, value, end(utf8, value));
  }
}
