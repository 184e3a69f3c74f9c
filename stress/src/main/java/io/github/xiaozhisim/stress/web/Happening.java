package io.github.xiaozhisim.stress.web;

import java.util.Locale;
import java.util.Map;

/**
 * One line of a conversation.
 *
 * @param atNanos since the start of the run
 * @param wallMillis the same moment by the clock on the wall
 * @param kind who does what to whom
 * @param english as people read it
 * @param chinese the same
 * @param fact the same for programs, as members of an object; empty where nothing goes beyond the words
 */
public record Happening(
    long atNanos, long wallMillis, Kind kind, String english, String chinese, Map<String, String> fact) {

  public Happening {
    fact = Map.copyOf(fact);
  }

  /** Where a line stands in a conversation. */
  public enum Kind {
    /** From here to the server. */
    OUT,
    /** From the server. */
    IN,
    /** It is in another state. */
    STATE,
    /** What its user does. */
    USER,
    /** What its user hears. */
    HEARD,
    /** What went wrong. */
    ERROR,
    /** It is gone; nothing follows. */
    GONE;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
