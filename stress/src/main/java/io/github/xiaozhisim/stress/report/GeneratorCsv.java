package io.github.xiaozhisim.stress.report;

import io.github.xiaozhisim.stress.health.Look;
import io.github.xiaozhisim.stress.health.Stretch;
import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/**
 * The generator second by second, as lines of {@code generator.csv}. Each {@value #LINES_BEFORE_COARSER} lines the
 * lines become twice as long, so that a file of a day has no more than about {@code 10,000} of them. A disk that fails
 * ends the file, not the run: {@link #close} tells. One thread.
 */
public final class GeneratorCsv implements AutoCloseable {

  static final String HEADER =
      "time_s,length_s,connected,frames,frames_left_out,lateness_p50_ms,lateness_p99_ms,lateness_max_ms,"
          + "loop_lag_p50_ms,"
          + "loop_lag_p99_ms,loop_lag_max_ms,loop_busy_percent,loop_waiting_percent,cpu_processors,steal_percent,gc_ms,"
          + "heap_after_gc_mib,rss_mib,descriptors\n";

  static final int LINES_BEFORE_COARSER = 1_800;

  private static final double MEBI = 1 << 20;

  private final Writer out;
  private final Csv csv = new Csv();
  private final Stretch stretch = new Stretch();
  private int looksPerLine = 1;
  private int looks;
  private int lines;
  private @Nullable IOException failure;
  private boolean closed;

  GeneratorCsv(Writer out) throws IOException {
    this.out = out;
    out.write(HEADER);
  }

  /** Takes a look in. */
  public void add(Look look) {
    stretch.add(look);
    if (++looks >= looksPerLine) {
      writeLine();
    }
  }

  /** Writes what is left, and closes the file; no effect when it is closed. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    if (looks > 0) {
      writeLine();
    }
    try (out) {
      if (failure != null) {
        throw failure;
      }
    }
  }

  private void writeLine() {
    try {
      if (failure == null) {
        out.write(line());
      }
    } catch (IOException e) {
      failure = e;
    }
    stretch.clear();
    looks = 0;
    if (++lines == LINES_BEFORE_COARSER) {
      lines = 0;
      looksPerLine *= 2;
    }
  }

  private String line() {
    return csv.millis(stretch.untilNanos() / 1e9)
        .millis(stretch.lengthNanos() / 1e9)
        .number(stretch.connected())
        .number(stretch.frames())
        .number(stretch.framesMoved())
        .millis(stretch.latenessMillis(50))
        .millis(stretch.latenessMillis(99))
        .millis(stretch.latenessMillis(100))
        .millis(stretch.lagMillis(50))
        .millis(stretch.lagMillis(99))
        .millis(stretch.lagMillis(100))
        .millis(100 * stretch.busyLoop())
        .millis(100 * stretch.waitingLoop())
        .millis(stretch.processorsUsed())
        .millis(100 * stretch.stolen())
        .number(stretch.gcNanos() / 1_000_000)
        .millis(level(stretch.heapAfterGcBytes() / MEBI))
        .millis(level(stretch.rssBytes() / MEBI))
        .text(stretch.openDescriptors() < 0 ? "" : Long.toString(stretch.openDescriptors()))
        .take();
  }

  /** Unknown levels are left empty. */
  private static double level(double value) {
    return value < 0 ? Double.NaN : value;
  }
}
