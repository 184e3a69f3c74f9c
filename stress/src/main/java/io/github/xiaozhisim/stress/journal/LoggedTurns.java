package io.github.xiaozhisim.stress.journal;

import io.github.xiaozhisim.stress.measure.Count;
import io.github.xiaozhisim.stress.measure.ErrorTally;
import io.github.xiaozhisim.stress.measure.ErrorTally.ErrorCount;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.measure.Recorder;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import io.github.xiaozhisim.stress.report.PageFacts;
import io.github.xiaozhisim.stress.report.Particulars;
import io.github.xiaozhisim.stress.report.Words;
import io.github.xiaozhisim.stress.timeline.Timeline;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * What {@code turns.csv} alone can tell of a run: for one that was killed, whose slowest turns and errors nobody has
 * summed up, and for reports from before there were recordings. A turn is counted in the second in which it ended.
 */
final class LoggedTurns {

  private static final long LONGEST_GAP_SECONDS = 3_600;
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final Comparator<PageFacts.Slow> BY_WAIT = Comparator.comparingDouble(PageFacts.Slow::millis);

  private final Vocabulary vocabulary;
  private final long startedWallMillis;
  private final Recorder recorder;
  private final Measurements measurements;
  private final Timeline timeline;
  private final ErrorTally errors = new ErrorTally();
  private final Map<String, List<String>> examples = new LinkedHashMap<>();
  private final PriorityQueue<PageFacts.Slow> slowest = new PriorityQueue<>(BY_WAIT);
  private long second = 1;

  private LoggedTurns(Vocabulary vocabulary, long startedWallMillis) {
    this.vocabulary = vocabulary;
    this.startedWallMillis = startedWallMillis;
    this.recorder = new Recorder(vocabulary);
    this.measurements = new Measurements(vocabulary, List.of(recorder));
    this.timeline = new Timeline(vocabulary, Timeline.MOST_POINTS);
  }

  /** Reads all turns of a file; of none when there is no such file. */
  static LoggedTurns read(Path file, Vocabulary vocabulary, long startedWallMillis) throws IOException {
    LoggedTurns turns = new LoggedTurns(vocabulary, startedWallMillis);
    if (Files.exists(file)) {
      try (BufferedReader in = Files.newBufferedReader(file)) {
        TurnsCsvReader reader = new TurnsCsvReader(in);
        while (reader.next()) {
          turns.add(reader);
        }
        turns.collect();
      } catch (CharacterCodingException e) {
        throw new IOException(file + " holds a line that is not one of ours: it is no text", e);
      } catch (RuntimeException e) {
        throw new IOException(file + " holds a line that is not one of ours: " + e.getMessage(), e);
      }
    }
    return turns;
  }

  private void add(TurnsCsvReader turn) {
    long started = Instant.parse(turn.text("started")).toEpochMilli() - startedWallMillis;
    double total = turn.number("total_ms");
    long ended = (started + (Double.isNaN(total) ? 0 : Math.round(total))) / 1000;
    if (ended - second > LONGEST_GAP_SECONDS) {
      second = ended; // nobody talks for so long: the clock was set
    }
    while (ended >= second) {
      collect();
    }
    for (Measure measure : vocabulary.measures()) {
      double millis = turn.number(measure.label());
      if (!Double.isNaN(millis) && !(measure.label().equals("gap_ms") && millis == 0)) {
        recorder.record(measure, Math.round(millis * 1e6));
      }
    }
    for (Count count : vocabulary.counts()) {
      double amount = turn.number(count.label());
      recorder.add(count, count.label().equals("turns_finished") ? 1 : Double.isNaN(amount) ? 0 : (long) amount);
    }
    for (Outcome outcome : vocabulary.outcomes()) {
      if (outcome.label().equals(turn.text("outcome"))) {
        recorder.ended(outcome);
      }
    }
    String title =
        turn.text("device")
            + ", turn "
            + turn.text("turn")
            + ", "
            + turn.text("started").substring(11).replace("Z", " UTC");
    error(turn.text("error"), title);
    double wait = turn.number("first_sound_ms");
    if (!Double.isNaN(wait)) {
      slowest.add(new PageFacts.Slow(title, wait, 0, wait, marks(turn), null, null));
      if (slowest.size() > SlowestTurns.MOST) {
        slowest.poll();
      }
    }
  }

  private void collect() {
    timeline.add(measurements.collect(second * SECOND_NANOS), null);
    second++;
  }

  private void error(String said, String title) {
    String message = ErrorTally.clean(said);
    if (!message.isEmpty()) {
      errors.add(message);
      List<String> known = examples.computeIfAbsent(message, _ -> new ArrayList<>());
      if (known.size() < ErrorExamples.MOST_EACH) {
        known.add(title);
      }
    }
  }

  /** Counted from the end of speech: a line does not tell when the turn began before it. */
  private static List<PageFacts.Mark> marks(TurnsCsvReader turn) {
    List<PageFacts.Mark> marks = new ArrayList<>();
    marks.add(new PageFacts.Mark("last_voiced", new Words("user has finished", "用户说完"), 0));
    double at = turn.number("stt_ms");
    mark(marks, "stt", new Words("stt", "stt"), at);
    at += turn.number("llm_ms");
    mark(marks, "llm", new Words("llm", "llm"), at);
    at += turn.number("tts_start_ms");
    mark(marks, "tts_start", new Words("tts start", "tts start"), at);
    mark(marks, "first_sound", new Words("first sound", "第一声"), turn.number("first_sound_ms"));
    mark(marks, "ended", new Words("answer played", "播放完毕"), turn.number("total_ms"));
    marks.sort(Comparator.comparingDouble(PageFacts.Mark::atMillis));
    return marks;
  }

  private static void mark(List<PageFacts.Mark> marks, String id, Words name, double atMillis) {
    if (!Double.isNaN(atMillis)) {
      marks.add(new PageFacts.Mark(id, name, atMillis));
    }
  }

  Timeline.Snapshot timeline() {
    return timeline.snapshot();
  }

  List<ErrorCount> errors() {
    return errors.list();
  }

  Particulars kept() {
    return new Particulars(slowest.stream().sorted(BY_WAIT.reversed()).toList(), examples, List.of());
  }
}
