package io.github.xiaozhisim.stress.health;

import java.util.List;

/**
 * The verdict on a run, and why.
 *
 * @param verdict can the figures be taken for the server's?
 * @param reasons criteria that were not met, worst first; also those of single windows that did not decide the verdict
 * @param windows how many windows were judged; 0 when the run was too short
 * @param degradedWindows how many of them were degraded or worse
 * @param invalidWindows how many of them were invalid
 * @param leftOutNanos from the start of the run: what was not judged
 * @param growth of what must not grow, where the run was long enough to tell
 */
public record Health(
    Verdict verdict,
    List<Reason> reasons,
    int windows,
    int degradedWindows,
    int invalidWindows,
    long leftOutNanos,
    List<Growth> growth) {

  public Health {
    reasons = List.copyOf(reasons);
    growth = List.copyOf(growth);
  }

  /**
   * One criterion that was not met.
   *
   * @param worst the worst value, in the criterion's unit
   * @param verdict what that value means for the window it is of, or for the run
   * @param windows in how many windows; 0 for a criterion of the whole run
   */
  public record Reason(Criterion criterion, double worst, Verdict verdict, int windows) {}
}
