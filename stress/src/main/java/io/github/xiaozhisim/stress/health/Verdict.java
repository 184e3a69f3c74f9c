package io.github.xiaozhisim.stress.health;

/** Whether the figures of a run can be taken for the server's. From good to bad. */
public enum Verdict {
  /** The generator did what it should; what was measured is the server's. */
  VALID,
  /** The generator disturbed the high percentiles, or had no reserve left. Medians can be used. */
  DEGRADED,
  /** The generator was late itself; the figures are about this machine. */
  INVALID;

  /** The worse of both. */
  public Verdict and(Verdict other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
