package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.stress.fleet.Ears;
import io.github.xiaozhisim.stress.fleet.Scenario;
import io.github.xiaozhisim.stress.health.Health;
import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.live.LiveLine;
import io.github.xiaozhisim.stress.measure.ErrorTally;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.measure.Stats;
import io.github.xiaozhisim.stress.report.RunResult;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What every run of a fleet shows and reports, made from what was measured. */
final class Figures {

  private Figures() {}

  /** The machine this runs on, name to value. */
  static Map<String, Object> machine() {
    Map<String, Object> environment = new LinkedHashMap<>();
    environment.put("version", Version.text());
    environment.put(
        "os",
        System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
    environment.put("cores", Runtime.getRuntime().availableProcessors());
    environment.put("jdk", System.getProperty("java.vm.name") + " " + Runtime.version());
    return environment;
  }

  /** What this process used. */
  static RunResult.Generator used(Measurements all, long cpuMillis, boolean embeddedServer) {
    return new RunResult.Generator(
        cpuMillis,
        all.count(TurnCount.TALKING_MILLIS) / 1000.0,
        ProcessFigures.peakRssMebibytes(),
        all.count(TurnCount.FRAMES_MOVED),
        embeddedServer);
  }

  static RunResult result(
      Scenario scenario,
      List<String> command,
      Map<String, Object> environment,
      boolean interrupted,
      long startedWallMillis,
      long durationMillis,
      Measurements all,
      ErrorTally errors,
      Ears.Sums heard,
      RunResult.Generator generator,
      long warmUpNanos,
      long unlogged,
      @Nullable Health health,
      RunResult.@Nullable Simulated simulated) {
    Map<Outcome, Long> outcomes = new LinkedHashMap<>();
    for (TurnOutcome outcome : TurnOutcome.values()) {
      outcomes.put(outcome, all.outcome(outcome));
    }
    Map<Measure, Stats> measures = new LinkedHashMap<>();
    for (TurnMeasure measure : TurnMeasure.values()) {
      measures.put(measure, all.stats(measure));
    }
    return new RunResult(
        scenario.seeds().seed(),
        command,
        environment,
        interrupted,
        startedWallMillis,
        durationMillis,
        new RunResult.Devices(
            scenario.devices(),
            all.count(TurnCount.DEVICES_CONNECTED),
            all.count(TurnCount.CHANNELS_OPENED),
            all.count(TurnCount.CHANNEL_FAILURES),
            all.count(TurnCount.IDLE_CLOSES),
            all.count(TurnCount.BOOT_PROBLEMS),
            all.count(TurnCount.CRASHES),
            new RunResult.Silent(
                all.count(TurnCount.SILENT_DEVICES),
                all.count(TurnCount.SILENT_CONNECTED),
                all.count(TurnCount.SILENT_STAYED),
                all.count(TurnCount.SILENT_LOSSES)),
            new RunResult.Connecting(
                all.count(TurnCount.CONNECTS_SLOW),
                all.count(TurnCount.CONNECT_BACKOFFS),
                all.count(TurnCount.TLS_FULL),
                all.count(TurnCount.TLS_RESUMED))),
        new RunResult.Turns(
            all.count(TurnCount.TURNS_STARTED),
            all.count(TurnCount.TURNS_FINISHED),
            all.count(TurnCount.INTERRUPTED_SPEECH),
            all.count(TurnCount.UNASKED_ANSWERS),
            warmUpNanos / 1_000_000,
            all.count(TurnCount.TURNS_WARMING_UP),
            unlogged),
        outcomes,
        measures,
        new RunResult.Audible(
            all.count(TurnCount.GAPS),
            all.count(TurnCount.CUT_TAILS),
            all.count(TurnCount.LATE_FRAMES),
            all.count(TurnCount.DROPPED_FRAMES)),
        new RunResult.Traffic(
            all.count(TurnCount.PACKETS_SENT),
            all.count(TurnCount.PACKETS_RECEIVED),
            all.count(TurnCount.BYTES_SENT),
            all.count(TurnCount.BYTES_RECEIVED)),
        generator,
        new RunResult.Ears(
            heard.devices(),
            heard.packets(),
            heard.answers(),
            heard.silentAnswers(),
            heard.distortedAnswers(),
            heard.undecodablePackets(),
            heard.skippedPackets(),
            heard.leftOutAnswers(),
            heard.budget(),
            heard.cpuMillis()),
        errors.list(),
        health,
        simulated);
  }

  /** Makes the live line's figures; knows the turns of the line before. */
  static final class Rate {
    private long lastTurns;
    private long lastNanos;

    /**
     * @param elapsedNanos since the start of the run, on the devices' clock
     * @param generator the generator's health so far
     */
    LiveLine.Snapshot snapshot(Measurements now, ErrorTally errors, long elapsedNanos, Verdict generator) {
      long turns = now.count(TurnCount.TURNS_FINISHED);
      double perSecond = (turns - lastTurns) * 1e9 / Math.max(1, elapsedNanos - lastNanos);
      lastTurns = turns;
      lastNanos = elapsedNanos;
      long answered = now.outcome(TurnOutcome.ANSWERED) + now.outcome(TurnOutcome.INTERRUPTED);
      return new LiveLine.Snapshot(
          elapsedNanos / 1_000_000,
          in(now, DeviceState.UNKNOWN) + in(now, DeviceState.STARTING) + in(now, DeviceState.ACTIVATING),
          in(now, DeviceState.IDLE),
          in(now, DeviceState.CONNECTING),
          in(now, DeviceState.LISTENING),
          in(now, DeviceState.SPEAKING),
          perSecond,
          answered,
          turns - answered - now.outcome(TurnOutcome.ABORTED),
          errors.total(),
          now.stats(TurnMeasure.FIRST_SOUND),
          now.stats(TurnMeasure.PACING_LATENESS),
          generator);
    }

    private static long in(Measurements now, DeviceState state) {
      return now.state(state.ordinal());
    }
  }
}
