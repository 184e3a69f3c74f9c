package io.github.xiaozhisim.stress.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * All recorders of a run seen as one. Used by one thread, which is not the recorders' own. {@link #collect} moves what
 * was recorded since the last call into the totals and gives it as a {@link Slice}; the other methods show durations as
 * of then, and counts as of now.
 */
public final class Measurements {

  private final Vocabulary vocabulary;
  private final List<Recorder> recorders;
  private final List<Histogram> totals = new ArrayList<>();
  private List<Durations> latest;
  private final long[] countsBefore;
  private final long[] outcomesBefore;
  private long collectedNanos;

  public Measurements(Vocabulary vocabulary, List<Recorder> recorders) {
    this.vocabulary = vocabulary;
    this.recorders = List.copyOf(recorders);
    for (int i = 0; i < vocabulary.measures().size(); i++) {
      totals.add(new Histogram(3));
    }
    latest = Collections.nCopies(totals.size(), Durations.NONE);
    countsBefore = new long[vocabulary.counts().size()];
    outcomesBefore = new long[vocabulary.outcomes().size()];
  }

  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** What has come since the last call, up to now, which is {@code untilNanos} after the start of the run. */
  public Slice collect(long untilNanos) {
    List<Durations> durations = new ArrayList<>(totals.size());
    for (int i = 0; i < totals.size(); i++) {
      Durations all = Durations.NONE;
      for (Recorder recorder : recorders) {
        all = all.and(recorder.drain(i));
      }
      all.addTo(totals.get(i));
      durations.add(all);
    }
    latest = durations;
    Slice slice = new Slice(collectedNanos, untilNanos, durations, counts(), outcomes(), states());
    collectedNanos = untilNanos;
    return slice;
  }

  private List<Long> counts() {
    List<Long> counts = new ArrayList<>(countsBefore.length);
    for (Count count : vocabulary.counts()) {
      long now = count(count);
      counts.add(count.isLevel() ? now : now - countsBefore[count.ordinal()]);
      countsBefore[count.ordinal()] = now;
    }
    return counts;
  }

  private List<Long> outcomes() {
    List<Long> outcomes = new ArrayList<>(outcomesBefore.length);
    for (Outcome outcome : vocabulary.outcomes()) {
      long now = outcome(outcome);
      outcomes.add(now - outcomesBefore[outcome.ordinal()]);
      outcomesBefore[outcome.ordinal()] = now;
    }
    return outcomes;
  }

  private List<Long> states() {
    List<Long> states = new ArrayList<>(vocabulary.states().size());
    for (int i = 0; i < vocabulary.states().size(); i++) {
      states.add(state(i));
    }
    return states;
  }

  /** Forgets what {@link #collect} has brought of this measure so far. */
  public void forget(Measure measure) {
    totals.get(measure.ordinal()).reset();
  }

  /** Adds to {@code into} what the latest {@link #collect} has brought, in microseconds. */
  public void addLatest(Measure measure, Histogram into) {
    latest.get(measure.ordinal()).addTo(into);
  }

  public Stats stats(Measure measure) {
    return Stats.of(totals.get(measure.ordinal()));
  }

  public long count(Count count) {
    long sum = 0;
    for (Recorder recorder : recorders) {
      sum += recorder.count(count.ordinal());
    }
    return sum;
  }

  public long outcome(Outcome outcome) {
    long sum = 0;
    for (Recorder recorder : recorders) {
      sum += recorder.outcome(outcome.ordinal());
    }
    return sum;
  }

  /** How many are in the state at this place of the vocabulary. */
  public long state(int place) {
    long sum = 0;
    for (Recorder recorder : recorders) {
      sum += recorder.state(place);
    }
    return sum;
  }
}
