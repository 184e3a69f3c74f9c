package io.github.xiaozhisim.stress.journal;

import io.github.xiaozhisim.stress.measure.ErrorTally;
import io.github.xiaozhisim.stress.report.PageFacts;
import io.github.xiaozhisim.stress.report.ReportFolder;
import io.github.xiaozhisim.stress.report.RunResult;
import io.github.xiaozhisim.stress.turn.HeardTurn;
import io.github.xiaozhisim.stress.turn.Turn;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files with single turns and events. A disk that is full ends them and not the run; {@link #failure} tells. {@code
 * events.log} ends after {@link #MAX_EVENTS} lines with one that says how many are missing.
 *
 * <p>Used by the journal's thread, and after that has ended by the one that ends the run.
 */
final class TurnFiles {

  static final int MAX_EVENTS = 100_000;

  private static final String LEGACY_REPORT = "legacy.json";

  private final ReportFolder folder;
  private final BufferedWriter turns;
  private final BufferedWriter legacy;
  private final BufferedWriter legacyReport;
  private final BufferedWriter events;
  private final TurnsCsv turnsCsv = new TurnsCsv();
  private final LegacyCsv legacyCsv = new LegacyCsv();
  private final LegacyJson legacyJson = new LegacyJson();
  private final SlowestTurns slowest = new SlowestTurns();
  private final ErrorExamples examples = new ErrorExamples();
  private long eventLines;
  private long cutEvents;
  private volatile @Nullable String failure;

  TurnFiles(ReportFolder folder) throws IOException {
    this.folder = folder;
    this.turns = folder.open("turns.csv");
    this.legacy = folder.open("legacy.csv");
    this.legacyReport = folder.open(LEGACY_REPORT);
    this.events = folder.open("events.log");
    turns.write(TurnsCsv.HEADER);
    legacy.write(LegacyCsv.HEADER);
    legacyReport.write(LegacyJson.HEAD);
    flush();
  }

  /** Writes a turn; false when that is not possible any more. */
  boolean turn(Turn turn) {
    slowest.add(turn);
    examples.add(turn);
    if (failure != null) {
      return false;
    }
    try {
      turns.write(turnsCsv.line(turn));
      LegacyTurn old = LegacyTurn.of(turn);
      legacy.write(legacyCsv.line(old));
      legacyReport.write(legacyJson.element(old));
      return true;
    } catch (IOException e) {
      fail(e);
      return false;
    }
  }

  void event(long wallMillis, int device, String what) {
    if (eventLines >= MAX_EVENTS || failure != null) {
      cutEvents++;
      return;
    }
    eventLines++;
    String who = device < 0 ? "fleet" : "device-" + (device + 1);
    try {
      events.write(Instant.ofEpochMilli(wallMillis) + " " + who + " " + ErrorTally.clean(what) + "\n");
    } catch (IOException e) {
      fail(e);
    }
  }

  /** Hands what was written to the system, so that it survives this program. */
  void flush() {
    try {
      turns.flush();
      legacy.flush();
      legacyReport.flush();
      events.flush();
    } catch (IOException e) {
      fail(e);
    }
  }

  /** Nothing more will come; {@code droppedEvents} have not come at all. */
  void close(long droppedEvents) {
    try (turns; legacy; legacyReport; events) {
      long missing = droppedEvents + cutEvents;
      if (missing > 0) {
        events.write("… and " + missing + " more events that are not in this file\n");
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  /** Writes what can only be told when all is over. */
  void end(RunResult result) {
    try {
      Files.writeString(folder.part(LEGACY_REPORT), legacyJson.tail(result), StandardOpenOption.APPEND);
    } catch (IOException e) {
      fail(e);
    }
  }

  private void fail(IOException e) {
    if (failure == null) {
      failure = ReportFolder.reason(e);
    }
  }

  /** Why not all is here; null when all is well. */
  @Nullable String failure() {
    return failure;
  }

  List<PageFacts.Slow> slowest(List<HeardTurn> heard) {
    return slowest.list(heard);
  }

  Map<String, List<String>> examples() {
    return examples.byMessage();
  }
}
