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
 * @param failed share of the work that ended by its failing there, 0 to 1
 */
public record Blame(Part part, double before, double after, double failed) {

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
          new Blame(parts.get(i), calm.parts().get(i).p95(), missed.parts().get(i).p95(), missed.failures().get(i));
      if (each.failed() - calm.failures().get(i) > (byFailing == null ? NOISE_SHARE : byFailing.failed())) {
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

  /** {@code recognition gave way first: 200 ms with little to do, 1,240 ms there}. */
  public String english() {
    String figures = times(" ms with little to do, ", " ms there", " of the work failed by it");
    return part.english() + " gave way first (" + figures;
  }

  public String chinese() {
    return "最先撑不住的是" + part.chinese() + "（" + times(" 毫秒（空闲时）→ ", " 毫秒", " 的工作因此失败").replace(")", "）");
  }

  private String times(String between, String end, String failing) {
    if (growth() > NOISE_MILLIS) {
      return String.format(Locale.ROOT, "%,.0f%s%,.0f%s)", before, between, after, end);
    }
    return String.format(Locale.ROOT, "%.1f%%%s)", 100 * failed, failing);
  }
}
