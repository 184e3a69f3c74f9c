package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.stress.health.Criterion;
import io.github.xiaozhisim.stress.health.GeneratorHealth;
import io.github.xiaozhisim.stress.health.Growth;
import io.github.xiaozhisim.stress.health.Health;
import io.github.xiaozhisim.stress.health.Look;
import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.measure.Reading;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.monitor.Lasting;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongFunction;

/** Looks after the generator while a fleet runs: once a second, on the main thread. */
final class GeneratorWatch {

  private final Measurements measurements;
  private final LongFunction<Look> instruments;
  private final Function<Look, Reading> surroundings;
  private final Run run;
  private final GeneratorHealth health;
  private final List<Lasting> lasting;
  private Growth.Watch growth;
  private final WarmUp warmUp;
  private final long steadyUntilNanos;
  private long present;
  private List<Growth> longest = List.of();
  private Reading reading = new Reading(0, Map.of());

  /** The run that is looked after. */
  interface Run {
    /** Since its start. */
    long elapsedNanos();

    /** From now on latencies are measured of turns that were to begin at this time after the start, or later. */
    void measureFrom(long nanos);

    /** Puts what has come to stay where it will stay; nothing else runs meanwhile. */
    void collectGarbage();
  }

  /**
   * @param durationNanos of the run; 0 where it is not limited by time
   * @param instruments asked for a look with the time since the start, right after the measurements were collected
   * @param surroundings gets every look; what it gives is what there is to be seen of machine and server at that moment
   * @param lasting what of that must not grow in the long run
   */
  GeneratorWatch(
      long durationNanos,
      Measurements measurements,
      WarmUp warmUp,
      LongFunction<Look> instruments,
      Function<Look, Reading> surroundings,
      List<Lasting> lasting,
      Run run) {
    this.measurements = measurements;
    this.warmUp = warmUp;
    this.instruments = instruments;
    this.surroundings = surroundings;
    this.lasting = lasting;
    this.growth = new Growth.Watch(lasting);
    this.run = run;
    this.health = new GeneratorHealth(warmUp.healthNanos());
    this.steadyUntilNanos = durationNanos > 0 ? durationNanos : Long.MAX_VALUE;
  }

  /** Looks; gives what has come since the look before. */
  Slice look() {
    long untilNanos = run.elapsedNanos();
    Slice slice = measurements.collect(untilNanos);
    boolean ends = warmUp.look(untilNanos, measurements.count(TurnCount.DEVICES_CONNECTED));
    health.leaveOut(warmUp.healthNanos());
    Look look = instruments.apply(untilNanos);
    long sinceNanos = untilNanos - look.lengthNanos();
    if (sinceNanos < warmUp.latencyNanos()) {
      measurements.forget(TurnMeasure.PACING_LATENESS);
      slice = slice.without(TurnMeasure.PACING_LATENESS); // so that recording and page say the same
    }
    health.look(look);
    reading = surroundings.apply(look);
    if (sinceNanos >= Math.max(warmUp.healthNanos(), warmUp.completeNanos()) && untilNanos <= steadyUntilNanos) {
      watchGrowth(look);
    }
    if (ends) {
      endWarmUp(untilNanos);
    }
    return slice;
  }

  /**
   * When many devices have come they are put where they will stay: else young collections copy them again and again,
   * thirty milliseconds at a time, until they are old. Only as long as no latency was to be measured, and what runs
   * during this pause is left out of everything.
   */
  private void endWarmUp(long nowNanos) {
    if (warmUp.hasManyDevices()) {
      run.collectGarbage();
      warmUp.endAt(Math.max(nowNanos + 1, run.elapsedNanos()));
    } else {
      warmUp.endAt(nowNanos);
    }
    run.measureFrom(warmUp.latencyNanos());
  }

  /** Anew whenever some have come or left: what they take is no leak. */
  private void watchGrowth(Look look) {
    long now = 0;
    for (DeviceState state : DeviceState.values()) {
      now += measurements.state(state.ordinal());
    }
    if (now != present) {
      watchAnew();
    }
    present = now;
    growth.look(look, reading);
  }

  /** What was watched longest is what is told. */
  private void watchAnew() {
    List<Growth> latest = growth.growth();
    if (seconds(latest) >= seconds(longest)) {
      longest = latest;
    }
    growth = new Growth.Watch(lasting);
  }

  private static double seconds(List<Growth> growth) {
    return growth.stream().mapToDouble(Growth::seconds).max().orElse(0);
  }

  /** What gauges showed at the latest look. */
  Reading reading() {
    return reading;
  }

  Verdict soFar() {
    return health.soFar();
  }

  /** The same with its reasons. */
  Health now() {
    return health.now();
  }

  /** The verdict on the run, which is over. */
  Health conclude(Map<Criterion, Double> ofRun) {
    watchAnew();
    boolean heapGrew =
        longest.stream().anyMatch(each -> each.level().equals(Growth.Level.HEAP_AFTER_GC) && each.suspicious());
    return health.conclude(ofRun, heapGrew ? collected(longest) : longest);
  }

  /** Nothing is measured any more: what a full collection leaves tells garbage from a leak. */
  private List<Growth> collected(List<Growth> seen) {
    run.collectGarbage();
    double left = instruments.apply(run.elapsedNanos()).heapAfterGcBytes() / (double) (1 << 20);
    return seen.stream()
        .map(each -> each.level().equals(Growth.Level.HEAP_AFTER_GC) ? each.withLeft(left) : each)
        .toList();
  }
}
