package io.github.xiaozhisim.stress.typed;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text that somebody typed, read from left to right; spaces between words mean nothing. Whatever cannot be understood
 * is a {@link Complaint} that names the column. Used by one thread.
 */
public final class Typed {

  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
  private static final Pattern DIGITS = Pattern.compile("\\d+");
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?|\\.\\d+");
  private static final Pattern TIME = Pattern.compile("(?:(?:\\d+(?:\\.\\d+)?|\\.\\d+)(?:us|ms|s|min|m|h)(?![a-z]))+");
  private static final Pattern TIME_PART = Pattern.compile("(\\d+(?:\\.\\d+)?|\\.\\d+)(us|ms|s|min|m|h)");
  private static final Pattern PIECE = Pattern.compile("[^\\s,():]+|.");
  private static final double LONGEST_SECONDS = 30 * 24 * 3600.0;

  private final String text;
  private int at;

  public Typed(String text) {
    this.text = text;
  }

  /** Where the next word begins, from 1. */
  public int column() {
    skipSpaces();
    return at + 1;
  }

  public boolean atEnd() {
    skipSpaces();
    return at == text.length();
  }

  /** The next character that is not a space; 0 at the end. */
  public char peek() {
    return atEnd() ? 0 : text.charAt(at);
  }

  /** Takes {@code expected} if it comes next. */
  public boolean takes(String expected) {
    skipSpaces();
    if (!text.startsWith(expected, at)) {
      return false;
    }
    at += expected.length();
    return true;
  }

  /** Takes {@code word} if it is the whole next word. */
  public boolean takesWord(String word) {
    Matcher next = next(WORD);
    if (!next.lookingAt() || !next.group().equals(word)) {
      return false;
    }
    at = next.end();
    return true;
  }

  /** @throws Complaint when something else comes next */
  public void expect(String expected, String advice) {
    int column = column();
    if (!takes(expected)) {
      String what = atEnd() ? "here '" + expected + "' is missing" : "'" + piece() + "' is not '" + expected + "'";
      throw wrongAt(column, what + "; " + advice);
    }
  }

  /** @throws Complaint when there is more */
  public void expectEnd(String advice) {
    if (!atEnd()) {
      throw wrong("'" + piece() + "' is too much; " + advice);
    }
  }

  /** A word of letters, digits, underscores and hyphens. */
  public String word(String advice) {
    return take(WORD, "a word", advice);
  }

  /** A number that is not negative. */
  public double number(String advice) {
    return Double.parseDouble(take(NUMBER, "a number", advice));
  }

  /** Digits and nothing else. */
  public String digits(String advice) {
    return take(DIGITS, "a number", advice);
  }

  /** A time with its unit, {@code 500ms}, {@code 1m30s}, in seconds. */
  public double seconds(String advice) {
    int column = column();
    Matcher part = TIME_PART.matcher(take(TIME, "a time", advice));
    double seconds = 0;
    while (part.find()) {
      double unit =
          switch (part.group(2)) {
            case "us" -> 1e-6;
            case "ms" -> 1e-3;
            case "s" -> 1;
            case "h" -> 3600;
            default -> 60;
          };
      seconds += Double.parseDouble(part.group(1)) * unit;
    }
    if (seconds > LONGEST_SECONDS) {
      throw wrongAt(column, "that is longer than 30 days");
    }
    return seconds;
  }

  /** Everything up to {@code end}, which stays; for names of files. */
  public String until(char end, String advice) {
    skipSpaces();
    int stop = text.lastIndexOf(end);
    if (stop <= at) {
      throw wrong("something is missing here; " + advice);
    }
    String taken = text.substring(at, stop).strip();
    at = stop;
    return taken;
  }

  /** About what comes next. */
  public Complaint wrong(String sentence) {
    return wrongAt(column(), sentence);
  }

  public Complaint wrongAt(int column, String sentence) {
    return new Complaint(text, column, sentence);
  }

  private String take(Pattern pattern, String what, String advice) {
    Matcher next = next(pattern);
    if (!next.lookingAt()) {
      throw wrong((atEnd() ? "here " + what + " is missing; " : "'" + piece() + "' is not " + what + "; ") + advice);
    }
    at = next.end();
    return next.group();
  }

  private Matcher next(Pattern pattern) {
    skipSpaces();
    return pattern.matcher(text).region(at, text.length());
  }

  /** What comes next, for showing it. */
  private String piece() {
    Matcher next = next(PIECE);
    return next.lookingAt() ? next.group() : "";
  }

  private void skipSpaces() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
