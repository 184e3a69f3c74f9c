package io.github.xiaozhisim.device.protocol;

/**
 * Proves in one pass that an object is plain, so that {@link PlainJson} may read it where it lies.
 *
 * <p>Plain is what needs no second thought: valid JSON, no control character in a string, no half a surrogate pair, no
 * number beyond what fits a long or reads exactly as a double, names in ASCII without escapes, nesting that is not
 * deep. Everything else, the malformed above all, is for {@link Json}, which says what is wrong with it; so this class
 * need not know how the device's parser bends the rules, only not to take what is bent.
 *
 * <p>Pure functions, for any thread.
 */
final class PlainProof {

  /** Returned for what is not plain. */
  static final int NONE = PlainJson.NONE;

  private static final int MAX_DEPTH = 16;
  private static final int MAX_NAME_BYTES = 1_000;

  /** A long holds all numbers of 18 digits, and a double those of 15. */
  private static final int MAX_DIGITS = 18;

  private static final int MAX_EXACT_DIGITS = 15;

  private PlainProof() {}

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
    while (at < limit && PlainJson.isBlank(utf8[at])) {
      at++;
    }
    return at;
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
        int unit = PlainJson.codeUnit(utf8, start, limit);
        if (unit <= 0 || Character.isLowSurrogate((char) unit)) {
          yield NONE;
        }
        if (Character.isHighSurrogate((char) unit)) {
          int second = start + 6;
          boolean paired =
              is(utf8, second, limit, '\\')
                  && is(utf8, second + 1, limit, 'u')
                  && Character.isLowSurrogate((char) PlainJson.codeUnit(utf8, second, limit));
          yield paired ? start + 12 : NONE;
        }
        yield start + 6;
      }
      default -> NONE;
    };
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
}
