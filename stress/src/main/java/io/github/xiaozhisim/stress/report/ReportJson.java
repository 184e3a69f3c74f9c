package io.github.xiaozhisim.stress.report;

import io.github.xiaozhisim.stress.health.Criterion;
import io.github.xiaozhisim.stress.health.GeneratorHealth;
import io.github.xiaozhisim.stress.health.Growth;
import io.github.xiaozhisim.stress.health.Health;
import io.github.xiaozhisim.stress.measure.ErrorTally.ErrorCount;
import io.github.xiaozhisim.stress.measure.Stats;
import io.github.xiaozhisim.stress.monitor.Findings;
import io.github.xiaozhisim.stress.monitor.Warning;
import io.github.xiaozhisim.stress.objective.Standing;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code report.json}, schema version 1. */
final class ReportJson {

  /** Changes when a name or a meaning changes; new members alone do not change it. */
  static final String SCHEMA = "xiaozhi-simulator/report/1";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ReportJson() {}

  static String write(RunResult run, Particulars kept) {
    ObjectNode root = JSON.createObjectNode();
    root.put("schema", SCHEMA);
    root.put("seed", run.seed());
    ArrayNode command = root.putArray("command");
    run.command().forEach(command::add);
    ObjectNode environment = root.putObject("environment");
    run.environment().forEach((name, value) -> environment.putPOJO(name, value));
    root.put("interrupted", run.interrupted());
    root.put("started", Instant.ofEpochMilli(run.startedWallMillis()).toString());
    root.put("duration_s", run.durationMillis() / 1000.0);
    devices(root.putObject("devices"), run.devices());
    ObjectNode turns = root.putObject("turns");
    turns.put("started", run.turns().started());
    turns.put("finished", run.turns().finished());
    turns.put("answered", run.answered());
    turns.put("failed", run.failed());
    turns.put("interrupted_speech", run.turns().interruptedSpeech());
    turns.put("unasked_answers", run.turns().unaskedAnswers());
    turns.put("warm_up_s", run.turns().warmUpMillis() / 1000.0);
    turns.put("warming_up", run.turns().warmingUp());
    turns.put("unlogged", run.turns().unlogged());
    ObjectNode outcomes = root.putObject("outcomes");
    run.outcomes().forEach((outcome, count) -> {
      if (count > 0) {
        outcomes.put(outcome.label(), count);
      }
    });
    ObjectNode measures = root.putObject("measures");
    run.measures().forEach((measure, stats) -> stats(measures.putObject(measure.label()), stats));
    ObjectNode audible = root.putObject("audible");
    audible.put("gaps", run.audible().gaps());
    audible.put("cut_tails", run.audible().cutTails());
    audible.put("late_frames", run.audible().lateFrames());
    audible.put("dropped_frames", run.audible().droppedFrames());
    ObjectNode traffic = root.putObject("traffic");
    traffic.put("packets_sent", run.traffic().packetsSent());
    traffic.put("packets_received", run.traffic().packetsReceived());
    traffic.put("bytes_sent", run.traffic().bytesSent());
    traffic.put("bytes_received", run.traffic().bytesReceived());
    ObjectNode generator = root.putObject("generator");
    generator.put("cpu_ms", run.generator().cpuMillis());
    generator.put("device_seconds", run.generator().deviceSeconds());
    generator.put("cpu_ms_per_device_second", round(run.generator().cpuMillisPerDeviceSecond()));
    generator.put("peak_rss_mib", run.generator().peakRssMebibytes());
    generator.put("frames_moved", run.generator().framesMoved());
    generator.put("embedded_server", run.generator().embeddedServer());
    ObjectNode ears = root.putObject("ears");
    ears.put("devices", run.ears().devices());
    ears.put("packets", run.ears().packets());
    ears.put("answers", run.ears().answers());
    ears.put("silent_answers", run.ears().silentAnswers());
    ears.put("distorted_answers", run.ears().distortedAnswers());
    ears.put("undecodable_packets", run.ears().undecodablePackets());
    ears.put("skipped_packets", run.ears().skippedPackets());
    ears.put("left_out_answers", run.ears().leftOutAnswers());
    ears.put("budget_processors", round(run.ears().budget()));
    ears.put("cpu_ms", run.ears().cpuMillis());
    ArrayNode errors = root.putArray("errors");
    for (ErrorCount error : run.errors()) {
      ObjectNode one = errors.addObject().put("message", error.message()).put("count", error.count());
      List<String> examples = kept.examples().getOrDefault(error.message(), List.of());
      if (!examples.isEmpty()) {
        ArrayNode who = one.putArray("examples");
        examples.forEach(who::add);
      }
    }
    if (!kept.slowest().isEmpty()) {
      ArrayNode slowest = root.putArray("slowest");
      for (PageFacts.Slow slow : kept.slowest()) {
        ObjectNode one = slowest.addObject();
        PageFactsJson.slow(one, slow);
        if (slow.sound() != null) {
          one.put("sound", slow.sound().file());
        }
      }
    }
    if (!kept.problems().isEmpty()) {
      ArrayNode problems = root.putArray("problems");
      kept.problems().forEach(problems::add);
    }
    if (!run.steps().isEmpty()) {
      ArrayNode phases = root.putArray("phases");
      run.steps().forEach(step -> phase(phases.addObject(), step));
    }
    Knee knee = run.goals().knee();
    if (knee != null) {
      knee.write(root.putObject("capacity"));
    }
    if (!run.goals().standings().isEmpty()) {
      root.put("stopped_early", run.goals().stoppedEarly());
      ArrayNode objectives = root.putArray("objectives");
      run.goals().standings().forEach(standing -> objective(objectives.addObject(), standing));
    }
    if (run.health() != null) {
      health(root.putObject("health"), run.health());
    }
    if (!run.findings().levels().isEmpty()) {
      system(root.putObject("system"), run.findings());
    }
    RunResult.Simulated simulated = run.simulated();
    if (simulated != null) {
      ObjectNode simulation = root.putObject("simulation");
      simulation.put("event_log_hash", simulated.hashText());
      simulation.put("logged_events", simulated.loggedEvents());
      simulation.put("virtual_s", round(simulated.virtualSeconds()));
      simulation.put("real_s", round(simulated.realSeconds()));
    }
    return JSON.writeValueAsString(root) + "\n";
  }

  private static void phase(ObjectNode node, Step step) {
    node.put("devices", step.level())
        .put("from_s", step.fromSeconds())
        .put("until_s", step.untilSeconds())
        .put("turns", step.ended())
        .put("failed", step.failed());
    node.putObject(step.measure())
        .put("count", step.headline().count())
        .put("p50", step.headline().p50())
        .put("p95", step.headline().p95())
        .put("p99", step.headline().p99());
  }

  private static void objective(ObjectNode node, Standing standing) {
    node.put("text", standing.objective().text());
    node.put("met", standing.isMet());
    if (!Double.isNaN(standing.worst())) {
      node.put("worst", round(standing.worst()));
      node.put("unit", standing.objective().subject().unit());
      node.put("at_s", round(standing.atSeconds()));
    }
  }

  private static void devices(ObjectNode node, RunResult.Devices devices) {
    node.put("requested", devices.requested());
    node.put("connected", devices.connected());
    node.put("channels_opened", devices.channelsOpened());
    node.put("channel_failures", devices.channelFailures());
    node.put("idle_closes", devices.idleCloses());
    node.put("boot_problems", devices.bootProblems());
    node.put("crashes", devices.crashes());
    ObjectNode connecting = node.putObject("connecting");
    connecting.put("slow", devices.connecting().slow());
    connecting.put("backoffs", devices.connecting().backoffs());
    connecting.put("tls_full", devices.connecting().fullHandshakes());
    connecting.put("tls_resumed", devices.connecting().resumedHandshakes());
    if (devices.silent().devices() > 0) {
      ObjectNode silent = node.putObject("silent");
      silent.put("devices", devices.silent().devices());
      silent.put("connected", devices.silent().connected());
      silent.put("stayed", devices.silent().stayed());
      silent.put("losses", devices.silent().losses());
    }
  }

  /** The generator's health alone, as it stands in a report. */
  static String writeHealth(Health health) {
    ObjectNode root = JSON.createObjectNode();
    health(root, health);
    return JSON.writeValueAsString(root) + "\n";
  }

  private static void health(ObjectNode node, Health health) {
    node.put("verdict", health.verdict().name());
    node.put("left_out_s", health.leftOutNanos() / 1e9);
    node.put("window_s", GeneratorHealth.WINDOW_SECONDS);
    node.put("windows", health.windows());
    node.put("degraded_windows", health.degradedWindows());
    node.put("invalid_windows", health.invalidWindows());
    if (!health.growth().isEmpty()) {
      ObjectNode growth = node.putObject("growth");
      health.growth().forEach(each -> growth(growth.putObject(each.level().label()), each));
    }
    ArrayNode reasons = node.putArray("reasons");
    for (Health.Reason reason : health.reasons()) {
      Criterion criterion = reason.criterion();
      ObjectNode one = reasons.addObject();
      one.put("criterion", criterion.label());
      one.put("verdict", reason.verdict().name());
      one.put("worst", round(reason.worst()));
      one.put("unit", criterion.unit().sign());
      one.put("windows", reason.windows());
      one.put("degraded_above", criterion.degradedAbove());
      if (Double.isFinite(criterion.invalidAbove())) {
        one.put("invalid_above", criterion.invalidAbove());
      }
    }
  }

  private static void system(ObjectNode node, Findings findings) {
    ObjectNode levels = node.putObject("levels");
    for (Findings.Level level : findings.levels()) {
      ObjectNode one = levels.putObject(level.gauge().label());
      one.put("meaning", level.gauge().meaning());
      one.put("unit", level.gauge().unit());
      one.put("readings", level.readings());
      one.put("mean", round(level.mean()));
      one.put("max", round(level.max()));
      one.put("last", round(level.last()));
    }
    ArrayNode warnings = node.putArray("warnings");
    for (Warning warning : findings.warnings()) {
      ObjectNode one = warnings.addObject();
      one.put("level", warning.gauge().label());
      one.put("from_s", round(warning.fromNanos() / 1e9));
      one.put("readings", warning.readings());
      one.put("worst", round(warning.worst()));
      one.put("message", warning.english());
      one.put("message_zh", warning.chinese());
    }
  }

  private static void growth(ObjectNode node, Growth growth) {
    node.put("mean", round(growth.mean()));
    node.put("per_hour", round(growth.perHour()));
    node.put("error", round(growth.error()));
    node.put("over_s", round(growth.seconds()));
    if (!Double.isNaN(growth.left())) {
      node.put("left", round(growth.left()));
    }
    node.put("suspicious", growth.suspicious());
  }

  private static void stats(ObjectNode node, Stats stats) {
    node.put("count", stats.count());
    node.put("mean", round(stats.mean()));
    node.put("p50", round(stats.p50()));
    node.put("p90", round(stats.p90()));
    node.put("p95", round(stats.p95()));
    node.put("p99", round(stats.p99()));
    node.put("max", round(stats.max()));
  }

  private static double round(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
