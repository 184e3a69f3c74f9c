package io.github.xiaozhisim.stress.timeline;

import io.github.xiaozhisim.stress.measure.Durations;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code latencies.hlog}, which any program that knows HdrHistogram's logs can read: for each stretch of time
 * and each measure that was seen in it a line, tagged with the measure's label. Values are microseconds, maxima in the
 * log milliseconds.
 */
final class LatencyLog implements AutoCloseable {

  static final String NAME = "latencies.hlog";

  private static final double MICROS_PER_MILLI = 1_000;

  private final Vocabulary vocabulary;
  private final FailingStream to;
  private final PrintStream out;
  private final HistogramLogWriter log;
  private final Histogram scratch = new Histogram(3);

  LatencyLog(OutputStream file, Vocabulary vocabulary, Beginning beginning) throws IOException {
    this.vocabulary = vocabulary;
    this.to = new FailingStream(new BufferedOutputStream(file));
    this.out = new PrintStream(to, false, StandardCharsets.UTF_8);
    this.log = new HistogramLogWriter(out);
    log.outputComment(
        "[durations of " + vocabulary.work() + " in microseconds; the tag is the measure; maxima are in ms]");
    log.outputLogFormatVersion();
    log.outputStartTime(beginning.startedWallMillis());
    log.outputLegend();
    flush();
  }

  /** Writes what was seen in this stretch, and hands it to the system. */
  void add(long fromNanos, long untilNanos, List<Durations> durations) throws IOException {
    for (Measure measure : vocabulary.measures()) {
      Durations seen = durations.get(measure.ordinal());
      if (!seen.isEmpty()) {
        scratch.reset();
        seen.addTo(scratch);
        scratch.setTag(measure.label());
        log.outputIntervalHistogram(fromNanos / 1e9, untilNanos / 1e9, scratch, MICROS_PER_MILLI);
      }
    }
    flush();
  }

  /** The log's writer swallows failures; here they come out. */
  private void flush() throws IOException {
    out.flush();
    IOException failure = to.failure;
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
    IOException failure = to.failure;
    if (failure != null) {
      throw failure;
    }
  }

  /** Remembers what a {@link PrintStream} forgets. */
  private static final class FailingStream extends OutputStream {
    private final OutputStream to;
    private @Nullable IOException failure;

    FailingStream(OutputStream to) {
      this.to = to;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        to.write(bytes, offset, length);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        to.flush();
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public void close() throws IOException {
      try {
        to.close();
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }
}
