package io.github.xiaozhisim.stress.monitor;

import io.github.xiaozhisim.stress.measure.Reading;
import java.util.ArrayList;
import java.util.List;

/** Holds readings against thresholds. One thread. */
final class Warnings {

  private final List<Watched> watched = new ArrayList<>();

  private static final class Watched {
    private final Threshold threshold;
    private int inRow;
    private int readings;
    private long rowFromNanos;
    private long fromNanos = -1;
    private double worst;
    private double worstInRow;

    Watched(Threshold threshold) {
      this.threshold = threshold;
    }

    void look(Reading reading) {
      Double value = reading.values().get(threshold.gauge());
      if (value == null || value <= threshold.above()) {
        inRow = 0;
        return;
      }
      if (inRow++ == 0) {
        rowFromNanos = reading.atNanos();
        worstInRow = value;
      }
      worstInRow = Math.max(worstInRow, value);
      if (inRow == threshold.readings() && fromNanos < 0) {
        fromNanos = rowFromNanos;
      }
      if (inRow >= threshold.readings()) {
        readings += inRow == threshold.readings() ? inRow : 1;
        worst = Math.max(worst, worstInRow);
      }
    }
  }

  Warnings(List<Threshold> thresholds) {
    thresholds.forEach(each -> watched.add(new Watched(each)));
  }

  void look(Reading reading) {
    watched.forEach(each -> each.look(reading));
  }

  /** In the order of thresholds. */
  List<Warning> list() {
    List<Warning> list = new ArrayList<>();
    for (Watched each : watched) {
      if (each.fromNanos >= 0) {
        list.add(Warning.of(each.threshold, each.fromNanos, each.readings, each.worst));
      }
    }
    return list;
  }
}
