package io.github.xiaozhisim.stress.report;

import io.github.xiaozhisim.stress.handover.Handover;
import io.github.xiaozhisim.stress.turn.Journal;
import io.github.xiaozhisim.stress.turn.Turn;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one run. Turns and events are written by a thread of its own while the run lasts, into files that get
 * their names only in {@link #finish}: whoever finds {@code report.json} finds a whole report.
 *
 * <p>The thread comes by a few times a second and writes what has gathered, so that no device ever has to wake it. The
 * queue before it is bounded; what does not fit is dropped and counted, never waited for. {@code events.log} ends after
 * {@link #MAX_EVENTS} lines with a line that says how many are missing.
 */
public final class ReportFolder implements Journal, AutoCloseable {

  public static final int MAX_EVENTS = 100_000;

  /** What 150,000 turns a second fill; half of it calls the thread. */
  private static final int QUEUE_CAPACITY = 1 << 14;

  private static final long WRITE_EVERY_MILLIS = 200;
  private static final String UNFINISHED = ".part";

  /** The last one to get its name says that the others have theirs. */
  private static final List<String> FILES =
      List.of("turns.csv", "legacy.csv", "legacy.json", "events.log", "junit.xml", "report.json");

  private static final String GENERATOR = "generator.csv";

  private final Path folder;
  private final Handover<Entry> queue = new Handover<>(QUEUE_CAPACITY);
  private final LongAdder droppedTurns = new LongAdder();
  private final LongAdder droppedEvents = new LongAdder();
  private final BufferedWriter turns;
  private final BufferedWriter legacy;
  private final BufferedWriter legacyReport;
  private final BufferedWriter events;
  private final Thread writer;
  private final TurnsCsv turnsCsv = new TurnsCsv();
  private final LegacyCsv legacyCsv = new LegacyCsv();
  private final LegacyJson legacyJson = new LegacyJson();
  private long eventLines;
  private long cutEvents;
  private volatile @Nullable IOException failure;
  private volatile boolean ending;
  private @Nullable GeneratorCsv generator;

  private sealed interface Entry {}

  private record TurnEntry(Turn turn) implements Entry {}

  private record EventEntry(long wallMillis, int device, String what) implements Entry {}

  private ReportFolder(Path folder) throws IOException {
    this.folder = folder;
    this.turns = open("turns.csv");
    this.legacy = open("legacy.csv");
    this.legacyReport = open("legacy.json");
    this.events = open("events.log");
    turns.write(TurnsCsv.HEADER);
    legacy.write(LegacyCsv.HEADER);
    legacyReport.write(LegacyJson.HEAD);
    this.writer = Thread.ofPlatform().daemon().name("report").unstarted(this::writeAll);
  }

  /**
   * Creates the folder where needed and opens the files.
   *
   * @throws IOException with a sentence for people when that cannot be done
   */
  public static ReportFolder create(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new IOException("the report cannot go to " + folder + ": a file with that name is in the way", e);
    } catch (IOException e) {
      throw new IOException("the report folder " + folder + " cannot be created: " + reason(e), e);
    }
    try {
      ReportFolder report = new ReportFolder(folder);
      report.writer.start();
      return report;
    } catch (IOException e) {
      throw new IOException("the report cannot be written to " + folder + ": " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "nothing can be made there";
      case FileSystemException about when about.getReason() != null -> about.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }

  public Path folder() {
    return folder;
  }

  @Override
  public void turn(Turn turn) {
    if (!queue.offer(new TurnEntry(turn))) {
      droppedTurns.increment();
    }
  }

  @Override
  public void event(long wallMillis, int device, String what) {
    if (!queue.offer(new EventEntry(wallMillis, device, what))) {
      droppedEvents.increment();
    }
  }

  /** The same folder for who would rather wait for the disk than lose a line: a run in virtual time. One thread. */
  public Journal patiently() {
    return new Journal() {
      @Override
      public void turn(Turn turn) {
        waitFor(new TurnEntry(turn));
      }

      @Override
      public void event(long wallMillis, int device, String what) {
        waitFor(new EventEntry(wallMillis, device, what));
      }
    };
  }

  private void waitFor(Entry entry) {
    try {
      queue.put(entry);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      droppedTurns.increment();
    }
  }

  /**
   * The file about the generator itself, which only a run in real time has. For one thread, the one that calls {@link
   * #finish}.
   *
   * @throws IOException with a sentence for people when it cannot be opened
   */
  public GeneratorCsv generator() throws IOException {
    GeneratorCsv known = generator;
    if (known == null) {
      try {
        known = new GeneratorCsv(open(GENERATOR));
      } catch (IOException e) {
        throw new IOException("the report cannot be written to " + folder + ": " + reason(e), e);
      }
      generator = known;
    }
    return known;
  }

  /** Turns that are missing in the CSV files so far. */
  public long droppedTurns() {
    return droppedTurns.sum();
  }

  /**
   * Writes what is left and {@code report.json}, and gives all files their names. No turn or event may come any more.
   *
   * @throws IOException with a sentence for people if any of it failed
   */
  public void finish(RunResult result) throws IOException {
    drain();
    IOException failed = failure != null ? failure : closeGenerator();
    if (failed != null) {
      throw new IOException("the report in " + folder + " is incomplete: " + reason(failed), failed);
    }
    Files.writeString(part("legacy.json"), legacyJson.tail(result), StandardOpenOption.APPEND);
    if (generator != null) {
      publish(GENERATOR);
    }
    Files.writeString(part("junit.xml"), JUnitXml.write(result));
    Files.writeString(part("report.json"), ReportJson.write(result));
    for (String name : FILES) {
      publish(name);
    }
  }

  /** What went wrong with the generator's file, if anything. */
  private @Nullable IOException closeGenerator() {
    try {
      if (generator != null) {
        generator.close();
      }
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  private void publish(String name) throws IOException {
    Files.move(part(name), folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Lets go of files that were never finished; no effect after {@link #finish}. */
  @Override
  public void close() {
    drain();
    for (String name : FILES) {
      discard(name);
    }
    closeGenerator();
    discard(GENERATOR);
  }

  private void discard(String name) {
    try {
      Files.deleteIfExists(part(name));
    } catch (IOException e) {
      // Left behind: harmless, and there is nobody to tell any more.
      return;
    }
  }

  private void drain() {
    if (!writer.isAlive()) {
      return;
    }
    ending = true;
    queue.call();
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Path part(String name) {
    return folder.resolve(name + UNFINISHED);
  }

  private BufferedWriter open(String name) throws IOException {
    return Files.newBufferedWriter(part(name), StandardCharsets.UTF_8);
  }

  // The writer's thread.

  private void writeAll() {
    try (turns; legacy; legacyReport; events) {
      writeUntilEnd();
      long missing = droppedEvents.sum() + cutEvents;
      if (missing > 0) {
        events.write("… and " + missing + " more events that are not in this file\n");
      }
    } catch (IOException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes entries up to the end, also those that can no longer be written. */
  private void writeUntilEnd() throws IOException, InterruptedException {
    boolean last = false;
    while (!last) {
      queue.await(WRITE_EVERY_MILLIS);
      last = ending; // read first: what came before it is taken now
      queue.takeAll(this::write);
    }
    IOException failed = failure;
    if (failed != null) {
      throw failed;
    }
  }

  private void write(Entry entry) {
    if (failure != null) { // the disk is full or gone: the run goes on, the report will say so
      if (entry instanceof TurnEntry) {
        droppedTurns.increment();
      }
      return;
    }
    try {
      switch (entry) {
        case TurnEntry(Turn turn) -> writeTurn(turn);
        case EventEntry event -> writeEvent(event);
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  private void writeTurn(Turn turn) throws IOException {
    turns.write(turnsCsv.line(turn));
    LegacyTurn old = LegacyTurn.of(turn);
    legacy.write(legacyCsv.line(old));
    legacyReport.write(legacyJson.element(old));
  }

  private void writeEvent(EventEntry event) throws IOException {
    if (eventLines >= MAX_EVENTS) {
      cutEvents++;
      return;
    }
    eventLines++;
    String who = event.device() < 0 ? "fleet" : "device-" + (event.device() + 1);
    events.write(Instant.ofEpochMilli(event.wallMillis()) + " " + who + " " + event.what().replace('\n', ' ') + "\n");
  }
}
