package io.github.xiaozhisim.stress.timeline;

import io.github.xiaozhisim.stress.measure.Durations;
import io.github.xiaozhisim.stress.measure.Gauge;
import io.github.xiaozhisim.stress.measure.Reading;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a run measures into its folder while it lasts, so that whatever ends the program, what was measured until
 * then is there: {@code recording.json} says what the figures are, {@code timeline.csv} has a line for each slice,
 * {@code latencies.hlog} its durations. Each slice is handed to the system at once.
 *
 * <p>A disk that fails ends the recording and not the run: {@link #problem} tells. One thread.
 */
public final class Recording implements AutoCloseable {

  private final Vocabulary vocabulary;
  private final Beginning beginning;
  private final Path folder;
  private final Set<Gauge> gauges = new LinkedHashSet<>();
  private final TimelineCsv timeline;
  private final LatencyLog latencies;
  private @Nullable List<Durations> gathered;
  private long gatheredFromNanos;
  private int slices;
  private long untilNanos;
  private @Nullable String problem;

  /** Opens a file for writing. */
  interface Opener {
    OutputStream open(Path file) throws IOException;
  }

  /** {@code opener}: where the figures go. */
  Recording(Path folder, Vocabulary vocabulary, Beginning beginning, Opener opener) throws IOException {
    this.folder = folder;
    this.vocabulary = vocabulary;
    this.beginning = beginning;
    RecordingJson.write(folder, vocabulary, beginning, gauges);
    this.timeline = new TimelineCsv(opener.open(folder.resolve(TimelineCsv.NAME)), vocabulary);
    this.latencies = new LatencyLog(opener.open(folder.resolve(LatencyLog.NAME)), vocabulary, beginning);
  }

  /**
   * Begins a recording in this folder, which holds none yet.
   *
   * @throws IOException when its files cannot be written
   */
  public static Recording begin(Path folder, Vocabulary vocabulary, Beginning beginning) throws IOException {
    return new Recording(folder, vocabulary, beginning, Files::newOutputStream);
  }

  /** Takes what came next, and what the gauges showed at its end, if they were read. */
  public void add(Slice slice, @Nullable Reading reading) {
    if (problem != null) {
      return;
    }
    try {
      if (reading != null && gauges.addAll(reading.values().keySet())) {
        RecordingJson.write(folder, vocabulary, beginning, gauges);
        timeline.header(gauges);
      }
      gather(slice);
      timeline.add(slice, reading);
      untilNanos = slice.untilNanos();
    } catch (IOException e) {
      fail(e);
    }
  }

  /** Durations are most of a recording: the longer it gets, the longer its stretches, as in a {@link Timeline}. */
  private void gather(Slice slice) throws IOException {
    List<Durations> before = gathered;
    if (before == null) {
      gathered = slice.durations();
      gatheredFromNanos = slice.fromNanos();
    } else {
      List<Durations> both = new ArrayList<>(before.size());
      for (int i = 0; i < before.size(); i++) {
        both.add(before.get(i).and(slice.durations().get(i)));
      }
      gathered = both;
    }
    slices++;
    if (slices % slicesPerStretch(slices) == 0) {
      writeGathered(slice.untilNanos());
    }
  }

  /** One until a timeline's first halving, two until its second, and so on. */
  private static int slicesPerStretch(int slices) {
    return Math.max(1, Integer.highestOneBit((slices - 1) / Timeline.MOST_POINTS) << 1);
  }

  private void writeGathered(long until) throws IOException {
    List<Durations> ready = gathered;
    if (ready != null) {
      latencies.add(gatheredFromNanos, until, ready);
      gathered = null;
    }
  }

  /** Why and since when nothing is recorded any more, as a sentence; null when all is well. */
  public @Nullable String problem() {
    return problem;
  }

  /** Ends the recording; no effect the second time. */
  @Override
  public void close() {
    try (timeline; latencies) {
      if (problem == null) {
        writeGathered(untilNanos);
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  /** Ends it and takes it back: the folder holds no recording then. */
  public void discard() throws IOException {
    close();
    for (String name : List.of(RecordingJson.NAME, TimelineCsv.NAME, LatencyLog.NAME)) {
      Files.deleteIfExists(folder.resolve(name));
    }
  }

  private void fail(IOException e) {
    if (problem == null) {
      problem = "the recording in %s ends after %.0f s: %s".formatted(folder, untilNanos / 1e9, reason(e));
    }
  }

  private static String reason(IOException e) {
    return e instanceof FileSystemException about && about.getReason() != null
        ? about.getReason()
        : String.valueOf(e.getMessage());
  }
}
