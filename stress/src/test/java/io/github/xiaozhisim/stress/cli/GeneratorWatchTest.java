package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.stress.health.Growth;
import io.github.xiaozhisim.stress.health.Health;
import io.github.xiaozhisim.stress.health.Look;
import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.measure.Reading;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnRecorder;
import io.github.xiaozhisim.stress.turn.TurnWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** What is done about the generator second by second, and what of it counts. */
class GeneratorWatchTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;

  private final TurnRecorder recorder = new TurnRecorder();
  private final Measurements measurements = new Measurements(TurnWork.VOCABULARY, List.of(recorder.recorder()));
  private final List<String> done = new ArrayList<>();
  private long nowNanos;
  private long lastNanos;
  private double lagMillis = 0.4;
  private long recordedLateness;
  private long rssBytes = 1L << 28;
  private long heapBytes = 1L << 20;
  private long reachableBytes = 1L << 20;

  private Look lookAround(long untilNanos) {
    Histogram lag = new Histogram(3);
    lag.recordValueWithCount((long) (lagMillis * 1_000), 100);
    Histogram lateness = new Histogram(3);
    measurements.addLatest(TurnMeasure.PACING_LATENESS, lateness);
    long length = untilNanos - lastNanos;
    lastNanos = untilNanos;
    return new Look(untilNanos, length, lateness, 0, lag, 0.2, 0, SECOND / 4, 2, 0, 0, heapBytes, rssBytes, 50, 1);
  }

  private GeneratorWatch watch(WarmUp warmUp, long durationNanos) {
    return new GeneratorWatch(
        durationNanos,
        measurements,
        warmUp,
        this::lookAround,
        look -> new Reading(look.untilNanos(), Map.of()),
        List.of(),
        new GeneratorWatch.Run() {
          @Override
          public long elapsedNanos() {
            return nowNanos;
          }

          @Override
          public void measureFrom(long nanos) {
            done.add("measure from " + nanos / MILLI);
          }

          @Override
          public void collectGarbage() {
            done.add("collect at " + nowNanos / MILLI);
            nowNanos += 200 * MILLI;
            heapBytes = reachableBytes;
          }
        });
  }

  private void seconds(GeneratorWatch watch, int until) {
    while (nowNanos < until * SECOND) {
      nowNanos = (nowNanos / SECOND + 1) * SECOND;
      recordedLateness += watch.look().durations(TurnMeasure.PACING_LATENESS).size();
    }
  }

  private void connect(int devices) {
    recorder.add(TurnCount.DEVICES_CONNECTED, devices);
    recorder.add(TurnCount.CHANNELS_OPENED, devices);
  }

  private Health end(GeneratorWatch watch) {
    return watch.conclude(Map.of());
  }

  @Test
  void shouldCollectWhenAllDevicesHaveReallyComeAndMeasureWhatBeginsAfterThePause() {
    GeneratorWatch watch = watch(WarmUp.of(null, 1_000, 20 * SECOND, 300 * SECOND), 300 * SECOND);
    connect(500);
    seconds(watch, 27); // the ramp is over
    assertThat(done).isEmpty();
    connect(500);
    seconds(watch, 60);
    assertThat(done).containsExactly("collect at 28000", "measure from 28200");
  }

  @Test
  void shouldNotJudgeTheOpeningNorItsOwnPause() {
    GeneratorWatch watch = watch(WarmUp.of(null, 1_000, 5 * SECOND, 120 * SECOND), 120 * SECOND);
    lagMillis = 300;
    connect(500);
    seconds(watch, 9);
    connect(500);
    recorder.record(TurnMeasure.PACING_LATENESS, 70 * MILLI);
    seconds(watch, 10);
    recorder.record(TurnMeasure.PACING_LATENESS, 80 * MILLI);
    seconds(watch, 11); // the look with the pause
    lagMillis = 0.4;
    recorder.record(TurnMeasure.PACING_LATENESS, MILLI);
    seconds(watch, 120);
    Health ended = end(watch);
    assertThat(ended.verdict()).isEqualTo(Verdict.VALID);
    assertThat(ended.reasons()).isEmpty();
    assertThat(ended.windows()).isEqualTo(11);
    assertThat(measurements.stats(TurnMeasure.PACING_LATENESS).count()).isEqualTo(1);
    assertThat(recordedLateness).as("what is recorded says the same").isEqualTo(1);
  }

  @Test
  void shouldJudgeWhatComesAfterTheOpening() {
    GeneratorWatch watch = watch(WarmUp.of(null, 10, SECOND, 60 * SECOND), 60 * SECOND);
    connect(10);
    seconds(watch, 5);
    lagMillis = 300;
    seconds(watch, 60);
    assertThat(end(watch).verdict()).isEqualTo(Verdict.INVALID);
    assertThat(done).containsExactly("measure from 1000");
  }

  @Test
  void shouldNotJudgeTheFirstSecondsOfAColdJava() {
    GeneratorWatch watch = watch(WarmUp.of(null, 10, SECOND, 60 * SECOND), 60 * SECOND);
    lagMillis = 300;
    seconds(watch, 3);
    connect(10);
    seconds(watch, 6);
    lagMillis = 0.4;
    seconds(watch, 60);
    assertThat(end(watch).reasons()).isEmpty();
  }

  @Test
  void shouldNeverStopTheProgramItselfWhileLatenciesAreMeasured() {
    GeneratorWatch everything = watch(WarmUp.of(0L, 1_000, 5 * SECOND, 120 * SECOND), 120 * SECOND);
    connect(1_000);
    seconds(everything, 120);
    assertThat(done).isEmpty();
  }

  @Test
  void shouldNotStopTheProgramInARunThatIsMeasuredFromItsFirstTurnOn() {
    GeneratorWatch byTurns = watch(WarmUp.of(null, 1_000, 5 * SECOND, 0), 0);
    connect(1_000);
    seconds(byTurns, 60);
    assertThat(done).isEmpty();
  }

  @Test
  void shouldNotTakeArrivalsForGrowth() {
    GeneratorWatch watch = watch(WarmUp.of(null, 500, 480 * SECOND, 900 * SECOND), 900 * SECOND);
    while (nowNanos < 900 * SECOND) {
      if (nowNanos < 500 * SECOND) {
        connect(1);
        recorder.enter(DeviceState.IDLE);
        rssBytes += 1 << 20;
      }
      seconds(watch, (int) (nowNanos / SECOND) + 1);
    }
    assertThat(end(watch).growth())
        .isNotEmpty()
        .noneMatch(Growth::suspicious)
        .allMatch(each -> each.seconds() < 400);
  }

  @Test
  void shouldNotTakeForALeakWhatFurtherDevicesNeed() {
    GeneratorWatch watch = watch(WarmUp.of(null, 10, SECOND, 0), 0);
    connect(10);
    recorder.enter(DeviceState.IDLE);
    for (int step = 1; step <= 10; step++) {
      seconds(watch, 60 * step);
      recorder.enter(DeviceState.IDLE); // a run in steps
      rssBytes += 1 << 26;
    }
    seconds(watch, 1_200);
    assertThat(end(watch).growth())
        .isNotEmpty()
        .noneMatch(Growth::suspicious)
        .allMatch(each -> each.seconds() < 600);
  }

  @Test
  void shouldStillFindALeakAfterOneDeviceHasLeft() {
    GeneratorWatch watch = watch(WarmUp.of(null, 10, SECOND, 0), 0);
    connect(10);
    recorder.enter(DeviceState.IDLE);
    recorder.enter(DeviceState.IDLE);
    seconds(watch, 60);
    recorder.leave(DeviceState.IDLE);
    for (int second = 61; second < 900; second++) {
      rssBytes += 1 << 19;
      seconds(watch, second);
    }
    assertThat(end(watch).growth()).anyMatch(Growth::suspicious);
  }

  /** A quarter of an hour in which each collection leaves 64 KiB more than the one before. */
  private GeneratorWatch withAHeapThatGrows() {
    GeneratorWatch watch = watch(WarmUp.of(null, 10, SECOND, 0), 0);
    connect(10);
    recorder.enter(DeviceState.IDLE);
    heapBytes = 20L << 20;
    for (int second = 1; second < 900; second++) {
      heapBytes += 1 << 16;
      seconds(watch, second);
    }
    return watch;
  }

  @Test
  void shouldNotTakeForALeakWhatAFullCollectionTakesAway() {
    GeneratorWatch watch = withAHeapThatGrows();
    reachableBytes = 22L << 20;
    Growth heap = heap(end(watch));
    assertThat(heap.perHour()).as("it grew all the same").isGreaterThan(100);
    assertThat(heap.left()).isEqualTo(22);
    assertThat(heap.suspicious()).isFalse();
    assertThat(done).last().asString().startsWith("collect at ");
  }

  @Test
  void shouldFindALeakThatAFullCollectionLeaves() {
    GeneratorWatch watch = withAHeapThatGrows();
    reachableBytes = 70L << 20;
    assertThat(heap(end(watch)).suspicious()).isTrue();
  }

  private static Growth heap(Health health) {
    return health.growth().stream()
        .filter(each -> each.level().equals(Growth.Level.HEAP_AFTER_GC))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldNotWatchGrowthAnyMoreWhenDevicesLeave() {
    GeneratorWatch watch = watch(WarmUp.of(null, 10, SECOND, 0), 0);
    connect(10);
    for (int i = 0; i < 10; i++) {
      recorder.enter(DeviceState.IDLE);
    }
    seconds(watch, 400);
    for (int i = 0; i < 10; i++) {
      recorder.leave(DeviceState.IDLE);
      rssBytes -= 1 << 24;
      seconds(watch, 400 + 40 * (i + 1));
    }
    assertThat(end(watch).growth()).isNotEmpty().allMatch(each -> Math.abs(each.perHour()) < 0.001);
  }
}
