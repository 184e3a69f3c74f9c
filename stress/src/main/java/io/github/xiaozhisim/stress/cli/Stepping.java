package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.arrivals.Load;
import io.github.xiaozhisim.stress.arrivals.Phases;
import io.github.xiaozhisim.stress.measure.Durations;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.measure.Stats;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import io.github.xiaozhisim.stress.report.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Takes a run through its phases, and keeps apart what happened in each. Told once a second; main thread. */
final class Stepping {

  private final @Nullable Phases phases;
  private final Measure headline;
  private final List<Outcome> outcomes;
  private final List<Tally> tallies = new ArrayList<>();
  private int at;

  private static final class Tally {
    private long untilNanos;
    private long ended;
    private long failed;
    private Durations headline = Durations.NONE;
  }

  /**
   * @param phases null for a run that stays as it begins
   */
  Stepping(@Nullable Phases phases, Vocabulary vocabulary, Measure headline) {
    this.phases = phases;
    this.headline = headline;
    this.outcomes = vocabulary.outcomes();
  }

  /** Counts what has come, and turns the run up or down where its next phase begins. */
  void look(Slice slice, Load load) {
    if (phases == null) {
      return;
    }
    count(slice, phases.indexAt(slice.fromNanos()));
    int now = phases.indexAt(slice.untilNanos());
    if (now != at) {
      at = now;
      load.level(Math.min(phases.all().get(now).level(), load.most()));
    }
  }

  private void count(Slice slice, int phase) {
    while (tallies.size() <= phase) {
      tallies.add(new Tally());
    }
    Tally tally = tallies.get(phase);
    tally.untilNanos = slice.untilNanos();
    tally.headline = tally.headline.and(slice.durations(headline));
    for (Outcome outcome : outcomes) {
      if (!outcome.isCut()) {
        tally.ended += slice.outcome(outcome);
        tally.failed += outcome.isGood() ? 0 : slice.outcome(outcome);
      }
    }
  }

  /** How many take part at most; 0 without phases. */
  int highest() {
    return phases == null ? 0 : phases.highest();
  }

  /** The phases that were reached. */
  List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; phases != null && i < tallies.size(); i++) {
      Tally tally = tallies.get(i);
      steps.add(
          new Step(
              phases.all().get(i).level(),
              seconds(phases.beginNanos(i)),
              seconds(tally.untilNanos),
              tally.ended,
              tally.failed,
              headline.label(),
              tally.headline.stats()));
    }
    return steps;
  }

  private static double seconds(long nanos) {
    return Math.round(nanos / 1e6) / 1e3;
  }

  /** A table for the terminal; empty without phases. */
  String table() {
    if (phases == null) {
      return "";
    }
    StringBuilder table = new StringBuilder();
    String form = "%n  %-18s %10s %10s %10s %10s %10s%n";
    table.append(String.format(form, "step by step", "devices", "turns", "failed", "p50", "p95"));
    for (Step step : steps()) {
      table.append(
          String.format(
              Locale.ROOT,
              "  %-18s %,10d %,10d %9.1f%% %10s %10s%n",
              moment(step.fromSeconds()) + " - " + moment(step.untilSeconds()),
              step.level(),
              step.ended(),
              step.ended() == 0 ? 0 : 100.0 * step.failed() / step.ended(),
              millis(step.headline(), step.headline().p50()),
              millis(step.headline(), step.headline().p95())));
    }
    return table.append("  (p50 and p95 of ").append(headline.meaning()).append(", in milliseconds)\n").toString();
  }

  private static String millis(Stats stats, double value) {
    return stats.count() == 0 ? "-" : String.format(Locale.ROOT, "%,.0f", value);
  }

  private static String moment(double after) {
    long seconds = (long) after;
    return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }
}
