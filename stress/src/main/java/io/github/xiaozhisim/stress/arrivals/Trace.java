package io.github.xiaozhisim.stress.arrivals;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Moments that somebody recorded: one a line, either in seconds since the start ({@code 12.345}) or as a point in time
 * ({@code 2026-01-31T08:00:00.250Z}, the earliest one is the start). What stands behind a comma, empty lines and lines
 * with # are left out; the order does not matter. Immutable.
 */
public final class Trace implements Schedule {

  /** 80 MB of moments; nobody plays more in one run. */
  static final int MOST = 10_000_000;

  private final long[] nanos;

  private Trace(long[] nanos) {
    this.nanos = nanos;
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException with the file, the line and a sentence for people
   */
  public static Trace read(Path file) {
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return read(lines, file.toString());
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(file + ": there is no such file");
    } catch (MalformedInputException e) {
      throw new IllegalArgumentException(file + " is not a text in UTF-8");
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage());
    }
  }

  static Trace read(BufferedReader lines, String name) throws IOException {
    long[] read = new long[1_024];
    int size = 0;
    boolean instants = false;
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      String moment = line.split(",", 2)[0].strip();
      if (moment.isEmpty() || moment.startsWith("#")) {
        continue;
      }
      String place = name + ", line " + number + ": ";
      boolean instant = moment.indexOf('T') > 0;
      if (size > 0 && instant != instants) {
        throw new IllegalArgumentException(
            place + "seconds and points in time in one file; write all moments the way the first one is written");
      }
      instants = instant;
      if (size == MOST) {
        throw new IllegalArgumentException(place + "more than " + MOST + " arrivals; split the file");
      }
      if (size == read.length) {
        read = Arrays.copyOf(read, 2 * size);
      }
      read[size++] = instant ? instantNanos(moment, place) : secondNanos(moment, place);
    }
    if (size == 0) {
      throw new IllegalArgumentException(name + " holds no moments; write one a line, in seconds since the start");
    }
    long[] nanos = Arrays.copyOf(read, size);
    Arrays.sort(nanos);
    long zero = instants ? nanos[0] : 0;
    for (int i = 0; i < size; i++) {
      nanos[i] -= zero;
    }
    return new Trace(nanos);
  }

  private static long secondNanos(String moment, String place) {
    try {
      double seconds = Double.parseDouble(moment);
      if (seconds >= 0 && seconds <= 1e9) {
        return Math.round(seconds * 1e9);
      }
    } catch (NumberFormatException e) {
      throw wrong(moment, place, e);
    }
    throw wrong(moment, place, null);
  }

  private static long instantNanos(String moment, String place) {
    try {
      Instant instant = Instant.parse(moment);
      return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    } catch (DateTimeParseException | ArithmeticException e) {
      throw wrong(moment, place, e);
    }
  }

  private static IllegalArgumentException wrong(
      String moment, String place, @Nullable Exception cause) {
    return new IllegalArgumentException(
        place + "'" + moment + "' is not a moment; write seconds since the start, 12.345, or 2026-01-31T08:00:00.250Z",
        cause);
  }

  /** How many arrivals. */
  public int size() {
    return nanos.length;
  }

  @Override
  public Pacer begin() {
    int[] next = {0};
    return () -> next[0] < nanos.length ? nanos[next[0]++] : Pacer.NEVER;
  }
}
