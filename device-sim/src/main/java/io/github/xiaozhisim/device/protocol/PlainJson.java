package io.github.xiaozhisim.device.protocol;

import java.nio.charset.StandardCharsets;

/**
 * JSON as servers usually write it, read where it lies: no tree, no copy, no state. One pass proves that an object is
 * plain ({@link #start}); after that members are looked up by scanning, which for messages of a hundred bytes is
 * cheaper than to remember where they are.
 *
 * <p>Plain is what needs no second thought: valid JSON, no control character in a string, no half a surrogate pair, no
 * number beyond what fits a long or reads exactly as a double, names in ASCII without escapes, nesting that is not
 * deep. Everything else, the malformed above all, is for {@link Json}, which says what is wrong with it; so this class
 * need not know how the device's parser bends the rules, only not to take what is bent.
 *
 * <p>Works on arrays, because that is what is fast with a compiler that inlines little. Pure functions, for any thread.
 */
final class PlainJson {

  /** Returned for what is not there, or not plain. */
  static final int NONE = -1;

  private static final int MAX_DEPTH = 16;
  private static final int MAX_NAME_BYTES = 1_000;

  /** A long holds all numbers of 18 digits, and a double those of 15. */
  private static final int MAX_DIGITS = 18;

  private static final int MAX_EXACT_DIGITS = 15;

  private static final double[] POWERS_OF_TEN = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private PlainJson() {}

  // ---- proving -----------------------------------------------------------------------------------------------------

  /**
   * Where the object begins that these bytes hold, or {@link #NONE} when it is not plain; what follows it is not read.
   *
   * @param limit where the bytes end
   */
  static int start(byte[] utf8, int from, int limit) {
    int at = blanks(utf8, from, limit);
    return is(utf8, at, limit, '{') && object(utf8, at, limit, 1) != NONE ? at : NONE;
  }

  private static boolean is(byte[] utf8, int at, int limit, char c) {
    return at < limit && utf8[at] == c;
  }

  private static int blanks(byte[] utf8, int from, int limit) {
    int at = from;
    while (at < limit && isBlank(utf8[at])) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(byte c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  /** Where the plain value ends that begins at {@code at}, or {@link #NONE}. */
  private static int value(byte[] utf8, int at, int limit, int depth) {
    if (at >= limit) {
      return NONE;
    }
    return switch (utf8[at]) {
      case '"' -> string(utf8, at, limit);
      case '{' -> object(utf8, at, limit, depth + 1);
      case '[' -> array(utf8, at, limit, depth + 1);
      case 't' -> literal(utf8, at, limit, "true");
      case 'f' -> literal(utf8, at, limit, "false");
      case 'n' -> literal(utf8, at, limit, "null");
      default -> number(utf8, at, limit);
    };
  }

  private static int object(byte[] utf8, int start, int limit, int depth) {
    if (depth > MAX_DEPTH) {
      return NONE;
    }
    int at = blanks(utf8, start + 1, limit);
    if (is(utf8, at, limit, '}')) {
      return at + 1;
    }
    while (true) {
      at = name(utf8, at, limit);
      at = at == NONE ? limit : blanks(utf8, at, limit);
      if (!is(utf8, at, limit, ':')) {
        return NONE;
      }
      at = value(utf8, blanks(utf8, at + 1, limit), limit, depth);
      at = at == NONE ? limit : blanks(utf8, at, limit);
      if (is(utf8, at, limit, '}')) {
        return at + 1;
      }
      if (!is(utf8, at, limit, ',')) {
        return NONE;
      }
      at = blanks(utf8, at + 1, limit);
    }
  }

  private static int array(byte[] utf8, int start, int limit, int depth) {
    if (depth > MAX_DEPTH) {
      return NONE;
    }
    int at = blanks(utf8, start + 1, limit);
    if (is(utf8, at, limit, ']')) {
      return at + 1;
    }
    while (true) {
      at = value(utf8, at, limit, depth);
      at = at == NONE ? limit : blanks(utf8, at, limit);
      if (is(utf8, at, limit, ']')) {
        return at + 1;
      }
      if (!is(utf8, at, limit, ',')) {
        return NONE;
      }
      at = blanks(utf8, at + 1, limit);
    }
  }

  private static int literal(byte[] utf8, int start, int limit, String word) {
    int end = start + word.length();
    if (end > limit) {
      return NONE;
    }
    for (int i = 0; i < word.length(); i++) {
      if (utf8[start + i] != word.charAt(i)) {
        return NONE;
      }
    }
    return end;
  }

  /** No escapes and nothing beyond ASCII: such names need care to compare, and no known member has one. */
  private static int name(byte[] utf8, int start, int limit) {
    if (!is(utf8, start, limit, '"')) {
      return NONE;
    }
    int last = Math.min(limit, start + MAX_NAME_BYTES);
    for (int at = start + 1; at < last; at++) {
      byte c = utf8[at];
      if (c == '"') {
        return at + 1;
      }
      if (c < ' ' || c == '\\') {
        return NONE;
      }
    }
    return NONE;
  }

  private static int string(byte[] utf8, int start, int limit) {
    int at = start + 1;
    while (at >= 0 && at < limit) {
      byte c = utf8[at];
      if (c == '"') {
        return at + 1;
      }
      if (c == '\\') {
        at = escape(utf8, at, limit);
      } else if (c >= 0 && c < ' ') {
        return NONE;
      } else {
        at++; // part of a character, or broken: decoding a string makes of it what decoding the whole text would
      }
    }
    return NONE;
  }

  private static int escape(byte[] utf8, int start, int limit) {
    if (start + 1 >= limit) {
      return NONE;
    }
    return switch (utf8[start + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> start + 2;
      case 'u' -> {
        int unit = codeUnit(utf8, start, limit);
        if (unit <= 0 || Character.isLowSurrogate((char) unit)) {
          yield NONE;
        }
        if (Character.isHighSurrogate((char) unit)) {
          int second = start + 6;
          boolean paired =
              is(utf8, second, limit, '\\')
                  && is(utf8, second + 1, limit, 'u')
                  && Character.isLowSurrogate((char) codeUnit(utf8, second, limit));
          yield paired ? start + 12 : NONE;
        }
        yield start + 6;
      }
      default -> NONE;
    };
  }

  /** The number behind a backslash and a u, or {@link #NONE}, which is no surrogate when cut to 16 bits. */
  private static int codeUnit(byte[] utf8, int backslash, int limit) {
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

  private static int number(byte[] utf8, int start, int limit) {
    int first = is(utf8, start, limit, '-') ? start + 1 : start;
    int point = digits(utf8, first, limit);
    if (point == first || (utf8[first] == '0' && point > first + 1)) {
      return NONE;
    }
    if (!is(utf8, point, limit, '.')) {
      return point - first <= MAX_DIGITS && !isExponent(utf8, point, limit) ? point : NONE;
    }
    int end = digits(utf8, point + 1, limit);
    boolean exact = end > point + 1 && end - first - 1 <= MAX_EXACT_DIGITS && !isExponent(utf8, end, limit);
    return exact ? end : NONE;
  }

  private static int digits(byte[] utf8, int from, int limit) {
    int at = from;
    while (at < limit && utf8[at] >= '0' && utf8[at] <= '9') {
      at++;
    }
    return at;
  }

  private static boolean isExponent(byte[] utf8, int at, int limit) {
    return is(utf8, at, limit, 'e') || is(utf8, at, limit, 'E');
  }

  // ---- looking up, in what was proved to be plain -------------------------------------------------------------------

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
