package io.github.xiaozhisim.stress.fleet;

/**
 * A share of the devices to which the same thing happens at one moment.
 *
 * @param share more than 0 and at most 1: of the silent devices where they are to speak, else of all
 * @param atNanos after the fleet's start
 */
public record Wave(Kind kind, double share, long atNanos) {

  /** What happens. */
  public enum Kind {
    /** Silent devices take one turn. */
    SPEAK,
    /** They lose their connection, in the middle of whatever it is, and connect again as they do after a loss. */
    CUT,
    /** They lose their power, and boot again. */
    POWER
  }

  public Wave {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("a wave takes more than 0 and at most all, not " + share);
    }
    if (atNanos < 0) {
      throw new IllegalArgumentException("a wave cannot come " + -atNanos + " ns before the start");
    }
  }

  /** Silent devices take one turn. */
  public static Wave speak(double share, long atNanos) {
    return new Wave(Kind.SPEAK, share, atNanos);
  }
}
