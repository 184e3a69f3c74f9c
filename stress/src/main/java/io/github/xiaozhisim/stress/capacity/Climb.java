package io.github.xiaozhisim.stress.capacity;

import io.github.xiaozhisim.stress.arrivals.Load;
import io.github.xiaozhisim.stress.health.Look;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import io.github.xiaozhisim.stress.objective.Objective;
import io.github.xiaozhisim.stress.objective.Standing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does on a load what a {@link Search} wants to know: goes to a level, waits until all are there and things have
 * settled, holds it while objectives are judged, cools down, and goes on. Told of each slice as it comes, on the thread
 * that collects them; a function of what it is told.
 */
public final class Climb {

  /** What is to be known about who does the work. */
  public interface Crowd {

    /** How many of the {@linkplain Load#level level} are there. */
    double present();

    /** Nothing is under way. */
    boolean isIdle();
  }

  /** Where it is within a trial. */
  public enum Phase {
    GATHERING,
    SETTLING,
    HOLDING,
    DRAINING,
    RESTING,
    OVER
  }

  private final Load load;
  private final Crowd crowd;
  private final Tempo tempo;
  private final List<Objective> objectives;
  private final Vocabulary vocabulary;
  private final List<Part> parts;
  private final List<Step> steps = new ArrayList<>();
  private Search search;
  private Search.@Nullable Move move;
  private Phase phase = Phase.RESTING;
  private long sinceNanos;
  private double cameFrom;
  private double present;
  private long cameNanos;
  private boolean gaveUpWaiting;
  private @Nullable Hold hold;

  public Climb(
      Plan plan,
      Tempo tempo,
      Load load,
      Crowd crowd,
      List<Objective> objectives,
      Vocabulary vocabulary,
      List<Part> parts) {
    this.search = new Search(plan);
    this.tempo = tempo;
    this.load = load;
    this.crowd = crowd;
    this.objectives = List.copyOf(objectives);
    this.vocabulary = vocabulary;
    this.parts = List.copyOf(parts);
  }

  /** Begins the first trial; the run has just started. */
  public void start() {
    goOn(0);
  }

  /** How the generator did in a second; comes before its slice. */
  public void look(Look look) {
    Hold holding = hold;
    if (holding != null && phase == Phase.HOLDING) {
      holding.look(look);
    }
  }

  /** What has come; true when the search is over. */
  public boolean look(Slice slice) {
    long nowNanos = slice.untilNanos();
    Hold holding = hold;
    if (holding != null) {
      holding.look(slice);
    }
    switch (phase) {
      case GATHERING -> gather(nowNanos);
      case SETTLING -> {
        if (nowNanos - sinceNanos >= tempo.settleNanos()) {
          if (holding != null) {
            holding.begin(isComplete(), nowNanos);
          }
          enter(Phase.HOLDING, nowNanos);
        }
      }
      case HOLDING -> {
        if (holding == null || holding.isLost() || nowNanos - sinceNanos >= holdNanos()) {
          coolDown(holding, nowNanos);
        }
      }
      case DRAINING -> {
        boolean late = nowNanos - sinceNanos >= tempo.drainLimitNanos();
        if (late && !gaveUpWaiting) {
          gaveUpWaiting = true; // what still waits is this level's failure, and not the next one's burden
          load.giveUpWaiting();
          enter(Phase.DRAINING, nowNanos);
        } else if (late || crowd.isIdle()) {
          judge(holding);
          enter(Phase.RESTING, nowNanos);
        }
      }
      case RESTING -> {
        if (nowNanos - sinceNanos >= tempo.restNanos()) {
          goOn(nowNanos);
        }
      }
      case OVER -> {}
    }
    return phase == Phase.OVER;
  }

  /** Everybody joins evenly, in the closed model; arrivals need not gather. */
  private void gather(long nowNanos) {
    double target = trying().level();
    double share = tempo.gatherNanos() == 0 ? 1 : Math.min(1, (double) (nowNanos - sinceNanos) / tempo.gatherNanos());
    double level = Math.rint(cameFrom + (target - cameFrom) * share);
    boolean all = load.model() == Load.Model.OPEN || level == target || target < cameFrom;
    load.level(all ? target : level);
    if (crowd.present() > present) {
      present = crowd.present();
      cameNanos = nowNanos;
    }
    if (all && isComplete() || nowNanos - cameNanos >= Tempo.NOBODY_COMES_NANOS) {
      enter(Phase.SETTLING, nowNanos);
    }
  }

  private boolean isComplete() {
    return crowd.present() >= load.level();
  }

  /**
   * In the open model nothing more comes until all that is under way has ended, and that still counts. In the closed
   * one those go on that the server is known to hold: if all fell silent, all would begin again together.
   */
  private void coolDown(@Nullable Hold holding, long nowNanos) {
    if (load.model() == Load.Model.OPEN) {
      load.pause();
      enter(Phase.DRAINING, nowNanos);
      return;
    }
    judge(holding);
    if (steps.getLast().met()) {
      goOn(nowNanos);
    } else {
      cameFrom = search.bounds().best();
      load.level(cameFrom);
      enter(Phase.RESTING, nowNanos);
    }
  }

  private void judge(@Nullable Hold holding) {
    if (holding == null) {
      return;
    }
    Step step = holding.conclude();
    steps.add(step);
    search = search.after(trying(), step.met());
    hold = null;
  }

  private void goOn(long nowNanos) {
    Search.Move next = search.next();
    move = next;
    switch (next) {
      case Search.Move.Try trial -> {
        cameFrom = load.model() == Load.Model.OPEN ? 0 : load.level();
        gaveUpWaiting = false;
        present = 0;
        cameNanos = nowNanos;
        hold = new Hold(trial, holdNanos(), objectives, vocabulary, parts);
        enter(Phase.GATHERING, nowNanos);
        gather(nowNanos);
        load.resume();
      }
      case Search.Move.Done _ -> enter(Phase.OVER, nowNanos);
    }
  }

  private void enter(Phase next, long nowNanos) {
    phase = next;
    sinceNanos = nowNanos;
  }

  private long holdNanos() {
    return trying().isLong() ? tempo.confirmNanos() : tempo.holdNanos();
  }

  private Search.Move.Try trying() {
    if (move instanceof Search.Move.Try trial) {
      return trial;
    }
    throw new IllegalStateException("nothing is being tried");
  }

  public Phase phase() {
    return phase;
  }

  /** The level that is being tried; the best one once it is over. */
  public double level() {
    return switch (move) {
      case Search.Move.Try trial -> trial.level();
      case Search.Move.Done done -> done.best();
      case null -> 0;
    };
  }

  /** How the objectives stand at the level that is being judged; empty between levels. */
  public List<Standing> standings() {
    Hold holding = hold;
    return holding == null || !holding.hasBegun() ? List.of() : holding.standings();
  }

  /** What was tried so far, in order. */
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  /** What was found; as far as it got where it is not over. */
  public Answer answer(Unit unit) {
    return Answer.of(search, steps, objectives, parts, unit, phase == Phase.OVER);
  }
}
