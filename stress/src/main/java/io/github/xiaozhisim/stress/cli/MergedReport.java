package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.journal.KeptReport;
import io.github.xiaozhisim.stress.journal.MergedTurns;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Stats;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import io.github.xiaozhisim.stress.objective.Objective;
import io.github.xiaozhisim.stress.objective.ObjectiveText;
import io.github.xiaozhisim.stress.objective.Objectives;
import io.github.xiaozhisim.stress.objective.Standing;
import io.github.xiaozhisim.stress.report.Report;
import io.github.xiaozhisim.stress.report.ReportFolder;
import io.github.xiaozhisim.stress.report.RunResult;
import io.github.xiaozhisim.stress.report.RunSum;
import io.github.xiaozhisim.stress.timeline.Beginning;
import io.github.xiaozhisim.stress.timeline.MergedRecordings;
import io.github.xiaozhisim.stress.timeline.Recorded;
import io.github.xiaozhisim.stress.timeline.Timeline;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes one report of several runs that were made at the same time. On the main thread. */
final class MergedReport {

  private static final int MOST_SLOWEST = 20;

  private final List<Path> folders;
  private final Map<Path, Long> offsetsMillis;
  private final List<String> command;

  /**
   * @param offsetsMillis what to add to the clocks of some of them; of the others it is what they measured
   * @param command as typed
   */
  MergedReport(List<Path> folders, Map<Path, Long> offsetsMillis, List<String> command) throws CliFailure {
    this.folders = List.copyOf(folders);
    this.offsetsMillis = new LinkedHashMap<>();
    offsetsMillis.forEach((folder, millis) -> this.offsetsMillis.put(folder.normalize(), millis));
    this.command = command;
    check();
  }

  private void check() throws CliFailure {
    Set<Path> seen = new HashSet<>();
    for (Path folder : folders) {
      if (!seen.add(folder.toAbsolutePath().normalize())) {
        throw CliFailure.usage(folder + " is named twice; a run counts once");
      }
    }
    if (folders.size() < 2) {
      throw CliFailure.usage("--to is for the report of several runs; name them all, or leave --to out");
    }
    for (Path folder : offsetsMillis.keySet()) {
      if (folders.stream().noneMatch(each -> each.normalize().equals(folder))) {
        throw CliFailure.usage("--clock-offset " + folder + "=… is about a folder that is not named among the others");
      }
    }
  }

  /**
   * Writes the report into a folder that holds none yet; gives its page.
   *
   * @throws IOException with a sentence for people
   */
  Path write(Path to) throws IOException {
    List<String> names = names();
    List<MergedRecordings.Part> parts = new ArrayList<>();
    List<RunSum.Member> members = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    for (int i = 0; i < folders.size(); i++) {
      Path folder = folders.get(i);
      Report report = KeptReport.open(folder);
      if (!Recorded.isIn(folder)) {
        throw new IOException(folder + " has no recording, so it cannot be laid on one axis with others");
      }
      Recorded recorded = Recorded.in(folder);
      long offset = offsetsMillis.getOrDefault(folder.normalize(), recorded.beginning().clockOffsetMillis());
      parts.add(new MergedRecordings.Part(names.get(i), recorded, offset));
      members.add(new RunSum.Member(names.get(i), report));
      lost.addAll(lost(names.get(i), report));
    }
    MergedRecordings recordings = MergedRecordings.of(parts);
    RunSum sum = new RunSum(members);
    Map<String, MergedRecordings.Part> byName = new LinkedHashMap<>();
    parts.forEach(part -> byName.put(part.name(), part));
    Beginning beginning =
        new Beginning(
            command,
            members.getFirst().report().result().seed(),
            recordings.startedWallMillis(),
            0,
            sum.environment(member -> own(member, byName)));
    return write(to, recordings, sum, beginning, parts, lost);
  }

  /** What a report has counted and its recording does not hold, in a sentence; the first measure stands for all. */
  private static List<String> lost(String name, Report report) {
    for (Map.Entry<Measure, Stats> each : report.result().measures().entrySet()) {
      long held = report.timeline().total(each.getKey()).getTotalCount();
      if (!report.unfinished() && held < each.getValue().count()) {
        return List.of(
            String.format(
                Locale.ROOT,
                "%s: its recording holds %,d of %,d values of %s; the rest is not in the percentiles here",
                name, held, each.getValue().count(), each.getKey().label()));
      }
    }
    return List.of();
  }

  private Path write(
      Path to,
      MergedRecordings recordings,
      RunSum sum,
      Beginning beginning,
      List<MergedRecordings.Part> parts,
      List<String> lost)
      throws IOException {
    try (ReportFolder folder = ReportFolder.create(to)) {
      RunResult result;
      try {
        folder.begin(recordings.vocabulary(), beginning);
        result = gather(folder, recordings, sum, beginning, parts);
      } catch (IOException | RuntimeException e) {
        folder.discard();
        throw e;
      }
      folder.finish(result, sum.particulars(MOST_SLOWEST).withProblems(lost));
    }
    return to.resolve("report.html");
  }

  private RunResult gather(
      ReportFolder folder,
      MergedRecordings recordings,
      RunSum sum,
      Beginning beginning,
      List<MergedRecordings.Part> parts)
      throws IOException {
    Vocabulary vocabulary = recordings.vocabulary();
    try (Writer turns = folder.open(MergedTurns.NAME)) {
      MergedTurns merged = new MergedTurns(turns);
      for (int i = 0; i < parts.size(); i++) {
        merged.add(folders.get(i), parts.get(i).name(), parts.get(i).clockOffsetMillis());
      }
    }
    Timeline whole = new Timeline(vocabulary, 2);
    List<Objective> asked = sum.objectives().stream().map(text -> ObjectiveText.parse(text, vocabulary)).toList();
    Objectives objectives = new Objectives(asked, vocabulary, 0);
    recordings.replay(
        (slice, reading) -> {
          folder.record(slice, reading);
          objectives.look(slice);
          whole.add(slice, reading);
        });
    List<Standing> standings = objectives.conclude();
    return sum.result(beginning, whole.snapshot(), new RunResult.Goals(standings, sum.stoppedEarly()));
  }

  private static Map<String, Object> own(RunSum.Member member, Map<String, MergedRecordings.Part> parts) {
    RunResult run = member.report().result();
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("command", String.join(" ", run.command()));
    own.put("seed", run.seed());
    own.put("started", Instant.ofEpochMilli(run.startedWallMillis()).toString());
    MergedRecordings.Part part = parts.get(member.name());
    if (part != null) {
      own.put("clock_offset_ms", part.clockOffsetMillis());
    }
    return own;
  }

  /** Short ones, as long as they tell the runs apart; without what has a meaning in files. */
  private List<String> names() {
    List<String> names =
        folders.stream().map(folder -> folder.toAbsolutePath().normalize().getFileName().toString()).toList();
    boolean apart = new HashSet<>(names).size() == names.size();
    return (apart ? names.stream() : folders.stream().map(folder -> folder.normalize().toString()))
        .map(name -> name.replaceAll("[^\\w.-]+", "_"))
        .toList();
  }
}
