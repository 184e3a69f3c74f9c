package io.github.xiaozhisim.stress.timeline;

import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Reading;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.measure.Stats;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A whole run as a series of bounded length: when it is full, neighbours become one, and from then on each point takes
 * in twice as many slices. Nothing is lost but resolution in time: histograms add up, extremes stay.
 *
 * <p>Used by one thread; what {@link #snapshot} gives may go to any.
 */
public final class Timeline {

  /** More points than that no screen shows. */
  public static final int MOST_POINTS = 2_000;

  private static final int FEW_CLASSES = 200;

  private final Vocabulary vocabulary;
  private final int capacity;
  private final List<Interval> full = new ArrayList<>();
  private final List<Histogram> totals = new ArrayList<>();
  private @Nullable Interval latest;
  private @Nullable Interval gathering;
  private int gathered;
  private int slicesPerPoint = 1;
  private boolean forgetful;
  private int mostClasses = Integer.MAX_VALUE;

  /**
   * @param capacity most points; an even number
   */
  public Timeline(Vocabulary vocabulary, int capacity) {
    if (capacity < 2 || capacity % 2 != 0) {
      throw new IllegalArgumentException("a capacity of " + capacity + " cannot be halved");
    }
    this.vocabulary = vocabulary;
    this.capacity = capacity;
    vocabulary.measures().forEach(_ -> totals.add(new Histogram(3)));
  }

  /**
   * One for a run whose length is known, which keeps figures and forgets durations once a point is whole: it needs next
   * to no memory, however much was measured.
   *
   * @param slices how many will come, at most
   */
  static Timeline ofFigures(Vocabulary vocabulary, int capacity, long slices) {
    Timeline timeline = new Timeline(vocabulary, capacity);
    timeline.forgetful = true;
    while (slices >= (long) capacity * timeline.slicesPerPoint) {
      timeline.slicesPerPoint *= 2;
    }
    return timeline;
  }

  /**
   * One of a run of unknown length in a program that has other things to remember: points keep durations in classes of
   * a hundredth where there are many, so that it takes some 10 MB at most. Totals and the figures of single slices are
   * as precise as ever.
   */
  public static Timeline ofLittleMemory(Vocabulary vocabulary, int capacity) {
    Timeline timeline = new Timeline(vocabulary, capacity);
    timeline.mostClasses = FEW_CLASSES;
    return timeline;
  }

  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** What came next, and what the gauges showed at its end, if they were read. */
  public void add(Slice slice, @Nullable Reading reading) {
    Interval next = Interval.of(vocabulary, slice, reading);
    for (int i = 0; i < totals.size(); i++) {
      slice.durations().get(i).addTo(totals.get(i));
    }
    latest = next;
    Interval before = gathering;
    gathering = before == null ? next : before.and(vocabulary, next);
    if (++gathered >= slicesPerPoint) {
      full.add(forgetful ? gathering.withoutDurations() : gathering.withCoarseDurations(mostClasses));
      gathering = null;
      gathered = 0;
      if (full.size() == capacity) {
        halve();
      }
    }
  }

  private void halve() {
    for (int i = 0; i < capacity / 2; i++) {
      full.set(i, full.get(2 * i).and(vocabulary, full.get(2 * i + 1)).withCoarseDurations(mostClasses));
    }
    full.subList(capacity / 2, capacity).clear();
    slicesPerPoint *= 2;
  }

  /** What the last slice alone has brought; null before the first. */
  public @Nullable Interval latest() {
    return latest;
  }

  /** Over the whole run so far. */
  public Stats stats(Measure measure) {
    return Stats.of(totals.get(measure.ordinal()));
  }

  /** All that is known now; it does not change with the timeline. */
  public Snapshot snapshot() {
    List<Interval> intervals = new ArrayList<>(full);
    if (gathering != null) {
      intervals.add(gathering);
    }
    return new Snapshot(vocabulary, intervals, totals.stream().map(Histogram::copy).toList());
  }

  /**
   * A timeline as it was at some moment. For any thread, as long as nobody writes to its histograms.
   *
   * @param intervals in the order of time; the last one may be shorter than the others
   * @param totals each measure over the whole run, in microseconds, at its place
   */
  public record Snapshot(Vocabulary vocabulary, List<Interval> intervals, List<Histogram> totals) {

    public Snapshot {
      intervals = List.copyOf(intervals);
      totals = List.copyOf(totals);
    }

    public Histogram total(Measure measure) {
      return totals.get(measure.ordinal());
    }

    /** How long it all took, in seconds. */
    public double seconds() {
      return intervals.isEmpty() ? 0 : intervals.getLast().untilSeconds();
    }
  }
}
