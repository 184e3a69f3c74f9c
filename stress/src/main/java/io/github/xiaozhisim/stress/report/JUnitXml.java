package io.github.xiaozhisim.stress.report;

import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.objective.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code junit.xml}, which continuous integration knows how to show: each objective is a test case, and so are
 * that the turns went well, as far as no objective says how many may not, and that the generator could be trusted.
 * Pure.
 */
public final class JUnitXml {

  private JUnitXml() {}

  /** {@code failure}: what was seen instead, or null where all is well. */
  private record Case(String group, String name, @Nullable String failure) {}

  public static String write(RunResult run) {
    return write(run, false);
  }

  /** {@code unfinished}: the run did not come to its end, which is a failure, too. */
  static String write(RunResult run, boolean unfinished) {
    List<Case> cases = cases(run);
    if (unfinished) {
      cases.add(new Case("run", "the run came to its end", "it was killed, or still runs"));
    }
    double seconds = run.durationMillis() / 1000.0;
    long failures = cases.stream().filter(each -> each.failure() != null).count();
    StringBuilder out = new StringBuilder(1_000);
    out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    out.append(
        String.format(
            Locale.ROOT,
            "  <testsuite name=\"xiaozhi\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"0\" time=\"%.3f\" "
                + "timestamp=\"%s\">%n",
            cases.size(),
            failures,
            seconds,
            Instant.ofEpochSecond(run.startedWallMillis() / 1000).toString().replace("Z", "")));
    for (Case each : cases) {
      out.append("    <testcase classname=\"xiaozhi.")
          .append(each.group())
          .append("\" name=\"")
          .append(escaped(each.name()));
      out.append(String.format(Locale.ROOT, "\" time=\"%.3f\"", seconds));
      String failure = each.failure();
      if (failure == null) {
        out.append("/>\n");
      } else {
        out.append(">\n      <failure type=\"missed\" message=\"")
            .append(escaped(failure))
            .append("\"/>\n    </testcase>\n");
      }
    }
    return out.append("  </testsuite>\n</testsuites>\n").toString();
  }

  private static List<Case> cases(RunResult run) {
    List<Case> cases = new ArrayList<>();
    for (Standing standing : run.goals().standings()) {
      cases.add(new Case("objectives", standing.objective().text(), standing.isMet() ? null : standing.seen()));
    }
    if (!run.isLeftToObjectives() || !run.isWellEnough()) {
      cases.add(new Case("run", "turns were answered", run.isWellEnough() ? null : RunFacts.plainAnswer(run).en()));
    }
    Knee knee = run.goals().knee();
    if (knee != null) {
      cases.add(new Case("capacity", "a capacity was found", knee.good() ? null : knee.answer().en()));
    } else if (run.health() != null) {
      boolean usable = run.health().verdict() != Verdict.INVALID;
      String late = "INVALID: the generator was too late itself";
      cases.add(new Case("run", "the generator can be trusted", usable ? null : late));
    }
    return cases;
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (char c : text.toCharArray()) {
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        default -> out.append(c < ' ' ? ' ' : c);
      }
    }
    return out.toString();
  }
}
