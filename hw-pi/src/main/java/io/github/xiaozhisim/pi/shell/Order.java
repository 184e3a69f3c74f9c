package io.github.xiaozhisim.pi.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * One line as it was typed. Nothing in it needs escaping: who wants a sentence takes the rest of the line as it stands.
 *
 * @param command the first word, empty where there is none and for a comment
 * @param words what follows; blanks part them, except in a word that stands in double quotes
 * @param text what follows, as it was typed
 * @param goesOn the line ends in {@code &}: nobody waits for what it starts
 */
record Order(String command, List<String> words, String text, boolean goesOn) {

  private static final char QUOTE = '"';
  private static final Order NOTHING = new Order("", List.of(), "", false);

  Order {
    words = List.copyOf(words);
  }

  static Order parse(String line) {
    String stripped = line.strip();
    if (stripped.isEmpty() || stripped.startsWith("#")) {
      return NOTHING;
    }
    boolean goesOn = stripped.endsWith(" &");
    String whole = goesOn ? stripped.substring(0, stripped.length() - 2).strip() : stripped;
    int end = endOfWord(whole, 0);
    String rest = whole.substring(end).strip();
    return new Order(unquoted(whole.substring(0, end)), split(rest), rest, goesOn);
  }

  boolean isNothing() {
    return command.isEmpty();
  }

  /** A word, or nothing where there are not so many. */
  String word(int index) {
    return index < words.size() ? words.get(index) : "";
  }

  /** What follows as a sentence: as it was typed, without quotes around the whole. */
  String sentence() {
    return endOfWord(text, 0) == text.length() ? unquoted(text) : text;
  }

  /** What stands behind the first so many words, as it was typed. */
  String textAfter(int count) {
    int at = 0;
    for (int i = 0; i < count; i++) {
      at = beginOfWord(text, endOfWord(text, at));
    }
    return text.substring(at);
  }

  private static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      int end = endOfWord(text, at);
      words.add(unquoted(text.substring(at, end)));
      at = beginOfWord(text, end);
    }
    return words;
  }

  private static int beginOfWord(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** A quote that nothing closes is a sign like any other. */
  private static int endOfWord(String text, int from) {
    if (from < text.length() && text.charAt(from) == QUOTE) {
      int closing = text.indexOf(QUOTE, from + 1);
      boolean alone = closing > 0 && (closing + 1 == text.length() || Character.isWhitespace(text.charAt(closing + 1)));
      if (alone) {
        return closing + 1;
      }
    }
    int at = from;
    while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static String unquoted(String word) {
    boolean quoted = word.length() > 1 && word.charAt(0) == QUOTE && word.charAt(word.length() - 1) == QUOTE;
    return quoted ? word.substring(1, word.length() - 1) : word;
  }
}
