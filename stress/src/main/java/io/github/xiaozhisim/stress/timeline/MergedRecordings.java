package io.github.xiaozhisim.stress.timeline;

import io.github.xiaozhisim.stress.measure.Count;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.measure.State;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several recordings of the same kind of work, made at the same time by several programs, perhaps on several machines,
 * as one. Each is moved by what its machine's clock was off, and laid on one grid of time. Durations and sums lose
 * nothing; gauges stay apart, each with the name of its recording.
 *
 * <p>Time on the grid is true to about half a slice, usually half a second: durations stand where the middle of their
 * slice is, sums are split between the points that a slice touches. One thread.
 */
public final class MergedRecordings {

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long MILLI_NANOS = 1_000_000L;

  private final List<Part> parts;
  private final List<Recorded.Extent> extents = new ArrayList<>();
  private final long startedWallMillis;

  /**
   * One of the recordings.
   *
   * @param name short, and no other's
   * @param clockOffsetMillis what has to be added to its machine's clock to get the one that all agree on
   */
  public record Part(String name, Recorded recorded, long clockOffsetMillis) {

    /** When it began, by the clock that all agree on. */
    public long startedWallMillis() {
      return recorded.beginning().startedWallMillis() + clockOffsetMillis;
    }
  }

  private MergedRecordings(List<Part> parts) throws IOException {
    this.parts = List.copyOf(parts);
    this.startedWallMillis = parts.stream().mapToLong(Part::startedWallMillis).min().orElse(0);
    for (Part part : parts) {
      extents.add(part.recorded().extent());
    }
  }

  /**
   * Lays recordings side by side.
   *
   * @throws IOException with a sentence for people when one cannot be read, or they do not belong together
   */
  public static MergedRecordings of(List<Part> parts) throws IOException {
    MergedRecordings merged = new MergedRecordings(parts);
    merged.check();
    return merged;
  }

  private void check() throws IOException {
    Part first = parts.getFirst();
    for (Part part : parts) {
      if (!sameWords(first.recorded().vocabulary(), part.recorded().vocabulary())) {
        throw new IOException(
            "the recordings %s and %s do not tell of the same things: make both with the same version of the program"
                .formatted(first.name(), part.name()));
      }
    }
    Part last = first;
    for (Part part : parts) {
      last = part.startedWallMillis() > last.startedWallMillis() ? part : last;
    }
    for (int i = 0; i < parts.size(); i++) {
      long endMillis = parts.get(i).startedWallMillis() + extents.get(i).nanos() / MILLI_NANOS;
      if (endMillis < last.startedWallMillis()) {
        throw new IOException(
            ("%s had ended %.0f s before %s began, so they are no one run; where a clock was wrong, say by how much"
                    + " with --clock-offset")
                .formatted(parts.get(i).name(), (last.startedWallMillis() - endMillis) / 1e3, last.name()));
      }
    }
  }

  private static boolean sameWords(Vocabulary one, Vocabulary other) {
    return words(one).equals(words(other));
  }

  private static List<List<String>> words(Vocabulary vocabulary) {
    return List.of(
        List.of(vocabulary.work()),
        vocabulary.states().stream().map(State::label).toList(),
        vocabulary.measures().stream().map(Measure::label).toList(),
        vocabulary.counts().stream().map(Count::label).toList(),
        vocabulary.outcomes().stream().map(Outcome::label).toList());
  }

  public Vocabulary vocabulary() {
    return parts.getFirst().recorded().vocabulary();
  }

  /** When the first of them began, by the clock that all agree on. */
  public long startedWallMillis() {
    return startedWallMillis;
  }

  /** Hands on all slices, in the order of time. */
  public void replay(Recorded.Listener to) throws IOException {
    List<Reader> readers = new ArrayList<>();
    try {
      for (Part part : parts) {
        readers.add(new Reader(part, (part.startedWallMillis() - startedWallMillis) * MILLI_NANOS));
      }
      MergedGrid grid = new MergedGrid(vocabulary(), parts.stream().map(Part::name).toList(), stepNanos(), endNanos());
      Reader behind = furthestBehind(readers);
      while (behind.next != null) {
        grid.add(readers.indexOf(behind), behind.next, behind.shiftNanos);
        behind.goOn();
        behind = furthestBehind(readers);
        grid.handOn(behind.next == null ? Long.MAX_VALUE : behind.fromNanos(), to);
      }
    } finally {
      for (Reader reader : readers) {
        reader.cursor.close();
      }
    }
  }

  /** Slices are a second in real time, and may be longer in virtual time. */
  private long stepNanos() {
    long step = 1;
    for (Recorded.Extent extent : extents) {
      step = Math.max(step, Math.round((double) extent.nanos() / Math.max(1, extent.slices()) / SECOND_NANOS));
    }
    return step * SECOND_NANOS;
  }

  private long endNanos() {
    long end = 0;
    for (int i = 0; i < parts.size(); i++) {
      end =
          Math.max(end, (parts.get(i).startedWallMillis() - startedWallMillis) * MILLI_NANOS + extents.get(i).nanos());
    }
    return end;
  }

  /** Who has something left, and the earliest of that; anyone at the end. */
  private static Reader furthestBehind(List<Reader> readers) {
    Reader behind = readers.getFirst();
    for (Reader reader : readers) {
      if (reader.next != null && (behind.next == null || reader.fromNanos() < behind.fromNanos())) {
        behind = reader;
      }
    }
    return behind;
  }

  /** Where the reading of one recording is. */
  private static final class Reader {
    private final Recorded.Cursor cursor;
    private final long shiftNanos;
    private Recorded.@Nullable Moment next;

    Reader(Part part, long shiftNanos) throws IOException {
      this.cursor = part.recorded().open();
      this.shiftNanos = shiftNanos;
      this.next = cursor.next();
    }

    void goOn() throws IOException {
      next = cursor.next();
    }

    long fromNanos() {
      return next == null ? Long.MAX_VALUE : next.slice().fromNanos() + shiftNanos;
    }
  }
}
