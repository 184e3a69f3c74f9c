package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.journal.KeptReport;
import io.github.xiaozhisim.stress.report.Report;
import io.github.xiaozhisim.stress.report.ReportFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
      "Makes the report of a run from its folder: of an earlier run with this version's page, of one that was killed from what",
      "it recorded until then, of one that still runs from what it has recorded until now."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0    done",
      "  2    there is no run in the folder, or it cannot be read or written",
      "",
      "Examples:",
      "  xiaozhi report reports/20260102-101500",
      "  xiaozhi report reports/20260102-101500 --format csv --output -"
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

  @Parameters(paramLabel = "DIR", description = "Folder of a run.")
  @SuppressWarnings("NullAway.Init")
  private Path folder;

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

  @Option(names = "--output", paramLabel = "FILE", description = "Where to write it; - is the standard output (default: into DIR).")
  private @Nullable String output;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() throws CliFailure {
    try {
      Report report = KeptReport.open(folder);
      PrintWriter out = spec.root().commandLine().getOut();
      if (STANDARD_OUTPUT.equals(output)) {
        write(report, out);
        out.flush();
      } else {
        Path file = output == null ? folder.resolve(format.file) : Path.of(output);
        replace(file, report);
        out.println(file + (report.unfinished() ? " (the run did not come to its end)" : ""));
        out.flush();
      }
      return ExitCodes.WELL;
    } catch (IOException e) {
      throw CliFailure.usage(ReportFolder.reason(e));
    }
  }

  /** An earlier file stays until the new one is whole. */
  private void replace(Path file, Report report) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".part");
    try (Writer to = Files.newBufferedWriter(next)) {
      write(report, to);
    } catch (IOException e) {
      throw new IOException(file + " cannot be written: " + ReportFolder.reason(e), e);
    }
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
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
