package io.github.xiaozhisim.stress.report;

import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.objective.Subject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which objectives set a bound that can be drawn into a chart: one that is about just
 * what a line of it shows, in its unit.
 */
final class Limits {

  private Limits() {}

  /** Those of {@code objectives} that belong into {@code chart}. */
  static List<PageFacts.Objective> in(Charts.Chart chart, List<PageFacts.Objective> objectives) {
    return objectives.stream().filter(objective -> belongs(chart, objective.bound())).toList();
  }

  private static boolean belongs(Charts.Chart chart, PageFacts.Bound bound) {
    Set<String> lines = chart.lines().stream().map(Charts.Line::id).collect(Collectors.toSet());
    boolean onEachOther = chart.kind() == Charts.Kind.STACK;
    return switch (bound.subject()) {
      case Subject.OfDurations(var measure, var statistic, double percent) ->
          !onEachOther
              && (lines.contains(measure.objective() + "." + name(statistic, percent))
                  || (chart.kind() == Charts.Kind.BAND && chart.id().equals(measure.objective())));
      case Subject.OfCount(var count, var per) ->
          !onEachOther
              && lines.contains("count." + count.label())
              && (count.isLevel() ? per == Subject.Per.TOTAL : drawn(per));
      case Subject.Ended(var outcomes, var per) ->
          drawn(per) && lines.equals(outcomes.stream().map(Limits::line).collect(Collectors.toSet()));
      case Subject.Share _ -> false;
    };
  }

  private static String line(Outcome outcome) {
    return "outcome." + outcome.label();
  }

  private static boolean drawn(Subject.Per per) {
    return per != Subject.Per.TOTAL;
  }

  private static String name(Subject.Statistic statistic, double percent) {
    boolean whole = percent == Math.rint(percent);
    return statistic == Subject.Statistic.PERCENTILE
        ? "p" + (whole ? String.valueOf((long) percent) : String.valueOf(percent))
        : statistic.name().toLowerCase(Locale.ROOT);
  }

  /** Where it is drawn: charts show rates a second. */
  static double value(PageFacts.Bound bound) {
    boolean aMinute =
        bound.subject() instanceof Subject.Amount amount && amount.per() == Subject.Per.MINUTE;
    return aMinute ? bound.limit() / 60 : bound.limit();
  }
}
