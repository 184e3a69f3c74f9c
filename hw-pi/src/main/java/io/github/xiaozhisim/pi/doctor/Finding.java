package io.github.xiaozhisim.pi.doctor;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What was found out about one thing. A value; any thread.
 *
 * @param area the part of the machine it belongs to
 * @param subject what was looked at, in a word or two, such as {@code microphone}
 * @param grade how it stands
 * @param sentence what was found, for people
 * @param mend what to do about it: a command or a sentence; empty where nothing has to be done
 * @param aside what only the person at this machine may know, such as a code; never written down; mostly empty
 */
public record Finding(Area area, String subject, Grade grade, String sentence, String mend, String aside) {

  private static final int LONGEST = 600;

  /** What a terminal would obey instead of showing it: controls, ends of lines, changes of direction. */
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]+");

  /** Query, fragment and user of an address may be secrets. */
  private static final Pattern ADDRESS =
      Pattern.compile("(?i)\\b((?:http|ws)s?://)(?:[^\\s/?#'\"]*@)?([^\\s?#'\"]*)(?:[?#][^\\s'\"]*)?");

  /**
   * What servers say and what addresses hold goes into sentences: so none may move the cursor, colour a terminal or
   * fill it, and none shows more of an address than host and path.
   */
  public Finding {
    sentence = harmless(sentence);
    mend = harmless(mend);
    aside = harmless(aside);
  }

  public Finding(Area area, String subject, Grade grade, String sentence, String mend) {
    this(area, subject, grade, sentence, mend, "");
  }

  /** For the terminal of this machine. */
  public String told() {
    return aside.isEmpty() ? sentence : sentence + ": " + aside;
  }

  private static String harmless(String text) {
    String line = UNSEEN.matcher(text).replaceAll(" ").strip();
    line = ADDRESS.matcher(line).replaceAll("$1$2");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  /** The parts, in the order in which they are looked at. */
  public enum Area {
    JAVA,
    LIBRARIES,
    RIGHTS,
    SOUND,
    PINS,
    NETWORK,
    SERVER;

    /** As it is written in a table and in JSON. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a thing stands. */
  public enum Grade {
    /** As it should be. */
    OK,
    /** Not looked at, for the reason in the sentence; says nothing about the machine. */
    SKIPPED,
    /** The device works, but something will be missed or may fail later. */
    WARNING,
    /** The device cannot do its work. */
    ERROR;

    /** As it is written in a table and in JSON. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(Area area, String subject, String sentence) {
    return new Finding(area, subject, Grade.OK, sentence, "");
  }

  static Finding skipped(Area area, String subject, String sentence) {
    return new Finding(area, subject, Grade.SKIPPED, sentence, "");
  }

  static Finding warning(Area area, String subject, String sentence, String mend) {
    return new Finding(area, subject, Grade.WARNING, sentence, mend);
  }

  static Finding error(Area area, String subject, String sentence, String mend) {
    return new Finding(area, subject, Grade.ERROR, sentence, mend);
  }
}
