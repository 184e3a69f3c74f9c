package io.github.xiaozhisim.stress.capacity;

import java.util.ArrayList;
import java.util.List;

/**
 * Looks for the highest level that is met: grows until one is missed, bisects between, confirms the best one with a
 * long trial, and tries the lowest missed one once more, long, too. Immutable: a pure function of what was tried, so
 * the same answers always lead to the same questions.
 *
 * <p>Trials are noisy, and the later one is believed: a level that is met takes back the misses at and below it, a miss
 * takes back what was met at and above it. After a long trial has been missed all trials are long.
 */
public record Search(Plan plan, List<Trial> trials) {

  private static final double GROWTH = 2;

  /** Nobody waits for more: a server that answers at random has no capacity. */
  static final int MOST_TRIALS = 48;

  /** What was tried. */
  public record Trial(double level, boolean isLong, boolean met) {}

  /** What to do next. */
  public sealed interface Move {

    /** Find out whether this level is met. */
    record Try(double level, Purpose purpose) implements Move {
      public boolean isLong() {
        return purpose == Purpose.CONFIRM || purpose == Purpose.DOUBT || purpose == Purpose.NARROW_LONG;
      }
    }

    /**
     * The search is over.
     *
     * @param best the highest level that is met; 0 when none is
     * @param missed the lowest one that is not; infinite when all are
     * @param sure whether it ended by itself, and not because too much was tried
     */
    record Done(double best, double missed, boolean sure) implements Move {}
  }

  /** Why a level is tried. */
  public enum Purpose {
    /** Up from a level that was met. */
    GROW,
    /** Down from a first level that was missed. */
    SHRINK,
    /** Between one that was met and one that was missed. */
    NARROW,
    NARROW_LONG,
    /** Whether the best one is met for long. */
    CONFIRM,
    /** Whether the lowest one that was missed really is. */
    DOUBT
  }

  public Search {
    trials = List.copyOf(trials);
  }

  public Search(Plan plan) {
    this(plan, List.of());
  }

  /** After {@code move} was tried. */
  public Search after(Move.Try move, boolean met) {
    List<Trial> more = new ArrayList<>(trials);
    more.add(new Trial(move.level(), move.isLong(), met));
    return new Search(plan, more);
  }

  public Move next() {
    if (trials.isEmpty()) {
      return new Move.Try(plan.from(), Purpose.GROW);
    }
    Bounds bounds = bounds();
    double best = bounds.best();
    double missed = bounds.missed();
    if (trials.size() >= MOST_TRIALS) {
      return new Move.Done(best, missed, false);
    }
    if (best == 0) {
      return missed <= plan.grain()
          ? new Move.Done(0, missed, true)
          : new Move.Try(plan.onGrid(missed / 2), Purpose.SHRINK);
    }
    if (missed == Double.POSITIVE_INFINITY && best < plan.most()) {
      return new Move.Try(plan.onGrid(best * GROWTH), Purpose.GROW);
    }
    if (missed < Double.POSITIVE_INFINITY && isWide(best, missed)) {
      boolean patient = trials.stream().anyMatch(trial -> trial.isLong() && !trial.met());
      return new Move.Try(between(best, missed), patient ? Purpose.NARROW_LONG : Purpose.NARROW);
    }
    if (!bounds.bestIsLong()) {
      return new Move.Try(best, Purpose.CONFIRM);
    }
    return missed == Double.POSITIVE_INFINITY || bounds.missedIsLong()
        ? new Move.Done(best, missed, true)
        : new Move.Try(missed, Purpose.DOUBT);
  }

  Bounds bounds() {
    return Bounds.of(trials);
  }

  private boolean isWide(double best, double missed) {
    return missed - best > Math.max(1.5 * plan.grain(), plan.precision() * best);
  }

  /** In the middle by ratio: what is known so far is as wrong upwards as downwards. */
  private double between(double best, double missed) {
    double middle = plan.onGrid(Math.sqrt(best * missed));
    return Math.clamp(middle, best + plan.grain(), missed - plan.grain());
  }

  /** What is still believed. */
  record Bounds(double best, boolean bestIsLong, double missed, boolean missedIsLong) {

    static Bounds of(List<Trial> trials) {
      List<Trial> believed = new ArrayList<>();
      for (Trial trial : trials) {
        believed.removeIf(
            earlier ->
                earlier.met() != trial.met()
                    && (trial.met() ? earlier.level() <= trial.level() : earlier.level() >= trial.level()));
        believed.add(trial);
      }
      double best = believed.stream().filter(Trial::met).mapToDouble(Trial::level).max().orElse(0);
      double missed =
          believed.stream()
              .filter(trial -> !trial.met())
              .mapToDouble(Trial::level)
              .min()
              .orElse(Double.POSITIVE_INFINITY);
      return new Bounds(
          best,
          believed.stream().anyMatch(trial -> trial.met() && trial.isLong() && trial.level() == best),
          missed,
          believed.stream().anyMatch(trial -> !trial.met() && trial.isLong() && trial.level() == missed));
    }
  }
}
