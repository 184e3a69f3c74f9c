package io.github.xiaozhisim.stress.timeline;

import io.github.xiaozhisim.stress.measure.Stats;
import java.util.function.ToDoubleFunction;

/**
 * The least and the most that each figure was in single slices of a stretch, which the figure of all of them together
 * hides: a p95 of a minute says nothing of its worst second. Both are empty where nothing was measured.
 */
public record Extremes(Stats low, Stats high) {

  /** Of a single slice. */
  static Extremes of(Stats stats) {
    return new Extremes(stats, stats);
  }

  /** Both stretches together; one in which nothing was measured says nothing. */
  Extremes and(Extremes next) {
    if (low.count() == 0) {
      return next;
    }
    return next.low.count() == 0 ? this : new Extremes(figures(next.low, low, true), figures(next.high, high, false));
  }

  private static Stats figures(Stats one, Stats other, boolean least) {
    return new Stats(
        least ? Math.min(one.count(), other.count()) : Math.max(one.count(), other.count()),
        figure(one, other, Stats::mean, least),
        figure(one, other, Stats::p50, least),
        figure(one, other, Stats::p90, least),
        figure(one, other, Stats::p95, least),
        figure(one, other, Stats::p99, least),
        figure(one, other, Stats::max, least));
  }

  private static double figure(Stats one, Stats other, ToDoubleFunction<Stats> of, boolean least) {
    double mine = of.applyAsDouble(one);
    double theirs = of.applyAsDouble(other);
    return least ? Math.min(mine, theirs) : Math.max(mine, theirs);
  }
}
