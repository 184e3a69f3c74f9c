package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.stress.fleet.Ears;
import io.github.xiaozhisim.stress.fleet.Scenario;
import io.github.xiaozhisim.stress.health.Health;
import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.live.LiveLine;
import io.github.xiaozhisim.stress.measure.Count;
import io.github.xiaozhisim.stress.measure.ErrorTally;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.measure.Stats;
import io.github.xiaozhisim.stress.report.RunResult;
import java.util.EnumMap;
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
        "os", System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
    environment.put("cores", Runtime.getRuntime().availableProcessors());
    environment.put("jdk", System.getProperty("java.vm.name") + " " + Runtime.version());
    return environment;
  }

  /** What this process used. */
  static RunResult.Generator used(Measurements all, long cpuMillis, boolean embeddedServer) {
    return new RunResult.Generator(
        cpuMillis,
        all.count(Count.TALKING_MILLIS) / 1000.0,
        ProcessFigures.peakRssMebibytes(),
        all.count(Count.FRAMES_MOVED),
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
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, all.outcome(outcome));
    }
    Map<Measure, Stats> measures = new EnumMap<>(Measure.class);
    for (Measure measure : Measure.values()) {
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
            all.count(Count.DEVICES_CONNECTED),
            all.count(Count.CHANNELS_OPENED),
            all.count(Count.CHANNEL_FAILURES),
            all.count(Count.IDLE_CLOSES),
            all.count(Count.BOOT_PROBLEMS),
            all.count(Count.CRASHES),
            new RunResult.Silent(
                all.count(Count.SILENT_DEVICES),
                all.count(Count.SILENT_CONNECTED),
                all.count(Count.SILENT_STAYED),
                all.count(Count.SILENT_LOSSES)),
            new RunResult.Connecting(
                all.count(Count.CONNECTS_SLOW),
                all.count(Count.CONNECT_BACKOFFS),
                all.count(Count.TLS_FULL),
                all.count(Count.TLS_RESUMED))),
        new RunResult.Turns(
            all.count(Count.TURNS_STARTED),
            all.count(Count.TURNS_FINISHED),
            all.count(Count.INTERRUPTED_SPEECH),
            all.count(Count.UNASKED_ANSWERS),
            warmUpNanos / 1_000_000,
            all.count(Count.TURNS_WARMING_UP),
            unlogged),
        outcomes,
        measures,
        new RunResult.Audible(
            all.count(Count.GAPS),
            all.count(Count.CUT_TAILS),
            all.count(Count.LATE_FRAMES),
            all.count(Count.DROPPED_FRAMES)),
        new RunResult.Traffic(
            all.count(Count.PACKETS_SENT),
            all.count(Count.PACKETS_RECEIVED),
            all.count(Count.BYTES_SENT),
            all.count(Count.BYTES_RECEIVED)),
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
      long turns = now.count(Count.TURNS_FINISHED);
      double perSecond = (turns - lastTurns) * 1e9 / Math.max(1, elapsedNanos - lastNanos);
      lastTurns = turns;
      lastNanos = elapsedNanos;
      long answered = now.outcome(Outcome.ANSWERED);
      return new LiveLine.Snapshot(
          elapsedNanos / 1_000_000,
          now.state(DeviceState.UNKNOWN) + now.state(DeviceState.STARTING) + now.state(DeviceState.ACTIVATING),
          now.state(DeviceState.IDLE),
          now.state(DeviceState.CONNECTING),
          now.state(DeviceState.LISTENING),
          now.state(DeviceState.SPEAKING),
          perSecond,
          answered,
          turns - answered,
          errors.total(),
          now.stats(Measure.FIRST_SOUND),
          now.stats(Measure.PACING_LATENESS),
          generator);
    }
  }
}
