package io.github.xiaozhisim.stress.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * What happened in a stretch of a run, usually a second: all that timeline, objectives, report and live page are made
 * of. Does not change; any thread.
 *
 * @param fromNanos since the start of the run
 * @param untilNanos since the start of the run; where the next slice begins
 * @param durations of each measure, at its place: only those that were recorded in this stretch
 * @param counts at their places: for sums what came in this stretch, for levels the value at its end
 * @param outcomes at their places: what ended in this stretch
 * @param states how many were in each at the end of the stretch
 */
public record Slice(
    long fromNanos,
    long untilNanos,
    List<Durations> durations,
    List<Long> counts,
    List<Long> outcomes,
    List<Long> states) {

  public Slice {
    durations = List.copyOf(durations);
    counts = List.copyOf(counts);
    outcomes = List.copyOf(outcomes);
    states = List.copyOf(states);
  }

  public Durations durations(Measure measure) {
    return durations.get(measure.ordinal());
  }

  /** The same as if nothing had been recorded of this measure. */
  public Slice without(Measure measure) {
    List<Durations> rest = new ArrayList<>(durations);
    rest.set(measure.ordinal(), Durations.NONE);
    return new Slice(fromNanos, untilNanos, rest, counts, outcomes, states);
  }

  public long count(Count count) {
    return counts.get(count.ordinal());
  }

  public long outcome(Outcome outcome) {
    return outcomes.get(outcome.ordinal());
  }

  public long lengthNanos() {
    return untilNanos - fromNanos;
  }
}
