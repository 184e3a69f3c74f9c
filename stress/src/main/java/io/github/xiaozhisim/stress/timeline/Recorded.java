package io.github.xiaozhisim.stress.timeline;

import io.github.xiaozhisim.stress.measure.Durations;
import io.github.xiaozhisim.stress.measure.Gauge;
import io.github.xiaozhisim.stress.measure.Reading;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A recording that lies in a folder, whether the program that made it came to its end or not: what was written last may
 * be torn, and is left out then.
 */
public final class Recorded {

  private final Path folder;
  private final RecordingJson.Content content;

  private Recorded(Path folder, RecordingJson.Content content) {
    this.folder = folder;
    this.content = content;
  }

  /** Whether there is a recording in this folder. */
  public static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(RecordingJson.NAME));
  }

  /**
   * Opens the recording in this folder.
   *
   * @throws IOException with a sentence for people when there is none, or it cannot be read
   */
  public static Recorded in(Path folder) throws IOException {
    return new Recorded(folder, RecordingJson.read(folder));
  }

  public Vocabulary vocabulary() {
    return content.vocabulary();
  }

  public Beginning beginning() {
    return content.beginning();
  }

  /** Takes slices one after the other. */
  @FunctionalInterface
  public interface Listener {
    void slice(Slice slice, @Nullable Reading reading);
  }

  /** All of it as a timeline. */
  public Timeline timeline(int capacity) throws IOException {
    Timeline timeline = new Timeline(vocabulary(), capacity);
    replay(timeline::add);
    return timeline;
  }

  /** The same for who needs figures only: without the durations of single points, which may be a lot. */
  public Timeline figures(int capacity) throws IOException {
    long slices = extent().slices();
    Timeline timeline = Timeline.ofFigures(vocabulary(), capacity, slices);
    long[] taken = {0};
    replay(
        (slice, reading) -> {
          if (taken[0]++ < slices) { // the run may still go on while it is read
            timeline.add(slice, reading);
          }
        });
    return timeline;
  }

  /** Hands on all slices, in the order of time. */
  public void replay(Listener to) throws IOException {
    try (Cursor cursor = open()) {
      for (Moment next = cursor.next(); next != null; next = cursor.next()) {
        to.slice(next.slice(), next.reading());
      }
    }
  }

  /** A slice, and what the gauges showed at its end, if they were read. */
  record Moment(Slice slice, @Nullable Reading reading) {}

  /** The same for who goes through several recordings side by side; to be closed. */
  Cursor open() throws IOException {
    Path timeline = folder.resolve(TimelineCsv.NAME);
    try {
      boolean whole = endsWithALine(timeline);
      return new Cursor(
          new LatencyLogReader(folder.resolve(LatencyLog.NAME)), Files.newBufferedReader(timeline), whole);
    } catch (NoSuchFileException e) {
      throw missing(e);
    } catch (CharacterCodingException e) {
      throw odd(timeline, "it is no text", e);
    }
  }

  /**
   * How long it is, and of how many slices it consists, as far as it goes now; {@code latencies.hlog} is not looked at.
   */
  Extent extent() throws IOException {
    Path timeline = folder.resolve(TimelineCsv.NAME);
    long slices = 0;
    double untilSeconds = 0;
    try (BufferedReader lines = Files.newBufferedReader(timeline)) {
      boolean whole = endsWithALine(timeline);
      String line = lines.readLine();
      while (line != null) {
        String following = lines.readLine();
        if ((following != null || whole) && !line.startsWith(TimelineCsv.FROM)) {
          slices++;
          untilSeconds = Double.parseDouble(line.split(",", 3)[1]);
        }
        line = following;
      }
    } catch (NoSuchFileException e) {
      throw missing(e);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw odd(timeline, String.valueOf(e.getMessage()), e);
    } catch (CharacterCodingException e) {
      throw odd(timeline, "it is no text", e);
    }
    return new Extent(slices, Math.round(untilSeconds * 1e9));
  }

  private IOException missing(NoSuchFileException e) {
    return new IOException("the recording in " + folder + " is not whole: " + e.getMessage() + " is missing", e);
  }

  private static IOException odd(Path file, String what, Exception e) {
    return new IOException(file + " holds a line that is not one of ours: " + what, e);
  }

  record Extent(long slices, long nanos) {}

  private static boolean endsWithALine(Path file) throws IOException {
    try (SeekableByteChannel bytes = Files.newByteChannel(file)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      bytes.position(Math.max(0, bytes.size() - 1));
      return bytes.read(last) == 1 && last.get(0) == '\n';
    }
  }

  /** Both files round to milliseconds, and a log's end is the sum of two that were rounded. */
  private static final long ROUNDING_NANOS = 2_000_000;

  /** One pass over both files, side by side. One thread. */
  final class Cursor implements AutoCloseable {
    private final LatencyLogReader log;
    private final BufferedReader lines;
    private final boolean whole;
    private final ArrayDeque<Moment> ready = new ArrayDeque<>();
    private final Map<String, Integer> places = new HashMap<>();
    private String[] columns = {};
    private @Nullable EncodableHistogram ahead;
    private @Nullable Slice waiting;
    private long reachedNanos;
    private @Nullable Reading waitingReading;
    private @Nullable String line;

    /** {@code whole}: the last line is not torn. */
    private Cursor(LatencyLogReader log, BufferedReader lines, boolean whole) throws IOException {
      this.log = log;
      this.lines = lines;
      this.whole = whole;
      this.line = lines.readLine();
      vocabulary().measures().forEach(measure -> places.put(measure.label(), measure.ordinal()));
      this.ahead = log.next();
    }

    /** What comes next; null at the end. */
    @Nullable Moment next() throws IOException {
      while (ready.isEmpty() && line != null) {
        String following = following();
        if (following != null || whole) {
          take(line);
        }
        line = following;
        if (line == null) {
          handOn(true);
        }
      }
      return ready.poll();
    }

    private @Nullable String following() throws IOException {
      try {
        return lines.readLine();
      } catch (CharacterCodingException e) {
        throw odd(folder.resolve(TimelineCsv.NAME), "it is no text", e);
      }
    }

    @Override
    public void close() throws IOException {
      try (lines) {
        log.close();
      }
    }

    /** A slice waits for the next one: durations that were logged late belong to the last. */
    private void handOn(boolean last) throws IOException {
      Slice slice = waiting;
      if (slice != null) {
        List<Durations> all = durations(last ? Long.MAX_VALUE : slice.untilNanos() + ROUNDING_NANOS);
        Slice complete =
            new Slice(slice.fromNanos(), slice.untilNanos(), all, slice.counts(), slice.outcomes(), slice.states());
        ready.add(new Moment(complete, waitingReading));
        waiting = null;
      }
    }

    private void take(String read) throws IOException {
      String[] cells = read.split(",", -1);
      if (cells[0].equals(TimelineCsv.FROM)) {
        columns = cells;
        return;
      }
      try {
        if (cells.length != columns.length) {
          throw new NumberFormatException();
        }
        row(cells);
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw odd(folder.resolve(TimelineCsv.NAME), read, e);
      }
    }

    private void row(String[] cells) throws IOException {
      long[] counts = new long[vocabulary().counts().size()];
      long[] outcomes = new long[vocabulary().outcomes().size()];
      long[] states = new long[vocabulary().states().size()];
      Map<Gauge, Double> gauges = new LinkedHashMap<>();
      int at = 2;
      at = longs(cells, at, counts);
      at = longs(cells, at, outcomes);
      at = longs(cells, at, states);
      for (; at < cells.length; at++) {
        Gauge gauge = content.gauges().get(columns[at].substring(TimelineCsv.GAUGE.length()));
        if (gauge != null && !cells[at].isEmpty()) {
          gauges.put(gauge, Double.parseDouble(cells[at]));
        }
      }
      long fromNanos = nanos(Double.parseDouble(cells[0]));
      long untilNanos = nanos(Double.parseDouble(cells[1]));
      if (fromNanos < reachedNanos - ROUNDING_NANOS || untilNanos < fromNanos) {
        throw new IllegalArgumentException("time does not go back");
      }
      reachedNanos = untilNanos;
      handOn(false);
      waiting = new Slice(fromNanos, untilNanos, List.of(), list(counts), list(outcomes), list(states));
      waitingReading = gauges.isEmpty() ? null : new Reading(untilNanos, gauges);
    }

    private static int longs(String[] cells, int from, long[] into) {
      for (int i = 0; i < into.length; i++) {
        into[i] = Long.parseLong(cells[from + i]);
      }
      return from + into.length;
    }

    private static List<Long> list(long[] values) {
      List<Long> list = new ArrayList<>(values.length);
      for (long value : values) {
        list.add(value);
      }
      return list;
    }

    /** What the log has up to this moment. */
    private List<Durations> durations(long untilNanos) throws IOException {
      List<Durations> durations = new ArrayList<>();
      vocabulary().measures().forEach(_ -> durations.add(Durations.NONE));
      while (ahead != null
          && nanos(ahead.getEndTimeStamp() / 1e3) - nanos(content.beginning().startedWallMillis() / 1e3)
              <= untilNanos) {
        Integer place = places.get(String.valueOf(ahead.getTag()));
        if (place != null && ahead instanceof Histogram histogram) {
          durations.set(place, durations.get(place).and(Durations.of(histogram)));
        }
        ahead = log.next();
      }
      return durations;
    }

    private static long nanos(double seconds) {
      return Math.round(seconds * 1e3) * 1_000_000;
    }
  }
}
