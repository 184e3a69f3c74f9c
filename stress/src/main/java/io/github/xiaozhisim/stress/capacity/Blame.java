package io.github.xiaozhisim.stress.capacity;

import io.github.xiaozhisim.stress.objective.Standing;
import io.github.xiaozhisim.stress.objective.Subject;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The part that gave way first, found by comparing the lowest level that was missed with the server when it had little
 * to do: where the missed objective is about durations, the part whose 95th percentile has grown most; where it is
 * about failures, the part by which most work failed. Immutable.
 *
 * @param before 95th percentile with little to do, ms
 * @param after the same at the level that was missed, ms
 * @param failedBefore share of the work that ended by its failing with little to do, 0 to 1
 * @param failed the same at the level that was missed
 */
public record Blame(Part part, double before, double after, double failedBefore, double failed) {

  /** What grew by less is noise. */
  private static final double NOISE_MILLIS = 20;

  private static final double NOISE_SHARE = 0.005;

  /** Null where no part stands out. */
  static @Nullable Blame of(Step calm, Step missed, List<Part> parts) {
    boolean aboutFailures =
        !missed.complete() || missed.standings().stream()
            .filter(standing -> !standing.isMet())
            .anyMatch(each -> each.objective().subject() instanceof Subject.Share
                || each.objective().subject() instanceof Subject.Ended);
    Blame byFailing = null;
    Blame byGrowing = null;
    for (int i = 0; i < parts.size(); i++) {
      Blame each =
          new Blame(
              parts.get(i),
              calm.parts().get(i).p95(),
              missed.parts().get(i).p95(),
              calm.failures().get(i),
              missed.failures().get(i));
      if (each.failedMore() > (byFailing == null ? NOISE_SHARE : byFailing.failedMore())) {
        byFailing = each;
      }
      if (each.growth() > (byGrowing == null ? NOISE_MILLIS : byGrowing.growth())) {
        byGrowing = each;
      }
    }
    return aboutFailures && byFailing != null || byGrowing == null ? byFailing : byGrowing;
  }

  private double growth() {
    return after - before;
  }

  private double failedMore() {
    return failed - failedBefore;
  }

  /** {@code recognition gave way first (200 ms with little to do, 1,240 ms there)}. */
  public String english() {
    return part.english() + " gave way first ("
        + figures("%,.0f ms with little to do, %,.0f ms there", "%.1f%% of the work failed by it", "; ") + ")";
  }

  public String chinese() {
    return "最先撑不住的是" + part.chinese() + "（" + figures("%,.0f 毫秒（空闲时）→ %,.0f 毫秒", "%.1f%% 的工作因此失败", "；") + "）";
  }

  /** Whichever of the two has grown. */
  private String figures(String times, String failures, String and) {
    String slower = growth() > NOISE_MILLIS ? String.format(Locale.ROOT, times, before, after) : "";
    String worse = failedMore() > NOISE_SHARE ? String.format(Locale.ROOT, failures, 100 * failed) : "";
    return slower + (slower.isEmpty() || worse.isEmpty() ? "" : and) + worse;
  }
}
