package io.github.xiaozhisim.stress.capacity;

import io.github.xiaozhisim.stress.health.GeneratorHealth;
import io.github.xiaozhisim.stress.health.Look;
import io.github.xiaozhisim.stress.measure.Durations;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.measure.Stats;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import io.github.xiaozhisim.stress.objective.Objective;
import io.github.xiaozhisim.stress.objective.Objectives;
import io.github.xiaozhisim.stress.objective.Standing;
import io.github.xiaozhisim.stress.objective.Subject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * One level while it is judged: objectives, parts and the generator, from when it has settled until its work has ended.
 * Before that, while it is gathered, those come who have to open connections: only what is {@linkplain
 * Measure#isOfOpening of opening} counts from then on.
 */
final class Hold {

  private final Search.Move.Try trial;
  private final long plannedNanos;
  private final Objectives objectives;
  private final Vocabulary vocabulary;
  private final List<Part> parts;
  private final List<Histogram> durations = new ArrayList<>();
  private final long[] failures;
  private final long[] gathered;
  private final List<Durations> opened;
  private @Nullable GeneratorHealth generator;
  private boolean complete;
  private long fromNanos;
  private long endedBefore;
  private long ended;
  private long goodInTime;
  private long inTimeNanos;
  private long untilNanos;

  Hold(
      Search.Move.Try trial,
      long plannedNanos,
      List<Objective> objectives,
      Vocabulary vocabulary,
      List<Part> parts) {
    this.trial = trial;
    this.plannedNanos = plannedNanos;
    this.objectives = new Objectives(objectives, vocabulary, plannedNanos);
    this.vocabulary = vocabulary;
    this.parts = parts;
    this.failures = new long[parts.size()];
    this.gathered = new long[parts.size()];
    this.opened = new ArrayList<>(Collections.nCopies(vocabulary.measures().size(), Durations.NONE));
    for (int i = 0; i < parts.size(); i++) {
      durations.add(new Histogram(3));
    }
  }

  /**
   * From now on it is judged.
   *
   * @param all who are to take part have come
   */
  void begin(boolean all, long nowNanos) {
    complete = all;
    fromNanos = nowNanos;
    untilNanos = nowNanos;
    generator = new GeneratorHealth(nowNanos);
  }

  boolean hasBegun() {
    return generator != null;
  }

  void look(Look look) {
    health().look(look);
  }

  private GeneratorHealth health() {
    return Objects.requireNonNull(generator, "it is still being gathered");
  }

  void look(Slice slice) {
    if (hasBegun()) {
      judge(slice);
    } else {
      gather(slice);
    }
  }

  private void gather(Slice slice) {
    for (Measure measure : vocabulary.measures()) {
      if (measure.isOfOpening()) {
        opened.set(measure.ordinal(), opened.get(measure.ordinal()).and(slice.durations(measure)));
      }
    }
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).measure().isOfOpening()) {
        gathered[i] += parts.get(i).failures().stream().mapToLong(slice::outcome).sum();
      }
    }
    endedBefore += ended(slice);
  }

  private long ended(Slice slice) {
    return vocabulary.outcomes().stream().filter(outcome -> !outcome.isCut()).mapToLong(slice::outcome).sum();
  }

  private void judge(Slice judged) {
    Slice slice = withOpened(judged);
    objectives.look(sinceBegin(slice));
    untilNanos = slice.untilNanos();
    for (int i = 0; i < parts.size(); i++) {
      slice.durations(parts.get(i).measure()).addTo(durations.get(i));
      failures[i] += parts.get(i).failures().stream().mapToLong(slice::outcome).sum();
    }
    ended += ended(slice);
    long goodNow = 0;
    for (Outcome outcome : vocabulary.outcomes()) {
      goodNow += outcome.isGood() ? slice.outcome(outcome) : 0;
    }
    if (slice.untilNanos() - fromNanos <= plannedNanos) {
      goodInTime += goodNow;
      inTimeNanos += slice.lengthNanos();
    }
  }

  /** The first slice that is judged brings along what was opened before. */
  private Slice withOpened(Slice slice) {
    List<Durations> all = new ArrayList<>(slice.durations());
    for (int i = 0; i < all.size(); i++) {
      all.set(i, all.get(i).and(opened.set(i, Durations.NONE)));
    }
    return new Slice(slice.fromNanos(), slice.untilNanos(), all, slice.counts(), slice.outcomes(), slice.states());
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
    List<Standing> standings = objectives.conclude().stream().map(Hold::orNobodyCame).map(this::sinceStart).toList();
    List<Stats> stats = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      stats.add(stats(parts.get(i).measure(), durations.get(i)));
      shares.add(share(parts.get(i), i));
    }
    return new Step(
        trial.level(),
        trial.purpose(),
        complete && standings.stream().allMatch(Standing::isMet),
        complete,
        health().conclude(Map.of(), List.of()).verdict(),
        standings,
        stats,
        shares,
        inTimeNanos == 0 ? 0 : goodInTime / (inTimeNanos / 1e9),
        fromNanos / 1e9,
        untilNanos / 1e9);
  }

  private double share(Part part, int place) {
    long failed = failures[place] + gathered[place];
    long all = part.measure().isOfOpening() ? ended + endedBefore : ended;
    return all == 0 ? 0.0 : (double) failed / all;
  }

  /** Where nobody had to open a connection, nobody waited for one. */
  private static Standing orNobodyCame(Standing standing) {
    Objective objective = standing.objective();
    boolean ofOpening =
        objective.subject() instanceof Subject.OfDurations(Measure measure, _, _) && measure.isOfOpening();
    return ofOpening && standing.state() == Standing.State.OPEN
        ? new Standing(objective, Standing.State.HOLDS, standing.now(), standing.worst(), standing.atSeconds())
        : standing;
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
