package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.comparison.Comparison;
import io.github.xiaozhisim.stress.comparison.ComparisonPage;
import io.github.xiaozhisim.stress.comparison.Doubts;
import io.github.xiaozhisim.stress.journal.KeptReport;
import io.github.xiaozhisim.stress.report.Report;
import io.github.xiaozhisim.stress.report.ReportFolder;
import io.github.xiaozhisim.stress.report.Words;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code xiaozhi compare}: two runs side by side. */
@Command(
    name = "compare",
    description = {
      "Lays two runs side by side: each figure, how much it has changed, the range in which 99 of 100 such changes "
          + "would lie, and",
      "whether that is more than chance. Chance within a run, that is: how much two runs of the same differ anyway "
          + "only a third",
      "run can tell."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0    done, whatever came out",
      "  2    there is no run in a folder, or it cannot be read, or the page cannot be written",
      "",
      "Examples:",
      "  xiaozhi compare reports/before reports/after",
      "  xiaozhi compare reports/before reports/after --html difference.html"
    })
final class CompareCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "BEFORE", description = "Folder of a run.")
  @SuppressWarnings("NullAway.Init")
  private Path before;

  @Parameters(index = "1", paramLabel = "AFTER", description = "Folder of the run to compare with it.")
  @SuppressWarnings("NullAway.Init")
  private Path after;

  @Option(names = "--html", paramLabel = "FILE", description = "Write a page, too, with both runs in each chart.")
  private @Nullable Path html;

  @Option(names = "--json", description = "Print what the page would show, for programs, and no table.")
  private boolean json;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() throws CliFailure {
    try {
      Report first = KeptReport.openWhole(before);
      Report second = KeptReport.openWhole(after);
      String work = first.timeline().vocabulary().work();
      String other = second.timeline().vocabulary().work();
      if (!work.equals(other)) {
        throw CliFailure.usage("these runs cannot be compared: one is of " + work + ", the other of " + other);
      }
      Comparison comparison = Comparison.of(first.timeline(), second.timeline());
      PrintWriter out = spec.root().commandLine().getOut();
      if (json) {
        out.println(ComparisonPage.writeModel(names(), first, second, comparison));
      } else {
        print(out, comparison, Doubts.of(List.of("before", "after"), first, second));
      }
      if (html != null) {
        WholeFile.write(html, to -> ComparisonPage.writeHtml(to, names(), first, second, comparison));
        PrintWriter said = json ? spec.root().commandLine().getErr() : out; // what is for programs stays whole
        said.println("\npage: " + html);
        said.flush();
      }
      out.flush();
      return ExitCodes.WELL;
    } catch (IOException e) {
      throw CliFailure.usage(ReportFolder.reason(e));
    }
  }

  /** Short ones, as long as they tell the runs apart. */
  private List<String> names() {
    String first = before.toAbsolutePath().normalize().getFileName().toString();
    String second = after.toAbsolutePath().normalize().getFileName().toString();
    return first.equals(second) ? List.of(before.toString(), after.toString()) : List.of(first, second);
  }

  private void print(PrintWriter out, Comparison comparison, List<Words> doubts) {
    out.println("before: " + before + ", after: " + after);
    doubts.forEach(doubt -> out.println("  note: " + doubt.en()));
    out.println();
    out.printf(
        Locale.ROOT, "  %-46s%12s%12s%10s   %-22s%s%n", "", "before", "after", "change", "99 of 100 between", "");
    for (Comparison.Row row : comparison.rows()) {
      out.printf(
          Locale.ROOT,
          "  %-46s%12s%12s%10s   %-22s%s%n",
          row.name().en(),
          number(row.before(), row.unit()),
          number(row.after(), row.unit()),
          percent(row.change()),
          Double.isNaN(row.low()) ? "" : percent(row.low()) + " .. " + percent(row.high()),
          verdict(row.verdict()));
    }
    out.printf(
        Locale.ROOT,
        "%n%d worse, %d better, %d the same within chance, %d that nobody can tell%n",
        comparison.count(Comparison.Verdict.WORSE),
        comparison.count(Comparison.Verdict.BETTER),
        comparison.count(Comparison.Verdict.SAME),
        comparison.count(Comparison.Verdict.UNKNOWN));
  }

  private static String verdict(Comparison.Verdict verdict) {
    return switch (verdict) {
      case BETTER -> "better";
      case WORSE -> "worse";
      case SAME -> "same";
      case UNKNOWN -> "?";
    };
  }

  private static String number(double value, String unit) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, value < 100 ? "%,.1f" : "%,.0f", value) + " " + unit;
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%+.1f %%", 100 * share);
  }
}
