package io.github.xiaozhisim.stress.measure;

import io.github.xiaozhisim.device.DeviceState;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * All recorders of a run seen as one. Used by one thread, which is not the recorders' own. {@link #collect} moves what
 * was recorded since the last call into the totals; the other methods show totals as of then, and counts as of now.
 */
public final class Measurements {

  private final List<TurnRecorder> recorders;
  private final List<Histogram> totals = new ArrayList<>();
  private final List<Histogram> latest = new ArrayList<>();

  public Measurements(List<TurnRecorder> recorders) {
    this.recorders = List.copyOf(recorders);
    Measure[] measures = Measure.values();
    for (int i = 0; i < measures.length; i++) {
      totals.add(new Histogram(3));
      latest.add(new Histogram(3));
    }
  }

  public void collect() {
    latest.forEach(Histogram::reset);
    for (TurnRecorder recorder : recorders) {
      for (Measure measure : Measure.values()) {
        recorder.drain(measure, latest.get(measure.ordinal()));
      }
    }
    for (int i = 0; i < totals.size(); i++) {
      totals.get(i).add(latest.get(i));
    }
  }

  /** Forgets what {@link #collect} has brought of this measure so far. */
  public void forget(Measure measure) {
    totals.get(measure.ordinal()).reset();
  }

  /** Adds to {@code into} what the latest {@link #collect} has brought, in microseconds. */
  public void addLatest(Measure measure, Histogram into) {
    into.add(latest.get(measure.ordinal()));
  }

  public Stats stats(Measure measure) {
    Histogram total = totals.get(measure.ordinal());
    if (total.getTotalCount() == 0) {
      return Stats.EMPTY;
    }
    return new Stats(
        total.getTotalCount(),
        total.getMean() / 1000,
        percentile(total, 50),
        percentile(total, 90),
        percentile(total, 95),
        percentile(total, 99),
        total.getMaxValue() / 1000.0);
  }

  private static double percentile(Histogram histogram, double percent) {
    return Math.min(histogram.getValueAtPercentile(percent), histogram.getMaxValue()) / 1000.0;
  }

  public long count(Count count) {
    long sum = 0;
    for (TurnRecorder recorder : recorders) {
      sum += recorder.count(count);
    }
    return sum;
  }

  public long outcome(Outcome outcome) {
    long sum = 0;
    for (TurnRecorder recorder : recorders) {
      sum += recorder.outcome(outcome);
    }
    return sum;
  }

  /** Devices in this state. */
  public long state(DeviceState state) {
    long sum = 0;
    for (TurnRecorder recorder : recorders) {
      sum += recorder.state(state);
    }
    return sum;
  }
}
