package io.github.xiaozhisim.stress.timeline;

import io.github.xiaozhisim.stress.measure.Count;
import io.github.xiaozhisim.stress.measure.Durations;
import io.github.xiaozhisim.stress.measure.Gauge;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Reading;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.measure.Stats;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One point of a timeline: a slice of a run, or several that follow each other. Durations and sums of several are those
 * of all of them together, without loss; of rates and levels the extremes are kept. Does not change; any thread.
 *
 * @param slice durations and sums over the whole stretch; levels and states at its end
 * @param stats the durations in figures, at their places
 * @param extremes what these figures were in single slices, at their places
 * @param counts at their places: of sums the rate a second, of levels the value
 * @param outcomes at their places: the rate a second
 * @param states at their places: how many were in each
 * @param gauges those that were read; in the order of charts
 */
public record Interval(
    Slice slice,
    List<Stats> stats,
    List<Extremes> extremes,
    List<Range> counts,
    List<Range> outcomes,
    List<Range> states,
    Map<Gauge, Range> gauges) {

  public Interval {
    stats = List.copyOf(stats);
    extremes = List.copyOf(extremes);
    counts = List.copyOf(counts);
    outcomes = List.copyOf(outcomes);
    states = List.copyOf(states);
    gauges = Collections.unmodifiableMap(new LinkedHashMap<>(gauges));
  }

  /** What one slice and the reading at its end, if there was one, have brought. */
  public static Interval of(Vocabulary vocabulary, Slice slice, @Nullable Reading reading) {
    double seconds = Math.max(1e-9, slice.lengthNanos() / 1e9);
    List<Range> counts = new ArrayList<>(slice.counts().size());
    for (Count count : vocabulary.counts()) {
      long value = slice.count(count);
      counts.add(Range.of(count.isLevel() ? value : value / seconds));
    }
    List<Range> outcomes = slice.outcomes().stream().map(ended -> Range.of(ended / seconds)).toList();
    List<Range> states = slice.states().stream().map(Range::of).toList();
    Map<Gauge, Range> gauges = new LinkedHashMap<>();
    if (reading != null) {
      reading.values().forEach((gauge, value) -> gauges.put(gauge, Range.of(value)));
    }
    List<Stats> stats = figures(slice);
    return new Interval(slice, stats, stats.stream().map(Extremes::of).toList(), counts, outcomes, states, gauges);
  }

  public Stats stats(Measure measure) {
    return stats.get(measure.ordinal());
  }

  public Extremes extremes(Measure measure) {
    return extremes.get(measure.ordinal());
  }

  /** Since the start of the run, in seconds, when this stretch began: where it is drawn. */
  public double fromSeconds() {
    return slice.fromNanos() / 1e9;
  }

  /** Since the start of the run, in seconds, when this stretch ended. */
  public double untilSeconds() {
    return slice.untilNanos() / 1e9;
  }

  /** This stretch and the one that follows it, as one. */
  Interval and(Vocabulary vocabulary, Interval next) {
    double share = (double) slice.lengthNanos() / Math.max(1, slice.lengthNanos() + next.slice.lengthNanos());
    Map<Gauge, Range> both = new LinkedHashMap<>(gauges);
    next.gauges.forEach((gauge, range) -> both.merge(gauge, range, (mine, theirs) -> mine.and(theirs, share)));
    Slice together = together(vocabulary, slice, next.slice);
    return new Interval(
        together,
        figures(together),
        extremes(next),
        together(counts, next.counts, share),
        together(outcomes, next.outcomes, share),
        together(states, next.states, share),
        both);
  }

  /** The same with durations in classes of a hundredth, where they would take much room. */
  Interval withCoarseDurations(int most) {
    List<Durations> coarse = slice.durations().stream().map(each -> each.coarse(most)).toList();
    Slice rest =
        new Slice(slice.fromNanos(), slice.untilNanos(), coarse, slice.counts(), slice.outcomes(), slice.states());
    return new Interval(rest, stats, extremes, counts, outcomes, states, gauges);
  }

  /** The same, but only figures are left of the durations. */
  Interval withoutDurations() {
    Slice rest =
        new Slice(
            slice.fromNanos(),
            slice.untilNanos(),
            Collections.nCopies(slice.durations().size(), Durations.NONE),
            slice.counts(),
            slice.outcomes(),
            slice.states());
    return new Interval(rest, stats, extremes, counts, outcomes, states, gauges);
  }

  private List<Extremes> extremes(Interval next) {
    List<Extremes> both = new ArrayList<>(extremes.size());
    for (int i = 0; i < extremes.size(); i++) {
      both.add(extremes.get(i).and(next.extremes.get(i)));
    }
    return both;
  }

  private static List<Stats> figures(Slice slice) {
    return slice.durations().stream().map(Durations::stats).toList();
  }

  private static Slice together(Vocabulary vocabulary, Slice first, Slice second) {
    List<Durations> durations = new ArrayList<>(first.durations().size());
    for (int i = 0; i < first.durations().size(); i++) {
      durations.add(first.durations().get(i).and(second.durations().get(i)));
    }
    List<Long> counts = new ArrayList<>(first.counts().size());
    for (Count count : vocabulary.counts()) {
      counts.add(count.isLevel() ? second.count(count) : first.count(count) + second.count(count));
    }
    List<Long> outcomes = new ArrayList<>(first.outcomes().size());
    for (int i = 0; i < first.outcomes().size(); i++) {
      outcomes.add(first.outcomes().get(i) + second.outcomes().get(i));
    }
    return new Slice(first.fromNanos(), second.untilNanos(), durations, counts, outcomes, second.states());
  }

  private static List<Range> together(List<Range> first, List<Range> second, double share) {
    List<Range> both = new ArrayList<>(first.size());
    for (int i = 0; i < first.size(); i++) {
      both.add(first.get(i).and(second.get(i), share));
    }
    return both;
  }
}
