package io.github.xiaozhisim.stress.timeline;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.HistogramLogReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code latencies.hlog} as far as it went when it was opened. Its last line may be torn, and is left out then; a
 * line before it that cannot be read is an error, since nobody would notice that all behind it are missing. One thread.
 */
final class LatencyLogReader implements AutoCloseable {

  private final Path file;
  private final long bytes;
  private final HistogramLogReader log;
  private long read;

  /**
   * Opens it.
   *
   * @throws IOException when it is not there ({@link java.nio.file.NoSuchFileException}), or nothing is in it
   */
  LatencyLogReader(Path file) throws IOException {
    this.file = file;
    this.bytes = Files.size(file);
    if (bytes == 0) {
      throw new IOException(file + " is empty; without it there are no durations");
    }
    this.log = new HistogramLogReader(new Beginning(Files.newInputStream(file), bytes));
  }

  /** What comes next; null at the end. */
  @Nullable EncodableHistogram next() throws IOException {
    try {
      EncodableHistogram next = log.hasNext() ? log.nextIntervalHistogram() : null;
      if (next != null) {
        read++;
        return next;
      }
    } catch (RuntimeException e) {
      if (read < wholeLines()) {
        throw new IOException(file + " holds a line that is not one of ours, after " + read + " others", e);
      }
      return null; // torn
    }
    if (read < wholeLines()) {
      throw new IOException(file + " holds a line that is not one of ours, after " + read + " others");
    }
    return null;
  }

  /** Lines of durations that have an end. */
  private long wholeLines() throws IOException {
    long lines = 0;
    int first = '\n';
    try (InputStream in = new BufferedInputStream(new Beginning(Files.newInputStream(file), bytes))) {
      boolean atStart = true;
      for (int c = in.read(); c >= 0; c = in.read()) {
        if (atStart) {
          first = c;
        }
        atStart = c == '\n';
        if (atStart && first != '#' && first != '"' && first != '\n') {
          lines++;
        }
      }
    }
    return lines;
  }

  @Override
  public void close() {
    log.close();
  }

  /** The first so many bytes of a file that may still grow. */
  private static final class Beginning extends FilterInputStream {
    private long left;

    Beginning(InputStream in, long bytes) {
      super(in);
      this.left = bytes;
    }

    @Override
    public int read() throws IOException {
      int value = left > 0 ? super.read() : -1;
      left -= value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = left > 0 ? super.read(into, offset, (int) Math.min(left, length)) : -1;
      left -= Math.max(0, count);
      return count;
    }
  }
}
