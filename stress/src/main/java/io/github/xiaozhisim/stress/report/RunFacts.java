package io.github.xiaozhisim.stress.report;

import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Stats;
import io.github.xiaozhisim.stress.objective.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A run's figures and particulars as the page tells them. */
final class RunFacts {

  private RunFacts() {}

  static PageFacts of(RunResult run, Particulars kept, boolean unfinished) {
    return PageFacts.of(
            new PageFacts.Run(
                false,
                run.command(),
                run.seed(),
                run.startedWallMillis(),
                run.interrupted(),
                unfinished,
                run.environment()))
        .withVerdict(run.health() == null ? null : VerdictWords.of(run.health()))
        .withAnswer(new PageFacts.Answer(isGood(run) && !unfinished, answer(run, unfinished)))
        .withErrors(
            run.errors().stream()
                .map(
                    error ->
                        new PageFacts.Failure(
                            error.message(), error.count(), kept.examples().getOrDefault(error.message(), List.of())))
                .toList())
        .withObjectives(run.goals().standings().stream().map(RunFacts::objective).toList())
        .withPhases(
            run.steps().stream()
                .map(step -> new PageFacts.Phase(String.valueOf(step.level()), step.fromSeconds(), step.untilSeconds()))
                .toList())
        .withSlowest(kept.slowest())
        .withKnee(run.goals().knee())
        .withRemarks(remarks(run, kept))
        .withSections(sections(run));
  }

  private static PageFacts.Objective objective(Standing standing) {
    return new PageFacts.Objective(
        standing.objective().text(),
        standing.isMet(),
        standing.worst(),
        standing.atSeconds(),
        new PageFacts.Bound(standing.objective().subject(), standing.objective().limit()));
  }

  private static boolean isGood(RunResult run) {
    if (run.goals().knee() != null) {
      return run.goals().knee().good();
    }
    boolean trusted = run.health() == null || run.health().verdict() != Verdict.INVALID;
    return trusted && run.goals().allMet() && run.isWellEnough();
  }

  /** How it went, in one sentence. */
  private static Words answer(RunResult run, boolean unfinished) {
    Knee knee = run.goals().knee();
    if (knee != null) {
      return knee.answer();
    }
    Words how = plainAnswer(run);
    if (run.health() != null && run.health().verdict() == Verdict.INVALID) {
      how =
          new Words(
              "The figures are about this machine, not about the server. " + how.en(), "数据反映的是本机而不是服务器。" + how.zh());
    }
    if (unfinished) {
      return new Words("The run did not come to its end. Until then: " + how.en(), "测试没有正常结束。截至当时：" + how.zh());
    }
    if (run.goals().stoppedEarly()) {
      return new Words(
          "Stopped early, since an objective could not be met any more. Until then: " + how.en(),
          "目标已不可能达成，测试提前结束。截至当时：" + how.zh());
    }
    return run.interrupted() ? new Words("Interrupted. " + how.en(), "已中断。" + how.zh()) : how;
  }

  /** What became of turns and connections. */
  static Words plainAnswer(RunResult run) {
    long devices = run.devices().requested();
    long finished = run.turns().finished() - run.cut();
    long silent = run.devices().silent().devices();
    if (run.devices().connected() == 0) {
      return new Words(
          String.format(Locale.ROOT, "Nothing could connect: none of %,d devices got a connection.", devices),
          String.format(Locale.ROOT, "全部 %,d 台设备都无法连接。", devices));
    }
    if (!run.devices().silent().well()) {
      long gone = silent - run.devices().silent().stayed();
      return new Words(
          String.format(Locale.ROOT, "%,d of %,d silent devices did not stay connected.", gone, silent),
          String.format(Locale.ROOT, "%,d 台静默设备中有 %,d 台没有保持连接。", silent, gone));
    }
    if (finished == 0) {
      return silent > 0
          ? new Words(
              String.format(Locale.ROOT, "All %,d silent devices connected and stayed.", silent),
              String.format(Locale.ROOT, "全部 %,d 台静默设备都已连接并保持。", silent))
          : new Words("No turn was finished; give the run more time.", "没有完成任何一轮对话；请延长测试时间。");
    }
    Words waits = waits(run);
    if (run.failed() == 0) {
      return new Words(
          finished == 1
              ? "The one turn that was finished was answered" + waits.en() + "."
              : String.format(
                  Locale.ROOT, "All %,d turns of %,d devices were answered%s.", finished, devices, waits.en()),
          String.format(Locale.ROOT, "%,d 台设备的 %,d 轮对话全部得到回答%s。", devices, finished, waits.zh()));
    }
    return new Words(
        String.format(
            Locale.ROOT,
            "%,d of %,d turns were not answered (%,d of %,d devices connected)%s.",
            run.failed(), finished, run.devices().connected(), devices, waits.en()),
        String.format(
            Locale.ROOT,
            "%,d 轮对话中有 %,d 轮没有得到回答（%,d 台设备中 %,d 台已连接）%s。",
            finished, run.failed(), devices, run.devices().connected(), waits.zh()));
  }

  /** What most people waited, by the first measure of all. */
  private static Words waits(RunResult run) {
    for (Map.Entry<Measure, Stats> each : run.measures().entrySet()) {
      if (each.getKey().chart() == Measure.Chart.HEADLINE && each.getValue().count() > 0) {
        String seconds = String.format(Locale.ROOT, "%.2f", each.getValue().p95() / 1000);
        return new Words(
            "; 95\u00a0%% of the waits (%s) were within %s\u00a0s".formatted(each.getKey().meaning(), seconds),
            "；95%% 的等待（%s）在 %s 秒以内".formatted(each.getKey().chinese(), seconds));
      }
    }
    return new Words("", "");
  }

  /** What is missing, and what to know of the machines. */
  private static List<PageFacts.Section> remarks(RunResult run, Particulars kept) {
    List<PageFacts.Section> sections = new ArrayList<>();
    List<PageFacts.Row> problems = new ArrayList<>();
    for (String problem : kept.problems()) {
      problems.add(row("problem" + problems.size(), "note", "说明", problem, ""));
    }
    section(sections, "problems", "What to know of this report", "关于本报告", problems);
    sections.addAll(WarningTable.of(run.findings().warnings()));
    return sections;
  }

  private static List<PageFacts.Section> sections(RunResult run) {
    List<PageFacts.Section> sections = new ArrayList<>();
    RunResult.Generator used = run.generator();
    List<PageFacts.Row> generator = new ArrayList<>();
    if (used.deviceSeconds() > 0) {
      generator.add(
          row(
              "cpu_ms_per_device_second",
              "CPU a connected device and second",
              "每台已连接设备每秒的 CPU",
              used.cpuMillisPerDeviceSecond(),
              "ms"));
    }
    if (used.peakRssMebibytes() > 0) {
      generator.add(row("peak_rss_mib", "most memory", "内存峰值", used.peakRssMebibytes(), "MiB"));
    }
    if (used.embeddedServer()) {
      generator.add(row("embedded_server", "with the embedded server", "包含内置服务器", "✓", ""));
    }
    section(sections, "simulator", "What the simulator used", "模拟器的资源使用", generator);
    RunResult.Ears ears = run.ears();
    if (ears.answers() + ears.leftOutAnswers() > 0) {
      section(
          sections,
          "ears",
          "What was really listened to",
          "真实收听",
          List.of(
              row("ears_devices", "devices that decode", "解码的设备", ears.devices(), ""),
              row("ears_answers", "answers heard", "听到的回答", ears.answers(), ""),
              row("ears_silent", "of them silent", "其中无声", ears.silentAnswers(), ""),
              row("ears_distorted", "of them distorted", "其中失真", ears.distortedAnswers(), ""),
              row("ears_undecodable", "packets that are not Opus", "非 Opus 的音频包", ears.undecodablePackets(), ""),
              row("ears_left_out", "answers left out for want of budget", "因预算不足未听的回答", ears.leftOutAnswers(), "")));
    }
    RunResult.Simulated simulated = run.simulated();
    if (simulated != null) {
      section(
          sections,
          "virtual_time",
          "Virtual time",
          "虚拟时间",
          List.of(
              row("virtual_s", "time that passed for the devices", "设备经历的时间", simulated.virtualSeconds(), "s"),
              row("real_s", "time it took", "实际用时", simulated.realSeconds(), "s"),
              row("event_log_hash", "hash of everything that happened", "全部事件的哈希", simulated.hashText(), "")));
    }
    return sections;
  }

  private static PageFacts.Row row(String id, String en, String zh, Object value, String unit) {
    return new PageFacts.Row(
        id, new Words(en, zh), value instanceof Double number ? PageModel.round(number) : value, unit);
  }

  private static void section(List<PageFacts.Section> to, String id, String en, String zh, List<PageFacts.Row> rows) {
    if (!rows.isEmpty()) {
      to.add(new PageFacts.Section(id, new Words(en, zh), rows));
    }
  }
}
