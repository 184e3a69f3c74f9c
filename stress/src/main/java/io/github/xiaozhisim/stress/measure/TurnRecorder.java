package io.github.xiaozhisim.stress.measure;

import io.github.xiaozhisim.device.DeviceState;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;

/**
 * Sums up the turns of the devices of one event loop. All writing methods on that loop's thread, without locks and
 * without allocation once warm; reading by one other thread through {@link Measurements}.
 */
public final class TurnRecorder {

  private static final Measure[] MEASURES = Measure.values();
  private static final Outcome[] OUTCOMES = Outcome.values();
  private static final Count[] COUNTS = Count.values();

  private final DurationCounts[] durations = new DurationCounts[MEASURES.length];
  private final AtomicLongArray outcomes = new AtomicLongArray(OUTCOMES.length);
  private final AtomicLongArray counts = new AtomicLongArray(COUNTS.length);
  private final AtomicLongArray states = new AtomicLongArray(DeviceState.values().length);

  /** Latencies of turns that were to begin before are not measured; far below any moment of any clock. */
  private long measuredFromNanos = Long.MIN_VALUE / 2;

  public TurnRecorder() {
    for (int i = 0; i < durations.length; i++) {
      durations[i] = new DurationCounts();
    }
  }

  public void record(Measure measure, long nanos) {
    durations[measure.ordinal()].record(nanos);
  }

  /** Turns that were to begin before this moment count, but their latencies do not. For turns that end from now on. */
  public void measureFrom(long nanos) {
    measuredFromNanos = nanos;
  }

  /** A gap that was heard in {@code turn}. */
  public void gap(Turn turn, long nanos) {
    if (measured(turn)) {
      record(Measure.GAP, nanos);
    }
  }

  private boolean measured(Turn turn) {
    return turn.at(Mark.INTENDED_START) - measuredFromNanos >= 0;
  }

  public void add(Count count, long amount) {
    increase(counts, count.ordinal(), amount);
  }

  /** A device was added to the fleet, in its first state. */
  public void enter(DeviceState state) {
    increase(states, state.ordinal(), 1);
  }

  public void move(DeviceState from, DeviceState to) {
    increase(states, from.ordinal(), -1);
    increase(states, to.ordinal(), 1);
  }

  /** A device left the fleet. */
  public void leave(DeviceState state) {
    increase(states, state.ordinal(), -1);
  }

  /** Takes an ended turn into the sums. Gaps were recorded one by one, as they were heard. */
  public void finished(Turn turn) {
    Outcome outcome = turn.outcome();
    if (outcome == null) {
      throw new IllegalArgumentException("the turn has not ended");
    }
    increase(outcomes, outcome.ordinal(), 1);
    add(Count.TURNS_FINISHED, 1);
    boolean measured = measured(turn);
    if (!measured) {
      add(Count.TURNS_WARMING_UP, 1);
    }
    for (Measure measure : MEASURES) {
      if (measure == Measure.GAP || !(measured || measure.ofOpening())) {
        continue;
      }
      long nanos = turn.nanos(measure);
      if (nanos != Turn.UNSET) {
        record(measure, nanos);
      }
    }
    if (turn.has(Mark.LAST_VOICED) && turn.has(Mark.STT) && turn.at(Mark.STT) < turn.at(Mark.LAST_VOICED)) {
      add(Count.INTERRUPTED_SPEECH, 1);
    }
  }

  long count(Count count) {
    return counts.get(count.ordinal());
  }

  long outcome(Outcome outcome) {
    return outcomes.get(outcome.ordinal());
  }

  long state(DeviceState state) {
    return states.get(state.ordinal());
  }

  /** Adds what was recorded since the last call to {@code total}. */
  void drain(Measure measure, Histogram total) {
    durations[measure.ordinal()].drainTo(total);
  }

  // One writer: a plain read and an ordered store are enough, and cost no locked instruction.
  private static void increase(AtomicLongArray array, int index, long amount) {
    array.setRelease(index, array.getPlain(index) + amount);
  }
}
