package io.github.xiaozhisim.stress.turn;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.stress.measure.Recorder;

/** Sums up the turns of the devices of one event loop; what it means for a {@link Recorder}. On that loop's thread. */
public final class TurnRecorder {

  private static final TurnMeasure[] MEASURES = TurnMeasure.values();

  private final Recorder recorder = new Recorder(TurnWork.VOCABULARY);

  /** Latencies of turns that were to begin before are not measured; far below any moment of any clock. */
  private long measuredFromNanos = Long.MIN_VALUE / 2;

  /** What it writes to, for {@link io.github.xiaozhisim.stress.measure.Measurements}. */
  public Recorder recorder() {
    return recorder;
  }

  public void record(TurnMeasure measure, long nanos) {
    recorder.record(measure, nanos);
  }

  /** Turns that were to begin before this moment count, but their latencies do not. For turns that end from now on. */
  public void measureFrom(long nanos) {
    measuredFromNanos = nanos;
  }

  /** A gap that was heard in {@code turn}. */
  public void gap(Turn turn, long nanos) {
    if (measured(turn)) {
      record(TurnMeasure.GAP, nanos);
    }
  }

  private boolean measured(Turn turn) {
    return turn.at(Mark.INTENDED_START) - measuredFromNanos >= 0;
  }

  public void add(TurnCount count, long amount) {
    recorder.add(count, amount);
  }

  /** A device was added to the fleet, in its first state. */
  public void enter(DeviceState state) {
    recorder.enter(state.ordinal());
  }

  public void move(DeviceState from, DeviceState to) {
    recorder.leave(from.ordinal());
    recorder.enter(to.ordinal());
  }

  /** A device left the fleet. */
  public void leave(DeviceState state) {
    recorder.leave(state.ordinal());
  }

  /** A turn that was to begin never did. */
  public void notBegun(TurnOutcome outcome) {
    recorder.ended(outcome);
    add(TurnCount.TURNS_STARTED, 1);
    add(TurnCount.TURNS_FINISHED, 1);
  }

  /** Takes an ended turn into the sums. Gaps were recorded one by one, as they were heard. */
  public void finished(Turn turn) {
    TurnOutcome outcome = turn.outcome();
    if (outcome == null) {
      throw new IllegalArgumentException("the turn has not ended");
    }
    recorder.ended(outcome);
    add(TurnCount.TURNS_FINISHED, 1);
    boolean measured = measured(turn);
    if (!measured) {
      add(TurnCount.TURNS_WARMING_UP, 1);
    }
    for (TurnMeasure measure : MEASURES) {
      if (measure == TurnMeasure.GAP || !(measured || measure.isOfOpening())) {
        continue; // channels are opened in the warm-up more than ever
      }
      long nanos = turn.nanos(measure);
      if (nanos != Turn.UNSET) {
        record(measure, nanos);
      }
    }
    if (turn.has(Mark.LAST_VOICED) && turn.has(Mark.STT) && turn.at(Mark.STT) < turn.at(Mark.LAST_VOICED)) {
      add(TurnCount.INTERRUPTED_SPEECH, 1);
    }
  }
}
