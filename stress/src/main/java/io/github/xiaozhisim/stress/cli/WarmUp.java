package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.fleet.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * What a run leaves out at its beginning, when code is still being compiled and devices are still arriving.
 *
 * @param latencyNanos latencies of turns that were to begin earlier are not measured
 * @param healthNanos the generator is not judged earlier
 * @param latestHealthNanos however slowly it starts, it is judged from here on
 */
record WarmUp(long latencyNanos, long healthNanos, long latestHealthNanos) {

  /** A shorter run has few enough turns as it is. */
  private static final long SHORT_RUN_NANOS = 60_000_000_000L;

  /** While Java is cold, the first device of all waits for classes to be loaded and code to be compiled. */
  private static final long COLD_NANOS = 3_000_000_000L;

  /** A machine on which starting takes longer is a machine worth judging. */
  private static final long LONGEST_START_NANOS = 10_000_000_000L;

  /** {@code asked} for, or the usual: the ramp-up, as long as it leaves most of the run. */
  static WarmUp of(@Nullable Long asked, Scenario scenario) {
    return of(asked, scenario.arrivals().rampNanos(), scenario.durationNanos());
  }

  /** {@code durationNanos}: 0 when the run is not limited by time. */
  static WarmUp of(@Nullable Long asked, long rampNanos, long durationNanos) {
    long latencyNanos =
        asked != null ? asked : durationNanos >= SHORT_RUN_NANOS ? Math.min(rampNanos, durationNanos / 4) : 0;
    long coldNanos = Math.max(rampNanos, COLD_NANOS);
    long most = durationNanos > 0 ? durationNanos / 4 : Long.MAX_VALUE;
    long judged = Math.max(latencyNanos, Math.min(coldNanos, most));
    return new WarmUp(latencyNanos, judged, Math.max(judged, Math.min(LONGEST_START_NANOS, most)));
  }
}
