package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.fleet.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * What a run leaves out at its beginning, when code is still being compiled and devices are still arriving.
 *
 * @param latencyNanos latencies of turns that were to begin earlier are not measured
 * @param healthNanos the generator is not judged earlier
 */
record WarmUp(long latencyNanos, long healthNanos) {

  /** A shorter run has few enough turns as it is. */
  private static final long SHORT_RUN_NANOS = 60_000_000_000L;

  /** While Java is cold, the first device of all waits for classes to be loaded and code to be compiled. */
  private static final long COLD_NANOS = 3_000_000_000L;

  /** {@code asked} for, or the usual: the ramp-up, as long as it leaves most of the run. */
  static WarmUp of(@Nullable Long asked, Scenario scenario) {
    long rampNanos = scenario.arrivals().rampNanos();
    long durationNanos = scenario.durationNanos();
    long latencyNanos =
        asked != null ? asked : durationNanos >= SHORT_RUN_NANOS ? Math.min(rampNanos, durationNanos / 4) : 0;
    long coldNanos = Math.max(rampNanos, COLD_NANOS);
    long judgedLater = durationNanos > 0 ? Math.min(coldNanos, durationNanos / 4) : coldNanos;
    return new WarmUp(latencyNanos, Math.max(latencyNanos, judgedLater));
  }
}
