package io.github.xiaozhisim.stress.journal;

import io.github.xiaozhisim.stress.handover.Handover;
import io.github.xiaozhisim.stress.health.Health;
import io.github.xiaozhisim.stress.measure.Reading;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.report.GeneratorCsv;
import io.github.xiaozhisim.stress.report.Particulars;
import io.github.xiaozhisim.stress.report.ReportFolder;
import io.github.xiaozhisim.stress.report.RunResult;
import io.github.xiaozhisim.stress.timeline.Beginning;
import io.github.xiaozhisim.stress.turn.HeardTurn;
import io.github.xiaozhisim.stress.turn.Journal;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnWork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The report of a run of turns while it grows: sums go to its {@link ReportFolder}, single turns and events to files
 * that a thread of its own writes.
 *
 * <p>That thread comes by a few times a second and writes what has gathered, so that no device ever has to wake it. The
 * queue before it is bounded; what does not fit is dropped and counted, never waited for, and events leave half of the
 * room to turns. {@link #turn} and {@link #event} from any thread; everything else from one.
 */
public final class TurnJournal implements Journal, AutoCloseable {

  /** What a storm of events and turns fills in the time between two visits; half of it calls the thread. */
  private static final int QUEUE_CAPACITY = 1 << 14;

  private static final long WRITE_EVERY_MILLIS = 200;

  private final ReportFolder folder;
  private final TurnFiles files;
  private final Handover<Entry> queue = new Handover<>(QUEUE_CAPACITY);
  private final LongAdder droppedTurns = new LongAdder();
  private final LongAdder droppedEvents = new LongAdder();
  private final Thread writer;
  private volatile boolean ending;
  private @Nullable ClockJumps clock;
  private List<HeardTurn> heard = List.of();

  private sealed interface Entry {}

  private record TurnEntry(Turn turn) implements Entry {}

  private record EventEntry(long wallMillis, int device, String what) implements Entry {}

  private TurnJournal(ReportFolder folder, TurnFiles files) {
    this.folder = folder;
    this.files = files;
    this.writer = Thread.ofPlatform().daemon().name("report").unstarted(this::writeAll);
  }

  /**
   * Creates the folder where needed and opens the files.
   *
   * @throws IOException with a sentence for people when that cannot be done
   */
  public static TurnJournal create(Path where) throws IOException {
    ReportFolder folder = ReportFolder.create(where);
    try {
      TurnJournal journal = new TurnJournal(folder, new TurnFiles(folder));
      journal.writer.start();
      return journal;
    } catch (IOException e) {
      folder.close();
      throw new IOException("the report cannot be written to " + where + ": " + ReportFolder.reason(e), e);
    }
  }

  public Path folder() {
    return folder.folder();
  }

  @Override
  public void turn(Turn turn) {
    if (!queue.offer(new TurnEntry(turn))) {
      droppedTurns.increment();
    }
  }

  @Override
  public void event(long wallMillis, int device, String what) {
    boolean room = queue.size() < QUEUE_CAPACITY / 2;
    if (!room || !queue.offer(new EventEntry(wallMillis, device, what))) {
      droppedEvents.increment();
    }
  }

  /** The same for who would rather wait for the disk than lose a line: a run in virtual time. One thread. */
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

  /** The file about the generator itself, which only a run in real time has. */
  public GeneratorCsv generator() throws IOException {
    return folder.generator();
  }

  /**
   * The run begins: from now on whatever comes is kept.
   *
   * @throws IOException with a sentence for people when nothing can be recorded
   */
  public void begin(Beginning beginning) throws IOException {
    folder.begin(TurnWork.VOCABULARY, beginning);
    clock = new ClockJumps(beginning.startedWallMillis());
  }

  /** What the machine's clock shows so long after the beginning: when somebody has set it, the report says so. */
  public void clock(long sinceStartNanos, long wallMillis) {
    String jump = clock == null ? null : clock.look(sinceStartNanos, wallMillis);
    if (jump != null) {
      folder.note(jump);
      event(wallMillis, -1, jump);
    }
  }

  /** Records what came next, and what the gauges showed at its end, if they were read. */
  public void record(Slice slice, @Nullable Reading reading) {
    folder.record(slice, reading);
  }

  /** How the generator did so far, for whoever opens the run after it was killed. */
  public void health(Health health) {
    folder.health(health);
  }

  /** Turns that are missing in the CSV files so far. */
  public long droppedTurns() {
    return droppedTurns.sum();
  }

  /** What was heard in some of the turns, for {@link #finish}. */
  public void heard(List<HeardTurn> turns) {
    heard = List.copyOf(turns);
  }

  /**
   * Writes what is left and the report, and gives all files their names. No turn or event may come any more.
   *
   * @throws IOException with a sentence for people if anything is missing; what can be written is written all the same
   */
  public void finish(RunResult result) throws IOException {
    drain();
    files.end(result);
    String failure = files.failure();
    if (failure != null) {
      folder.problem("turns and events in " + folder() + " are incomplete: " + failure);
    }
    folder.finish(result, particulars());
  }

  /** What is kept of single turns. Once all of them have been written: after {@link #finish}. */
  public Particulars particulars() {
    return new Particulars(files.slowest(heard), files.examples(), List.of());
  }

  /** Lets go of a run that has not begun; what has begun stays. */
  @Override
  public void close() {
    drain();
    folder.close();
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

  // The writer's thread.

  private void writeAll() {
    try {
      boolean last = false;
      while (!last) {
        queue.await(WRITE_EVERY_MILLIS);
        last = ending; // read first: what came before it is taken now
        if (queue.takeAll(this::write) > 0) {
          files.flush();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      files.close(droppedEvents.sum());
    }
  }

  /** Takes entries up to the end, also those that can no longer be written. */
  private void write(Entry entry) {
    switch (entry) {
      case TurnEntry(Turn turn) -> {
        if (!files.turn(turn)) {
          droppedTurns.increment();
        }
      }
      case EventEntry(long wallMillis, int device, String what) -> files.event(wallMillis, device, what);
    }
  }
}
