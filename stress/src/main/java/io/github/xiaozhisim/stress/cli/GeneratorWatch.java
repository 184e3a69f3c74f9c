package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.stress.fleet.Scenario;
import io.github.xiaozhisim.stress.health.Criterion;
import io.github.xiaozhisim.stress.health.GeneratorHealth;
import io.github.xiaozhisim.stress.health.Growth;
import io.github.xiaozhisim.stress.health.Health;
import io.github.xiaozhisim.stress.health.Instruments;
import io.github.xiaozhisim.stress.health.Look;
import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.measure.Count;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.report.GeneratorCsv;
import java.util.List;
import java.util.Map;

/** Looks after the generator while a fleet runs: once a second, on the main thread. */
final class GeneratorWatch implements AutoCloseable {

  /** From so many on it is worth while to put the new devices where they will stay. */
  private static final int MANY_DEVICES = 500;

  /** What the first connections take until they are as fast as the others. */
  private static final long COLD_NANOS = 2_000_000_000L;

  private final Measurements measurements;
  private final Instruments instruments;
  private final GeneratorCsv csv;
  private final GeneratorHealth health;
  private final Growth.Watch growth = new Growth.Watch();
  private final WarmUp warmUp;
  private final long steadyUntilNanos;
  private final long collectAtNanos;
  private boolean collected;
  private boolean cold = true;

  GeneratorWatch(
      Scenario scenario, List<Scheduler> loops, Measurements measurements, WarmUp warmUp, GeneratorCsv csv) {
    this.measurements = measurements;
    this.warmUp = warmUp;
    this.csv = csv;
    this.health = new GeneratorHealth(warmUp.healthNanos());
    this.instruments = new Instruments(loops, measurements);
    this.steadyUntilNanos = scenario.durationNanos() > 0 ? scenario.durationNanos() : Long.MAX_VALUE;
    this.collectAtNanos = scenario.arrivals().rampNanos();
    this.collected = scenario.devices() < MANY_DEVICES || collectAtNanos > steadyUntilNanos / 2;
  }

  /** Looks, {@code untilNanos} after the start of the run. */
  void look(long untilNanos) {
    measurements.collect();
    leaveOutColdStart(untilNanos);
    Look look = instruments.look(untilNanos);
    if (untilNanos - look.lengthNanos() < warmUp.latencyNanos()) {
      measurements.forget(Measure.PACING_LATENESS);
    }
    health.look(look);
    csv.add(look);
    if (untilNanos - look.lengthNanos() >= warmUp.healthNanos() && untilNanos <= steadyUntilNanos) {
      growth.look(look);
    }
    if (!collected && untilNanos >= collectAtNanos) {
      collected = true;
      collectOnPurpose(untilNanos);
    }
  }

  /** Java loads and compiles what a connection needs when the first one comes. */
  private void leaveOutColdStart(long nowNanos) {
    if (cold) {
      cold = measurements.count(Count.CHANNELS_OPENED) == 0;
      health.leaveOut(Math.min(warmUp.latestHealthNanos(), nowNanos + (cold ? 0 : COLD_NANOS)));
    }
  }

  /**
   * Once, when all devices have come: else young collections copy them again and again, thirty milliseconds at a time, until
   * they are old. The look that holds this pause, the next one, is not judged.
   */
  private void collectOnPurpose(long nowNanos) {
    System.gc();
    health.leaveOut(nowNanos + 1);
  }

  Verdict soFar() {
    return health.soFar();
  }

  /** The verdict on the run, which is over. */
  Health conclude(Map<Criterion, Double> ofRun) {
    return health.conclude(ofRun, growth.growth());
  }

  @Override
  public void close() {
    instruments.close();
  }
}
