package io.github.xiaozhisim.stress.measure;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Sums up what happens on one event loop. All writing methods on that loop's thread, without locks and without
 * allocation once warm; reading by one other thread through {@link Measurements}.
 */
public final class Recorder {

  private final DurationCounts[] durations;
  private final AtomicLongArray outcomes;
  private final AtomicLongArray counts;
  private final AtomicLongArray states;

  public Recorder(Vocabulary vocabulary) {
    durations = new DurationCounts[vocabulary.measures().size()];
    for (int i = 0; i < durations.length; i++) {
      durations[i] = new DurationCounts();
    }
    outcomes = new AtomicLongArray(vocabulary.outcomes().size());
    counts = new AtomicLongArray(vocabulary.counts().size());
    states = new AtomicLongArray(vocabulary.states().size());
  }

  public void record(Measure measure, long nanos) {
    durations[measure.ordinal()].record(nanos);
  }

  public void add(Count count, long amount) {
    increase(counts, count.ordinal(), amount);
  }

  public void ended(Outcome outcome) {
    increase(outcomes, outcome.ordinal(), 1);
  }

  /** One more is in this state, by its place in the vocabulary. */
  public void enter(int state) {
    increase(states, state, 1);
  }

  /** One fewer is in this state. */
  public void leave(int state) {
    increase(states, state, -1);
  }

  long count(int ordinal) {
    return counts.get(ordinal);
  }

  long outcome(int ordinal) {
    return outcomes.get(ordinal);
  }

  long state(int ordinal) {
    return states.get(ordinal);
  }

  /** What was recorded since the last call. */
  Durations drain(int measure) {
    return durations[measure].drain();
  }

  // One writer: a plain read and an ordered store are enough, and cost no locked instruction.
  private static void increase(AtomicLongArray array, int index, long amount) {
    array.setRelease(index, array.getPlain(index) + amount);
  }
}
