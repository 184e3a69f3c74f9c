package io.github.xiaozhisim.stress.report;

import io.github.xiaozhisim.stress.health.Criterion;
import io.github.xiaozhisim.stress.health.Growth;
import io.github.xiaozhisim.stress.health.Health;
import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.measure.ErrorTally.ErrorCount;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.measure.Stats;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results of runs that never happened. */
public final class Runs {

  private Runs() {}

  /** Two devices, four turns, one of them stopped in the middle. */
  public static RunResult some() {
    return of(2, 2, 3, 1, false);
  }

  /** Devices that only stay connected. */
  public static RunResult silent(long devices, long stayed, long losses) {
    return of(devices, devices, 0, 0, false, new RunResult.Silent(devices, devices, stayed, losses));
  }

  public static RunResult of(long devices, long connected, long answered, long timedOut, boolean interrupted) {
    return of(devices, connected, answered, timedOut, interrupted, RunResult.Silent.NONE);
  }

  private static RunResult of(
      long devices, long connected, long answered, long timedOut, boolean interrupted, RunResult.Silent silent) {
    Map<Outcome, Long> outcomes = new LinkedHashMap<>();
    for (TurnOutcome outcome : TurnOutcome.values()) {
      outcomes.put(outcome, 0L);
    }
    outcomes.put(TurnOutcome.ANSWERED, answered);
    outcomes.put(TurnOutcome.TIMED_OUT_TTS, timedOut);
    Map<Measure, Stats> measures = new LinkedHashMap<>();
    for (TurnMeasure measure : TurnMeasure.values()) {
      measures.put(measure, Stats.EMPTY);
    }
    measures.put(TurnMeasure.ENDPOINT, fixed(600));
    measures.put(TurnMeasure.ASR, fixed(200));
    measures.put(TurnMeasure.STT, fixed(800));
    measures.put(TurnMeasure.LLM, fixed(400));
    measures.put(TurnMeasure.TTS_START, fixed(150));
    measures.put(TurnMeasure.FIRST_SOUND, fixed(1352));
    List<ErrorCount> errors =
        timedOut == 0 ? List.of() : List.of(new ErrorCount("the answer stopped in the middle", timedOut));
    return new RunResult(
        7,
        List.of("fleet", "--devices", "2"),
        Map.of("version", "1", "os", "Linux", "cores", 2, "jdk", "25", "transport", "EPOLL"),
        interrupted,
        1_767_225_600_000L,
        12_000,
        new RunResult.Devices(
            devices, connected, connected, devices - connected, 0, 0, 0, silent, RunResult.Connecting.NONE),
        new RunResult.Turns(answered + timedOut, answered + timedOut, 0, 0, 0, 0, 0),
        outcomes,
        measures,
        new RunResult.Audible(1, 0, 0, 0),
        new RunResult.Traffic(100, 200, 1000, 2000),
        new RunResult.Generator(240, 24, 100, 0, true),
        new RunResult.Ears(20, 4_000, 126, 0, 0, 0, 2_300, 74, 0.2, 950),
        errors,
        new Health(Verdict.VALID, List.of(), 1, 0, 0, 1_000_000_000L, List.of()),
        null);
  }

  /** The same run by a generator that did otherwise: late in each of its three windows, or in none. */
  public static RunResult withHealth(Verdict verdict, RunResult run) {
    Health health =
        verdict == Verdict.VALID
            ? new Health(verdict, List.of(), 3, 0, 0, 1_000_000_000L, List.of())
            : new Health(
                verdict,
                List.of(new Health.Reason(Criterion.FRAMES_LEFT_OUT, 7.25, verdict, 3)),
                3,
                3,
                verdict == Verdict.INVALID ? 3 : 0,
                1_000_000_000L,
                List.of(new Growth(Growth.Level.RESIDENT, 200, 120, 5, 600)));
    return new RunResult(
        run.seed(),
        run.command(),
        run.environment(),
        run.interrupted(),
        run.startedWallMillis(),
        run.durationMillis(),
        run.devices(),
        run.turns(),
        run.outcomes(),
        run.measures(),
        run.audible(),
        run.traffic(),
        run.generator(),
        run.ears(),
        run.errors(),
        health,
        run.simulated());
  }

  private static Stats fixed(double millis) {
    return new Stats(4, millis, millis, millis, millis, millis, millis);
  }
}
