package io.github.xiaozhisim.stress.capacity;

import io.github.xiaozhisim.stress.health.GeneratorHealth;
import io.github.xiaozhisim.stress.health.Look;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.measure.Stats;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import io.github.xiaozhisim.stress.objective.Objective;
import io.github.xiaozhisim.stress.objective.Objectives;
import io.github.xiaozhisim.stress.objective.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * One level while it is judged: objectives, parts and the generator, from when it has settled until its work has ended.
 */
final class Hold {

  private final Search.Move.Try trial;
  private final boolean complete;
  private final long fromNanos;
  private final long plannedNanos;
  private final Objectives objectives;
  private final GeneratorHealth generator;
  private final Vocabulary vocabulary;
  private final List<Part> parts;
  private final List<Histogram> durations = new ArrayList<>();
  private final long[] failures;
  private long ended;
  private long goodInTime;
  private long inTimeNanos;
  private long untilNanos;

  Hold(
      Search.Move.Try trial,
      boolean complete,
      long fromNanos,
      long plannedNanos,
      List<Objective> objectives,
      Vocabulary vocabulary,
      List<Part> parts) {
    this.trial = trial;
    this.complete = complete;
    this.fromNanos = fromNanos;
    this.plannedNanos = plannedNanos;
    this.objectives = new Objectives(objectives, vocabulary, plannedNanos);
    this.generator = new GeneratorHealth(fromNanos);
    this.vocabulary = vocabulary;
    this.parts = parts;
    this.failures = new long[parts.size()];
    this.untilNanos = fromNanos;
    for (int i = 0; i < parts.size(); i++) {
      durations.add(new Histogram(3));
    }
  }

  void look(Look look) {
    generator.look(look);
  }

  void look(Slice slice) {
    objectives.look(sinceBegin(slice));
    untilNanos = slice.untilNanos();
    for (int i = 0; i < parts.size(); i++) {
      slice.durations(parts.get(i).measure()).addTo(durations.get(i));
      failures[i] += parts.get(i).failures().stream().mapToLong(slice::outcome).sum();
    }
    long goodNow = 0;
    for (Outcome outcome : vocabulary.outcomes()) {
      ended += outcome.isCut() ? 0 : slice.outcome(outcome);
      goodNow += outcome.isGood() ? slice.outcome(outcome) : 0;
    }
    if (slice.untilNanos() - fromNanos <= plannedNanos) {
      goodInTime += goodNow;
      inTimeNanos += slice.lengthNanos();
    }
  }

  private Slice sinceBegin(Slice slice) {
    return new Slice(
        slice.fromNanos() - fromNanos,
        slice.untilNanos() - fromNanos,
        slice.durations(),
        slice.counts(),
        slice.outcomes(),
        slice.states());
  }

  /** It cannot be met any more. */
  boolean isLost() {
    return !complete || objectives.lost() != null;
  }

  List<Standing> standings() {
    return objectives.standings().stream().map(this::sinceStart).toList();
  }

  Step conclude() {
    List<Standing> standings = objectives.conclude().stream().map(this::sinceStart).toList();
    List<Stats> stats = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      stats.add(stats(parts.get(i).measure(), durations.get(i)));
      shares.add(ended == 0 ? 0.0 : (double) failures[i] / ended);
    }
    return new Step(
        trial.level(),
        trial.purpose(),
        complete && standings.stream().allMatch(Standing::isMet),
        complete,
        generator.conclude(Map.of(), List.of()).verdict(),
        standings,
        stats,
        shares,
        inTimeNanos == 0 ? 0 : goodInTime / (inTimeNanos / 1e9),
        fromNanos / 1e9,
        untilNanos / 1e9);
  }

  /**
   * Of what work may have none of, such as gaps, the sum for each piece of work is told: many short ones are bad, too.
   */
  private Stats stats(Measure measure, Histogram micros) {
    if (!measure.isOptional()) {
      return Stats.of(micros);
    }
    double each = ended == 0 ? 0 : micros.getMean() * micros.getTotalCount() / 1000 / ended;
    return new Stats(micros.getTotalCount(), each, each, each, each, each, each);
  }

  private Standing sinceStart(Standing since) {
    double atSeconds = since.atSeconds() + fromNanos / 1e9;
    return new Standing(since.objective(), since.state(), since.now(), since.worst(), atSeconds);
  }
}
