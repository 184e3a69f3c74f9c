package io.github.xiaozhisim.stress.fleet;

/**
 * How long a run goes on.
 *
 * @param durationNanos no turn begins later than this after the start; 0 means no limit
 * @param turnsPerDevice each device stops after as many; 0 means no limit
 * @param graceNanos what running turns get after the duration, before they are aborted
 */
public record Extent(long durationNanos, int turnsPerDevice, long graceNanos) {

  private static final long USUAL_GRACE_NANOS = 30_000_000_000L;

  /** As long as that, with the usual grace. */
  public static Extent lasting(long durationNanos) {
    return new Extent(durationNanos, 0, USUAL_GRACE_NANOS);
  }

  /** Until each device has taken so many turns. */
  public static Extent ofTurns(int perDevice) {
    return new Extent(0, perDevice, USUAL_GRACE_NANOS);
  }
}
