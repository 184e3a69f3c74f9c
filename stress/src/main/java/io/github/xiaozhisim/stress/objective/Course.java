package io.github.xiaozhisim.stress.objective;

import io.github.xiaozhisim.stress.objective.Standing.State;
import java.util.ArrayDeque;
import java.util.function.LongToDoubleFunction;

/** How one objective fares in the course of a run. Used by one thread. */
final class Course {

  /** A long window moves in steps of this part of it. */
  private static final int STEPS_A_WINDOW = 60;

  private static final long NOTHING_YET = -1;

  private final Objective objective;
  private final long plannedNanos;
  private final LongToDoubleFunction loadUntil;
  private final Sum run = new Sum();
  private final Sum window = new Sum();
  private final ArrayDeque<Sample> samples = new ArrayDeque<>();
  private long samplesNanos;
  private long judgedNanos;
  private long nowNanos;
  private boolean judged;
  private boolean missed;
  private boolean hopeless;
  private long countedFromNanos = NOTHING_YET;
  private double now = Double.NaN;
  private double worst = Double.NaN;
  private long worstNanos;

  /**
   * @param plannedNanos how long the run is to take; 0 when nobody knows
   * @param loadUntil how much work its plan brings until when, in any unit
   */
  Course(Objective objective, long plannedNanos, LongToDoubleFunction loadUntil) {
    this.objective = objective;
    this.plannedNanos = plannedNanos;
    this.loadUntil = loadUntil;
  }

  /** What comes after the planned end still counts, but is no time: turns end then that began before. */
  void look(Sample sample) {
    nowNanos = sample.untilNanos();
    long length = inTime(sample);
    run.add(sample, length);
    if (countedFromNanos == NOTHING_YET && run.hasCounted()) {
      countedFromNanos = nowNanos - sample.lengthNanos();
    }
    if (objective.windowNanos() > 0) {
      slide(sample, length);
    } else {
      now = objective.subject().value(run);
      worst = now;
      worstNanos = nowNanos;
      hopeless =
          !Double.isNaN(now) && !objective.holds(now) && Prospect.isLost(objective, run, plannedNanos, toCome());
    }
  }

  /** How much work is still to come, for each piece that has been counted; infinite when nobody knows. */
  private double toCome() {
    if (plannedNanos <= 0) {
      return Double.POSITIVE_INFINITY;
    }
    double come = loadUntil.applyAsDouble(Math.min(nowNanos, plannedNanos));
    double counted = come - loadUntil.applyAsDouble(countedFromNanos);
    double rest = loadUntil.applyAsDouble(plannedNanos) - come;
    return rest <= 0 ? 0 : counted <= 0 ? Double.POSITIVE_INFINITY : rest / counted;
  }

  private long inTime(Sample sample) {
    if (plannedNanos <= 0) {
      return sample.lengthNanos();
    }
    long from = sample.untilNanos() - sample.lengthNanos();
    return Math.max(0, Math.min(sample.untilNanos(), plannedNanos) - from);
  }

  private void slide(Sample sample, long length) {
    samples.add(sample);
    samplesNanos += length;
    while (length > 0 && samplesNanos - inTime(samples.getFirst()) >= objective.windowNanos()) {
      samplesNanos -= inTime(samples.removeFirst());
    }
    boolean full = samplesNanos >= objective.windowNanos();
    if (full && nowNanos - judgedNanos >= objective.windowNanos() / STEPS_A_WINDOW) {
      judgeWindow();
    }
  }

  private void judgeWindow() {
    judgedNanos = nowNanos;
    window.clear();
    samples.forEach(each -> window.add(each, inTime(each)));
    judge(window);
  }

  private void judge(Sum sum) {
    double value = objective.subject().value(sum);
    now = value;
    if (Double.isNaN(value) || !objective.subject().isEnough(sum, objective.limit())) {
      return;
    }
    take(value);
  }

  private void take(double value) {
    judged = true;
    missed |= !objective.holds(value);
    double worse = objective.worse(worst, value);
    if (worse != worst) { // also the first one, after NaN
      worst = worse;
      worstNanos = nowNanos;
    }
  }

  Standing standing() {
    return new Standing(objective, state(), now, worst, worstNanos / 1e9);
  }

  private State state() {
    if (missed || hopeless) {
      return State.MISSED;
    }
    if (objective.windowNanos() > 0) {
      return judged ? State.HOLDS : State.OPEN;
    }
    if (Double.isNaN(now)) {
      return State.OPEN;
    }
    return objective.holds(now) ? State.HOLDS : State.IN_DANGER;
  }

  /** The run is over. Where no window was long or full enough to be judged, the whole run is, whatever there is. */
  Standing conclude() {
    if (judged && nowNanos > judgedNanos) {
      judgeWindow(); // the last part of a step
    }
    double value = objective.subject().value(run);
    if (objective.windowNanos() > 0 && !judged && !Double.isNaN(value)) {
      now = value;
      take(value);
    }
    hopeless = false; // over the whole run the value at its end decides
    missed |= state() == State.IN_DANGER;
    return standing();
  }
}
