package io.github.xiaozhisim.stress.comparison;

import io.github.xiaozhisim.stress.health.Health;
import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.report.Report;
import io.github.xiaozhisim.stress.report.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Why two runs side by side say less of a server than it seems. Pure functions. */
public final class Doubts {

  private Doubts() {}

  /**
   * A sentence for each, without a period; none where nothing speaks against the comparison.
   *
   * @param names of the two
   */
  public static List<Words> of(List<String> names, Report before, Report after) {
    List<Words> doubts = new ArrayList<>();
    about(names.getFirst(), before, doubts);
    about(names.getLast(), after, doubts);
    long first = before.result().devices().requested();
    long second = after.result().devices().requested();
    if (first != second) {
      doubts.add(
          new Words(
              String.format(
                  Locale.ROOT, "%s had %,d devices, %s %,d", names.getFirst(), first, names.getLast(), second),
              String.format(Locale.ROOT, "%s 有 %,d 台设备，%s 有 %,d 台", names.getFirst(), first, names.getLast(), second)));
    }
    return doubts;
  }

  /** Whether the figures of a run are the server's. */
  static boolean isTrusted(Report report) {
    return verdict(report) != Verdict.INVALID;
  }

  private static void about(String name, Report report, List<Words> doubts) {
    switch (verdict(report)) {
      case VALID -> {}
      case DEGRADED ->
          doubts.add(
              new Words(
                  name + " is DEGRADED: the simulator's own delays are in its high percentiles",
                  name + " 有偏差：高百分位中混有模拟器自身的延迟"));
      case INVALID ->
          doubts.add(
              new Words(
                  name + " is INVALID: its figures are about the machine that made the load",
                  name + " 无效：数据反映的是产生负载的机器"));
    }
    if (report.unfinished()) {
      doubts.add(new Words(name + " did not come to its end", name + " 没有正常结束"));
    } else if (report.result().interrupted()) {
      doubts.add(new Words(name + " was interrupted", name + " 被中断"));
    }
  }

  private static Verdict verdict(Report report) {
    Health health = report.result().health();
    return health == null ? Verdict.VALID : health.verdict();
  }
}
