package io.github.xiaozhisim.stress.journal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Notices when somebody sets the machine's clock during a run. Durations do not care, they are not taken from it; times
 * of day do. One thread.
 */
final class ClockJumps {

  /** Slower corrections, as time services make them, go unnoticed. */
  private static final long LEAST_MILLIS = 1_000;

  private final long startedWallMillis;
  private long offMillis;

  ClockJumps(long startedWallMillis) {
    this.startedWallMillis = startedWallMillis;
  }

  /**
   * What the clock shows so long after the start of the run.
   *
   * @return a sentence when it was set since the look before, else null
   */
  @Nullable String look(long sinceStartNanos, long wallMillis) {
    long off = wallMillis - startedWallMillis - sinceStartNanos / 1_000_000;
    long jump = off - offMillis;
    offMillis = off;
    if (Math.abs(jump) < LEAST_MILLIS) {
      return null;
    }
    return String.format(
        Locale.ROOT,
        "this machine's clock was set %s by %,.1f s when the run was %d s old: times of day before and after do not "
            + "fit together;"
            + " durations do, they are not taken from it",
        jump > 0 ? "forward" : "back",
        Math.abs(jump) / 1000.0,
        sinceStartNanos / 1_000_000_000);
  }
}
