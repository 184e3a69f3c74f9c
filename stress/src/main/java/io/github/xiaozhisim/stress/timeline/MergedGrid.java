package io.github.xiaozhisim.stress.timeline;

import io.github.xiaozhisim.stress.measure.Count;
import io.github.xiaozhisim.stress.measure.Durations;
import io.github.xiaozhisim.stress.measure.Gauge;
import io.github.xiaozhisim.stress.measure.Reading;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds up slices of several recordings on one grid of time, and hands points on once nothing more can come for them.
 * One thread.
 */
final class MergedGrid {

  private final Vocabulary vocabulary;
  private final List<String> names;
  private final long stepNanos;
  private final long endNanos;
  private final TreeMap<Long, Point> open = new TreeMap<>();
  private final Map<String, Gauge> gauges = new LinkedHashMap<>();
  private long nextPoint;

  /** A point of the grid while it fills. */
  private final class Point {
    private final List<Durations> durations =
        new ArrayList<>(Collections.nCopies(vocabulary.measures().size(), Durations.NONE));
    private final long[] sums = new long[vocabulary.counts().size()];
    private final long[] outcomes = new long[vocabulary.outcomes().size()];
    /** Of each recording what it was like at its last slice here. */
    private final Recorded.@Nullable Moment[] last = new Recorded.@Nullable Moment[names.size()];
  }

  /**
   * @param names of the recordings, in their order
   * @param endNanos where the last of them ends
   */
  MergedGrid(Vocabulary vocabulary, List<String> names, long stepNanos, long endNanos) {
    this.vocabulary = vocabulary;
    this.names = names;
    this.stepNanos = stepNanos;
    this.endNanos = endNanos;
  }

  /** Takes in a slice of one recording, which begins so much later than the grid does. */
  void add(int recording, Recorded.Moment moment, long shiftNanos) {
    Slice slice = moment.slice();
    long from = slice.fromNanos() + shiftNanos;
    long until = Math.max(from + 1, slice.untilNanos() + shiftNanos);
    Point middle = point((from + (until - from) / 2) / stepNanos);
    for (int i = 0; i < middle.durations.size(); i++) {
      middle.durations.set(i, middle.durations.get(i).and(slice.durations().get(i)));
    }
    long firstPoint = from / stepNanos;
    long lastPoint = (until - 1) / stepNanos;
    for (long at = firstPoint; at <= lastPoint; at++) {
      Point here = point(at);
      here.last[recording] = moment;
      double before = share(at * stepNanos, from, until);
      double after = share((at + 1) * stepNanos, from, until);
      split(slice.counts(), before, after, here.sums);
      split(slice.outcomes(), before, after, here.outcomes);
    }
  }

  /** Which part of the time from {@code from} to {@code until} has passed at this moment. */
  private static double share(long nanos, long from, long until) {
    return Math.clamp((double) (nanos - from) / (until - from), 0.0, 1.0);
  }

  /** What falls between two parts of the time; what is rounded off here is added where the slice goes on. */
  private static void split(List<Long> sums, double before, double after, long[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += Math.round(sums.get(i) * after) - Math.round(sums.get(i) * before);
    }
  }

  private Point point(long at) {
    return open.computeIfAbsent(at, _ -> new Point());
  }

  /** Nothing earlier than this comes any more: hands on all points before it. */
  void handOn(long nanos, Recorded.Listener to) {
    while (!open.isEmpty() && (nextPoint + 1 <= nanos / stepNanos || nanos == Long.MAX_VALUE)) {
      Point point = open.remove(nextPoint);
      long from = nextPoint * stepNanos;
      nextPoint++;
      long until = nextPoint * stepNanos;
      long untilNanos = endNanos > from ? Math.min(until, endNanos) : until;
      Point ready = point == null ? new Point() : point;
      to.slice(slice(ready, from, untilNanos), reading(ready, untilNanos));
    }
  }

  private Slice slice(Point point, long from, long until) {
    long[] states = new long[vocabulary.states().size()];
    long[] counts = point.sums.clone();
    for (Count count : vocabulary.counts()) {
      if (count.isLevel()) {
        counts[count.ordinal()] = 0;
      }
    }
    for (Recorded.Moment each : point.last) {
      if (each != null) {
        for (int i = 0; i < states.length; i++) {
          states[i] += each.slice().states().get(i);
        }
        for (Count count : vocabulary.counts()) {
          counts[count.ordinal()] += count.isLevel() ? each.slice().count(count) : 0;
        }
      }
    }
    return new Slice(from, until, point.durations, list(counts), list(point.outcomes), list(states));
  }

  private static List<Long> list(long[] values) {
    List<Long> list = new ArrayList<>(values.length);
    for (long value : values) {
      list.add(value);
    }
    return list;
  }

  private @Nullable Reading reading(Point point, long untilNanos) {
    Map<Gauge, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      Recorded.Moment moment = point.last[i];
      Reading read = moment == null ? null : moment.reading();
      if (read != null) {
        String name = names.get(i);
        read.values().forEach((gauge, value) -> values.put(named(gauge, name), value));
      }
    }
    return values.isEmpty() ? null : new Reading(untilNanos, values);
  }

  /** The same gauge, told apart from that of another recording. */
  private Gauge named(Gauge gauge, String name) {
    return gauges.computeIfAbsent(
        name + "/" + gauge.label(),
        label ->
            new Gauge(label, gauge.lane(), gauge.unit(), gauge.meaning() + ", " + name, gauge.chinese() + "，" + name));
  }
}
