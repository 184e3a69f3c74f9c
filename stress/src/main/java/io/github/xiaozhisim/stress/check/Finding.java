package io.github.xiaozhisim.stress.check;

/**
 * One thing that a run takes of a machine.
 *
 * @param what in a few words
 * @param is what the machine gives
 * @param needed what the run takes
 * @param mend what to do when it is not enough: a command, or a sentence; empty when all is well
 */
public record Finding(String what, String is, String needed, Grade grade, String mend) {

  /** How it stands. */
  public enum Grade {
    FINE,
    /** The run can begin, but its figures may be about this machine. */
    TIGHT,
    /** The run would fail. */
    SHORT,
    /** The system does not say. */
    UNKNOWN
  }
}
