package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.journal.KeptReport;
import io.github.xiaozhisim.stress.report.Report;
import io.github.xiaozhisim.stress.report.ReportFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code xiaozhi report}: makes the report of a run again, in the shape that is asked for. */
@Command(
    name = "report",
    description = {
      "Makes the report of a run from its folder, or one report of several runs. It can be an earlier run (with this",
      "version's page), one that was killed (from what it recorded until then) or one that still runs. Of several runs "
          + "that",
      "were made at the same time, on one machine or on several, it makes one in a folder of its own: --to."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0    done",
      "  2    there is no run in a folder, or it cannot be read or written, or runs do not belong together",
      "",
      "Examples:",
      "  xiaozhi report reports/20260102-101500",
      "  xiaozhi report reports/20260102-101500 --format csv --output -",
      "  xiaozhi report reports/left reports/right --to reports/both",
      "  xiaozhi report reports/left reports/right --to reports/both --clock-offset reports/right=-120ms"
    })
final class ReportCommand implements Callable<Integer> {

  private static final String STANDARD_OUTPUT = "-";

  /** What a report can be made into. */
  enum Format {
    HTML("report.html"),
    JSON("page.json"),
    CSV("measures.csv"),
    JUNIT("junit.xml");

    private final String file;

    Format(String file) {
      this.file = file;
    }
  }

  @Parameters(paramLabel = "DIR", arity = "1..*", description = "Folder of a run; several with --to.")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description =
          "Folder for the one report of several runs: percentiles, charts and objectives of all of them together.")
  private @Nullable Path to;

  @Option(
      names = "--clock-offset",
      paramLabel = "DIR=TIME",
      converter = {PathConverter.class, ClockOptions.Offset.class},
      description = {
        "What has to be added to the clock of the machine on which the run in DIR was made, as 120ms or -1.5s; "
            + "repeatable",
        "(default: what that run measured, see 'fleet --clock-server')."
      })
  private Map<Path, Long> clockOffsets = new LinkedHashMap<>();

  @Option(
      names = "--format",
      paramLabel = "html|json|csv|junit",
      description = {
        "html: the page, report.html (default)",
        "json: all that the page shows, with the figures over time: page.json",
        "csv: a line for each measure: measures.csv",
        "junit: objectives and verdict for continuous integration: junit.xml"
      })
  private Format format = Format.HTML;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to write it; - is the standard output (default: into DIR).")
  private @Nullable String output;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() throws CliFailure {
    try {
      PrintWriter out = spec.root().commandLine().getOut();
      if (to != null || folders.size() > 1) {
        out.println(merge());
        out.flush();
        return ExitCodes.WELL;
      }
      if (!clockOffsets.isEmpty()) {
        throw CliFailure.usage(
            "--clock-offset lays several runs on one axis; name them, and where their report goes with --to");
      }
      Path folder = folders.getFirst();
      Report report = KeptReport.open(folder);
      if (STANDARD_OUTPUT.equals(output)) {
        write(report, out);
        out.flush();
      } else {
        Path file = output == null ? folder.resolve(format.file) : Path.of(output);
        WholeFile.write(file, to -> write(report, to));
        out.println(file + (report.unfinished() ? " (the run did not come to its end)" : ""));
        out.flush();
      }
      return ExitCodes.WELL;
    } catch (IOException e) {
      throw CliFailure.usage(ReportFolder.reason(e));
    }
  }

  private Path merge() throws CliFailure, IOException {
    Path where = to;
    if (where == null) {
      throw CliFailure.usage("the report of several runs needs a folder of its own; say where with --to DIR");
    }
    if (spec.commandLine().getParseResult().hasMatchedOption("--format") || output != null) {
      throw CliFailure.usage(
          "--format and --output are for one run; make the report of all of them first, then: xiaozhi report " + where);
    }
    List<String> command = Redaction.command(spec.root().commandLine().getParseResult().originalArgs());
    return new MergedReport(folders, clockOffsets, command).write(where);
  }

  private void write(Report report, Writer to) throws IOException {
    switch (format) {
      case HTML -> report.writeHtml(to);
      case JSON -> to.write(report.writeModel() + "\n");
      case CSV -> to.write(report.writeCsv());
      case JUNIT -> to.write(report.writeJUnit());
    }
  }
}
