package io.github.xiaozhisim.stress.live;

import io.github.xiaozhisim.stress.measure.Durations;
import io.github.xiaozhisim.stress.measure.Gauge;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.measure.Reading;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.measure.Stats;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The last minute of a run, second by second. Used by one thread. */
final class Recent {

  private static final int SECONDS = 60;

  private final Deque<Second> seconds = new ArrayDeque<>(SECONDS);

  private record Second(Slice slice, Reading reading) {}

  void add(Slice slice, Reading reading) {
    if (seconds.size() == SECONDS) {
      seconds.removeFirst();
    }
    seconds.addLast(new Second(slice, reading));
  }

  /** A measure over the last so many seconds together. */
  Stats stats(Measure measure, int lastSeconds) {
    Durations sum = Durations.NONE;
    int skip = seconds.size() - lastSeconds;
    for (Second second : seconds) {
      if (skip-- <= 0) {
        sum = sum.and(second.slice.durations(measure));
      }
    }
    return sum.stats();
  }

  /** Of each second; NaN where nothing was measured. */
  List<Double> p95(Measure measure) {
    return each(
        second ->
            second.slice.durations(measure).isEmpty() ? Double.NaN : second.slice.durations(measure).stats().p95());
  }

  /** How many pieces of work ended in each second, by the second. */
  List<Double> ended(List<Outcome> outcomes) {
    return each(
        second ->
            outcomes.stream().mapToLong(second.slice::outcome).sum() * 1e9 / Math.max(1, second.slice.lengthNanos()));
  }

  List<Double> gauge(Gauge gauge) {
    return each(second -> second.reading.values().getOrDefault(gauge, Double.NaN));
  }

  private List<Double> each(ToDoubleFunction<Second> of) {
    List<Double> values = new ArrayList<>(seconds.size());
    seconds.forEach(second -> values.add(of.applyAsDouble(second)));
    return values;
  }
}
