package io.github.xiaozhisim.stress.capacity;

import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.objective.Standing;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a search has found, for a terminal. Pure. */
public final class AnswerText {

  private AnswerText() {}

  /** One level that was tried, as it is told while the search goes on. */
  public static String line(Step step, Unit unit) {
    String seen =
        step.standings().stream()
            .map(each -> each.objective().text() + (each.isMet() ? ": " : " MISSED: ") + each.seen())
            .collect(Collectors.joining(", "));
    if (!step.complete()) {
      return "  " + unit.english(step.level()) + " missed (not all of them could take part)";
    }
    String late = step.generator() == Verdict.VALID ? "" : " [generator " + step.generator() + "]";
    return "  " + unit.english(step.level()) + (step.met() ? " held" : " missed") + late + " (" + seen + ")";
  }

  /** Each level with its figures, from few to many, and the sentence to quote. */
  public static String write(Answer answer, List<Part> parts) {
    StringBuilder out = new StringBuilder(1_000);
    out.append(String.format(Locale.ROOT, "  %14s         %8s", answer.unit().many().split(" ")[0], "ended/s"));
    answer.objectives().forEach(each -> out.append(String.format(Locale.ROOT, "  %16s", subject(each.text()))));
    parts.forEach(part -> out.append(String.format(Locale.ROOT, "  %11s", part.label())));
    out.append("\n");
    answer.steps().stream()
        .sorted(Comparator.comparingDouble(Step::level).thenComparingDouble(Step::fromSeconds))
        .forEach(step -> row(out, step, answer.unit()));
    out.append("  (parts: 95th percentile in ms)\n\n");
    return out.append(answer.english()).append('\n').toString();
  }

  private static void row(StringBuilder out, Step step, Unit unit) {
    String how = step.met() ? "held" : "missed";
    out.append(String.format(Locale.ROOT, "  %14s  %-6s %8.2f", unit.number(step.level()), how, step.endedPerSecond()));
    for (Standing standing : step.standings()) {
      out.append(String.format(Locale.ROOT, "  %16s", standing.seen()));
    }
    step.parts().forEach(stats -> out.append(String.format(Locale.ROOT, "  %,11.0f", stats.p95())));
    out.append('\n');
  }

  private static String subject(String objective) {
    return objective.split("[<>]")[0].strip();
  }
}
