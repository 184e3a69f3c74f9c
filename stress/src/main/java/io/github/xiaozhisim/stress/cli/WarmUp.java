package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.fleet.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * What a run leaves out at its beginning, when code is still being compiled and devices are still arriving: until all
 * of them have connected once, by what really happens and not by how long it was meant to take, and for a quarter of
 * the run at most. Times are in nanoseconds since the start of the run. Told once a second; one thread.
 */
final class WarmUp {

  /** From so many devices on a shorter run has turns enough to leave some out. */
  static final int MANY_DEVICES = 500;

  /** A shorter run has few enough turns as it is. */
  private static final long SHORT_RUN_NANOS = 60_000_000_000L;

  /** While Java is cold, the first device of all waits for classes to be loaded and code to be compiled. */
  private static final long COLD_NANOS = 3_000_000_000L;

  /** What the first connections take until they are as fast as the others. */
  private static final long COLD_CONNECTIONS_NANOS = 2_000_000_000L;

  /** When nobody new has come for so long, the others are not expected any more. */
  private static final long NOBODY_NANOS = 10_000_000_000L;

  private static final long NOT_YET = Long.MAX_VALUE;

  private final int devices;

  /** So many are to connect. */
  private int expected;

  private final long rampNanos;
  private final long nobodyNanos;
  private final long mostNanos;
  private final boolean endsWithArrivals;
  private long latencyNanos;
  private long healthNanos;
  private long completeNanos = NOT_YET;
  private long connected;
  private long newcomerNanos;

  private WarmUp(@Nullable Long asked, int devices, long rampNanos, long durationNanos) {
    this.devices = devices;
    this.expected = devices;
    this.rampNanos = rampNanos;
    this.nobodyNanos = Math.max(NOBODY_NANOS, 3 * (rampNanos / devices));
    this.mostNanos = durationNanos > 0 ? durationNanos / 4 : Long.MAX_VALUE;
    this.endsWithArrivals =
        asked == null && durationNanos > 0 && (durationNanos >= SHORT_RUN_NANOS || devices >= MANY_DEVICES);
    this.latencyNanos = asked != null ? asked : endsWithArrivals ? mostNanos : 0;
    this.healthNanos = Math.max(asked != null ? asked : 0, Math.min(COLD_NANOS, mostNanos));
  }

  /** {@code asked} for, or the usual: until all devices are there. */
  static WarmUp of(@Nullable Long asked, Scenario scenario) {
    long rampNanos = scenario.rampUp().rampNanos();
    WarmUp warmUp = of(asked, scenario.devices(), rampNanos, scenario.extent().durationNanos());
    if (scenario.open() != null) {
      warmUp.expected = 1; // who has no conversation yet need not connect
    }
    return warmUp;
  }

  /** {@code durationNanos}: 0 when the run is not limited by time. */
  static WarmUp of(@Nullable Long asked, int devices, long rampNanos, long durationNanos) {
    return new WarmUp(asked, devices, rampNanos, durationNanos);
  }

  /**
   * Takes note of how many devices have connected at least once by now.
   *
   * @return true once: they are complete, and no latency was to be measured yet. Then {@link #endAt} ends it
   */
  boolean look(long nowNanos, long nowConnected) {
    if (isComplete()) {
      return false;
    }
    if (nowConnected > connected) {
      if (connected == 0) {
        healthNanos = Math.max(healthNanos, Math.min(mostNanos, nowNanos + COLD_CONNECTIONS_NANOS));
      }
      connected = nowConnected;
      newcomerNanos = nowNanos;
    }
    healthNanos = Math.max(healthNanos, Math.min(mostNanos, nowNanos));
    if (connected < expected && nowNanos - Math.max(rampNanos, newcomerNanos) < nobodyNanos) {
      return false;
    }
    completeNanos = nowNanos;
    return nowNanos < latencyNanos;
  }

  /** Nothing before this moment is to be judged; nor measured, as far as it was not asked otherwise. */
  void endAt(long nanos) {
    latencyNanos = endsWithArrivals ? nanos : Math.max(latencyNanos, nanos);
    healthNanos = Math.max(healthNanos, nanos);
  }

  /**
   * Latencies of turns that were to begin earlier are not measured; may come to be earlier than it was, hardly later.
   */
  long latencyNanos() {
    return latencyNanos;
  }

  /** The generator is not judged earlier; may come to be later. */
  long healthNanos() {
    return healthNanos;
  }

  /** Whether all devices have connected, or the others are not expected any more. */
  boolean isComplete() {
    return completeNanos != NOT_YET;
  }

  /** Since when {@link #isComplete} holds; far away until then. */
  long completeNanos() {
    return completeNanos;
  }

  boolean hasManyDevices() {
    return devices >= MANY_DEVICES;
  }
}
