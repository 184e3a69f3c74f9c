package io.github.xiaozhisim.stress.measure;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * How often which duration was seen in some stretch of time: a histogram that holds only what there is, does not change
 * any more and can be handed to any thread. Microseconds, classes of a thousandth.
 */
public final class Durations {

  /** Nothing was seen. */
  public static final Durations NONE = new Durations(new long[0], new long[0]);

  /** Numbers of so many bits have a class each: three digits. */
  private static final int DIGITS_BITS = 11;

  /** So many classes become one where that is precise enough: 2 to the power of this. */
  private static final int COARSE_BITS = 4;

  private final long[] micros;
  private final long[] counts;

  private Durations(long[] micros, long[] counts) {
    this.micros = micros;
    this.counts = counts;
  }

  /** What is in {@code histogram} now. */
  public static Durations of(Histogram histogram) {
    Gathering all = new Gathering();
    long left = histogram.getTotalCount();
    // From the shortest there is on: the histogram's own iterator begins at zero, and visits thousands in vain.
    for (long at = histogram.getMinValue(); left > 0; at = histogram.nextNonEquivalentValue(at)) {
      long times = histogram.getCountAtValue(at);
      if (times > 0) {
        all.add(histogram.highestEquivalentValue(at), times);
        left -= times;
      }
    }
    return all.durations();
  }

  /** Takes durations one after the other, short ones first. */
  static final class Gathering {
    private long[] micros = {};
    private long[] counts = {};
    private int size;

    /** {@code last}: the longest of its class. */
    void add(long last, long times) {
      if (size == micros.length) {
        micros = Arrays.copyOf(micros, Math.max(16, 2 * size));
        counts = Arrays.copyOf(counts, Math.max(16, 2 * size));
      }
      micros[size] = last;
      counts[size++] = times;
    }

    Durations durations() {
      return size == 0 ? NONE : new Durations(Arrays.copyOf(micros, size), Arrays.copyOf(counts, size));
    }
  }

  /** Both together; nothing is lost. */
  public Durations and(Durations other) {
    if (isEmpty()) {
      return other;
    }
    if (other.isEmpty()) {
      return this;
    }
    long[] bothMicros = new long[micros.length + other.micros.length];
    long[] bothCounts = new long[bothMicros.length];
    int size = 0;
    int mine = 0;
    int theirs = 0;
    while (mine < micros.length || theirs < other.micros.length) {
      long here = mine < micros.length ? micros[mine] : Long.MAX_VALUE;
      long there = theirs < other.micros.length ? other.micros[theirs] : Long.MAX_VALUE;
      bothMicros[size] = Math.min(here, there);
      if (here <= there) {
        bothCounts[size] += counts[mine++];
      }
      if (there <= here) {
        bothCounts[size] += other.counts[theirs++];
      }
      size++;
    }
    return new Durations(Arrays.copyOf(bothMicros, size), Arrays.copyOf(bothCounts, size));
  }

  /**
   * The same in no more than a few hundred classes, where there are more than {@code most}: of a hundredth instead of a
   * thousandth. For what is kept for long and only drawn.
   */
  public Durations coarse(int most) {
    if (micros.length <= most) {
      return this;
    }
    long[] fewMicros = new long[micros.length];
    long[] fewCounts = new long[micros.length];
    int size = 0;
    for (int i = 0; i < micros.length; i++) {
      long width = width(micros[i]) << COARSE_BITS;
      long last = (micros[i] / width + 1) * width - 1;
      if (size == 0 || fewMicros[size - 1] < last) {
        fewMicros[size++] = last;
      }
      fewCounts[size - 1] += counts[i];
    }
    return new Durations(Arrays.copyOf(fewMicros, size), Arrays.copyOf(fewCounts, size));
  }

  /** Loses nothing: {@code total} has three digits, too. */
  public void addTo(Histogram total) {
    for (int i = 0; i < micros.length; i++) {
      total.recordValueWithCount(micros[i], counts[i]);
    }
  }

  /** Gives each duration there is, short ones first, and how often it was seen. */
  public void forEach(Seen to) {
    for (int i = 0; i < micros.length; i++) {
      to.seen(micros[i], counts[i]);
    }
  }

  /** Takes one duration of many. */
  @FunctionalInterface
  public interface Seen {
    void seen(long micros, long times);
  }

  /** In figures; the same as of a histogram that holds these durations. */
  public Stats stats() {
    long total = size();
    if (total == 0) {
      return Stats.EMPTY;
    }
    double sum = 0;
    for (int i = 0; i < micros.length; i++) {
      sum += (micros[i] - width(micros[i]) + 1 + width(micros[i]) / 2) * (double) counts[i];
    }
    return new Stats(
        total,
        sum / total / 1000,
        at(50, total),
        at(90, total),
        at(95, total),
        at(99, total),
        micros[micros.length - 1] / 1000.0);
  }

  private double at(double percent, long total) {
    long rank = Math.max(1, (long) Math.ceil(Math.nextDown(percent) * total / 100));
    long seen = 0;
    for (int i = 0; i < micros.length; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return micros[i] / 1000.0;
      }
    }
    return micros[micros.length - 1] / 1000.0;
  }

  /** How many microseconds share a class with this one, which is the last of them. */
  private static long width(long micros) {
    return 1L << Math.max(0, Long.SIZE - DIGITS_BITS - Long.numberOfLeadingZeros(micros));
  }

  public boolean isEmpty() {
    return micros.length == 0;
  }

  /** How many durations. */
  public long size() {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }
}
