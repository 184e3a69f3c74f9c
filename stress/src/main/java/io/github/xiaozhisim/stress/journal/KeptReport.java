package io.github.xiaozhisim.stress.journal;

import io.github.xiaozhisim.stress.health.Health;
import io.github.xiaozhisim.stress.measure.Count;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.measure.Stats;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import io.github.xiaozhisim.stress.report.Particulars;
import io.github.xiaozhisim.stress.report.Report;
import io.github.xiaozhisim.stress.report.ReportReader;
import io.github.xiaozhisim.stress.report.RunResult;
import io.github.xiaozhisim.stress.timeline.Beginning;
import io.github.xiaozhisim.stress.timeline.Interval;
import io.github.xiaozhisim.stress.timeline.Recorded;
import io.github.xiaozhisim.stress.timeline.Timeline;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens the report of a run that was made at some time, whether it came to its end or not. */
public final class KeptReport {

  private static final String TURNS = "turns.csv";

  private KeptReport() {}

  /**
   * All that a folder tells of its run: of a finished one what its report says, of one that was killed or still runs
   * what was recorded until now, and of one from before there were recordings what its turns tell.
   *
   * @throws IOException with a sentence for people when there is nothing, or it cannot be read
   */
  public static Report open(Path folder) throws IOException {
    return open(folder, recorded -> recorded.figures(Timeline.MOST_POINTS));
  }

  /** The same with all durations of each moment, as a comparison needs them. */
  public static Report openWhole(Path folder) throws IOException {
    return open(folder, recorded -> recorded.timeline(Timeline.MOST_POINTS));
  }

  /** How a recording is read. */
  private interface Reading {
    Timeline of(Recorded recorded) throws IOException;
  }

  private static Report open(Path folder, Reading reading) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("there is no folder " + folder);
    }
    boolean finished = ReportReader.isIn(folder);
    if (!finished && !Recorded.isIn(folder)) {
      throw new IOException(folder + " holds no report: there is neither report.json nor recording.json in it");
    }
    return finished ? finished(folder, reading) : unfinished(folder, reading);
  }

  private static Report finished(Path folder, Reading reading) throws IOException {
    if (Recorded.isIn(folder)) {
      Recorded recorded = Recorded.in(folder);
      ReportReader.Content content = ReportReader.read(folder, recorded.vocabulary());
      return new Report(content.result(), content.kept(), reading.of(recorded).snapshot(), false);
    }
    ReportReader.Content content = ReportReader.read(folder, TurnWork.VOCABULARY);
    LoggedTurns turns =
        LoggedTurns.read(folder.resolve(TURNS), TurnWork.VOCABULARY, content.result().startedWallMillis());
    Particulars kept =
        content.kept().slowest().isEmpty() ? turns.kept().withProblems(content.kept().problems()) : content.kept();
    return new Report(content.result(), kept, turns.timeline(), false);
  }

  private static Report unfinished(Path folder, Reading reading) throws IOException {
    Recorded recorded = Recorded.in(folder);
    Beginning beginning = recorded.beginning();
    Path part = folder.resolve(TURNS + ".part");
    LoggedTurns turns =
        LoggedTurns.read(
            Files.exists(part) ? part : folder.resolve(TURNS), recorded.vocabulary(), beginning.startedWallMillis());
    Timeline.Snapshot timeline = reading.of(recorded).snapshot();
    return new Report(
        new Sums(timeline).result(beginning, turns, ReportReader.healthOfUnfinished(folder)),
        turns.kept(),
        timeline,
        true);
  }

  /** A run's figures from its recording alone. */
  private static final class Sums {
    private final Vocabulary vocabulary;
    private final Timeline.Snapshot timeline;

    Sums(Timeline.Snapshot timeline) {
      this.timeline = timeline;
      this.vocabulary = timeline.vocabulary();
    }

    private long sum(TurnCount which) {
      for (Count count : vocabulary.counts()) {
        if (count.label().equals(which.label())) {
          return timeline.intervals().stream().mapToLong(interval -> interval.slice().count(count)).sum();
        }
      }
      return 0;
    }

    RunResult result(Beginning beginning, LoggedTurns turns, @Nullable Health health) {
      Map<Outcome, Long> outcomes = new LinkedHashMap<>();
      for (Outcome outcome : vocabulary.outcomes()) {
        outcomes.put(outcome, timeline.intervals().stream().mapToLong(interval -> ended(interval, outcome)).sum());
      }
      Map<Measure, Stats> measures = new LinkedHashMap<>();
      vocabulary.measures().forEach(measure -> measures.put(measure, Stats.of(timeline.total(measure))));
      return new RunResult(
          beginning.seed(),
          beginning.command(),
          beginning.environment(),
          false,
          beginning.startedWallMillis(),
          Math.round(1000 * timeline.seconds()),
          devices(),
          new RunResult.Turns(
              sum(TurnCount.TURNS_STARTED),
              sum(TurnCount.TURNS_FINISHED),
              sum(TurnCount.INTERRUPTED_SPEECH),
              sum(TurnCount.UNASKED_ANSWERS),
              0,
              sum(TurnCount.TURNS_WARMING_UP),
              0),
          outcomes,
          measures,
          new RunResult.Audible(
              sum(TurnCount.GAPS), sum(TurnCount.CUT_TAILS), sum(TurnCount.LATE_FRAMES), sum(TurnCount.DROPPED_FRAMES)),
          new RunResult.Traffic(
              sum(TurnCount.PACKETS_SENT),
              sum(TurnCount.PACKETS_RECEIVED),
              sum(TurnCount.BYTES_SENT),
              sum(TurnCount.BYTES_RECEIVED)),
          new RunResult.Generator(0, 0, 0, sum(TurnCount.FRAMES_MOVED), false),
          new RunResult.Ears(0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
          turns.errors(),
          health,
          null);
    }

    private static long ended(Interval interval, Outcome outcome) {
      return interval.slice().outcome(outcome);
    }

    /** As many as there were; those that are silent are taken to have stayed unless they lost a channel. */
    private RunResult.Devices devices() {
      double most = 0;
      for (Interval interval : timeline.intervals()) {
        most = Math.max(most, interval.slice().states().stream().mapToLong(Long::longValue).sum());
      }
      long silent = sum(TurnCount.SILENT_DEVICES);
      long lost = Math.min(silent, sum(TurnCount.SILENT_LOSSES));
      return new RunResult.Devices(
          (long) most,
          sum(TurnCount.DEVICES_CONNECTED),
          sum(TurnCount.CHANNELS_OPENED),
          sum(TurnCount.CHANNEL_FAILURES),
          sum(TurnCount.IDLE_CLOSES),
          sum(TurnCount.BOOT_PROBLEMS),
          sum(TurnCount.CRASHES),
          new RunResult.Silent(silent, sum(TurnCount.SILENT_CONNECTED), silent - lost, lost),
          new RunResult.Connecting(
              sum(TurnCount.CONNECTS_SLOW),
              sum(TurnCount.CONNECT_BACKOFFS),
              sum(TurnCount.TLS_FULL),
              sum(TurnCount.TLS_RESUMED)));
    }
  }
}
