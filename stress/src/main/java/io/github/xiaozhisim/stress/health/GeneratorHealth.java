package io.github.xiaozhisim.stress.health;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Judges the generator, look by look. Looks are put together to windows of {@value #WINDOW_SECONDS} s, about as long as
 * a turn takes: a window in which the generator was late has touched about one turn of every device. Each window is
 * held against {@link Criterion}; then the share of windows decides about the run.
 *
 * <ul>
 *   <li>INVALID when more than {@value #INVALID_SHARE} of the windows are invalid: then the 95th percentiles of the
 *   report
 *       are the generator's.
 *   <li>DEGRADED when more than {@value #DEGRADED_SHARE_INVALID} of the windows are invalid, which is when the 99th
 *       percentiles are, or more than {@value #DEGRADED_SHARE} are degraded.
 * </ul>
 *
 * <p>So one hiccup counts in half a minute, and does not in an hour. Used by one thread.
 */
public final class GeneratorHealth {

  public static final int WINDOW_SECONDS = 10;
  public static final double INVALID_SHARE = 0.05;
  public static final double DEGRADED_SHARE = 0.05;
  public static final double DEGRADED_SHARE_INVALID = 0.01;

  private static final long WINDOW_NANOS = WINDOW_SECONDS * 1_000_000_000L;

  /** A shorter rest says too little to be judged. */
  private static final long SHORTEST_WINDOW_NANOS = WINDOW_NANOS / 2;

  private long judgeFromNanos;
  private final Stretch window = new Stretch();
  private final Map<Criterion, Tally> tallies = new EnumMap<>(Criterion.class);
  private int windows;
  private int degradedWindows;
  private int invalidWindows;

  private static final class Tally {
    private double worst = Double.NEGATIVE_INFINITY;
    private Verdict verdict = Verdict.VALID;
    private int windows;
  }

  /** Looks that begin before {@code judgeFromNanos}, counted from the start of the run, are not judged. */
  public GeneratorHealth(long judgeFromNanos) {
    this.judgeFromNanos = judgeFromNanos;
  }

  /** Nor are looks that begin before this moment: something was done that no run does twice. */
  public void leaveOut(long untilNanos) {
    judgeFromNanos = Math.max(judgeFromNanos, untilNanos);
  }

  public void look(Look look) {
    if (look.untilNanos() - look.lengthNanos() < judgeFromNanos) {
      return;
    }
    window.add(look);
    if (window.lengthNanos() >= WINDOW_NANOS) {
      judgeWindow();
    }
  }

  /** What would be the verdict if the run were over now, with nothing but the windows that are full. */
  public Verdict soFar() {
    return ofWindows(windows, degradedWindows, invalidWindows);
  }

  /** The same with its reasons. */
  public Health now() {
    return new Health(soFar(), reasons(), windows, degradedWindows, invalidWindows, judgeFromNanos, List.of());
  }

  /**
   * The verdict on the whole run, which is over.
   *
   * @param ofRun values of criteria of the whole run, in their units
   * @param growth handed on; decides nothing
   */
  public Health conclude(Map<Criterion, Double> ofRun, List<Growth> growth) {
    if (window.lengthNanos() >= SHORTEST_WINDOW_NANOS) {
      judgeWindow();
    }
    Verdict verdict = soFar();
    for (Map.Entry<Criterion, Double> each : ofRun.entrySet()) {
      Verdict judged = each.getKey().judge(each.getValue());
      if (judged != Verdict.VALID) {
        note(each.getKey(), each.getValue(), judged, 0);
        verdict = verdict.and(judged);
      }
    }
    return new Health(verdict, reasons(), windows, degradedWindows, invalidWindows, judgeFromNanos, growth);
  }

  private void judgeWindow() {
    Verdict worst = Verdict.VALID;
    for (Criterion criterion : Criterion.values()) {
      if (criterion.scope() != Criterion.Scope.WINDOW) {
        continue;
      }
      double value = window.value(criterion);
      Verdict judged = criterion.judge(value);
      if (judged != Verdict.VALID) {
        note(criterion, value, judged, 1);
        worst = worst.and(judged);
      }
    }
    windows++;
    degradedWindows += worst == Verdict.VALID ? 0 : 1;
    invalidWindows += worst == Verdict.INVALID ? 1 : 0;
    window.clear();
  }

  private void note(Criterion criterion, double value, Verdict judged, int inWindows) {
    Tally tally = tallies.computeIfAbsent(criterion, unused -> new Tally());
    tally.worst = Math.max(tally.worst, value);
    tally.verdict = tally.verdict.and(judged);
    tally.windows += inWindows;
  }

  private static Verdict ofWindows(int all, int degraded, int invalid) {
    if (invalid > INVALID_SHARE * all) {
      return Verdict.INVALID;
    }
    return invalid > DEGRADED_SHARE_INVALID * all || degraded > DEGRADED_SHARE * all ? Verdict.DEGRADED : Verdict.VALID;
  }

  /** What invalidates before what degrades; effects before causes, as the table has them. */
  private List<Health.Reason> reasons() {
    List<Health.Reason> reasons = new ArrayList<>();
    tallies.forEach(
        (criterion, tally) -> reasons.add(new Health.Reason(criterion, tally.worst, tally.verdict, tally.windows)));
    reasons.sort(Comparator.comparing(Health.Reason::verdict).reversed().thenComparing(Health.Reason::criterion));
    return reasons;
  }
}
