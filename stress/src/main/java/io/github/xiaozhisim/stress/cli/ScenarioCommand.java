package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.scenario.Scenarios;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code xiaozhi scenario}: writes, checks and shows the files that say what a run is. */
@Command(
    name = "scenario",
    description = "Files that say what a run is, for 'xiaozhi fleet --scenario FILE': writes, checks and shows them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ScenarioCommand.New.class, ScenarioCommand.Check.class, ScenarioCommand.Show.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  xiaozhi scenario new evening.yaml",
      "  xiaozhi scenario check evening.yaml",
      "  xiaozhi scenario show quick > my.yaml",
      "  xiaozhi fleet --scenario evening.yaml --devices 50"
    })
final class ScenarioCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() throws CliFailure {
    throw CliFailure.usage("say what to do with a scenario: new, check or show");
  }

  /** {@code xiaozhi scenario new}. */
  @Command(
      name = "new",
      description = "Writes a scenario to begin with, every line explained; never over a file that is there.",
      mixinStandardHelpOptions = true)
  static final class New implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "FILE", description = "Where to write it, such as evening.yaml.")
    private Path file = Path.of("scenario.yaml");

    @Option(names = "--from", paramLabel = "PRESET", completionCandidates = PresetNames.class,
        description = "Begin with a preset instead: ${COMPLETION-CANDIDATES}.")
    private @Nullable String preset;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws CliFailure {
      if (preset != null && !Scenarios.PRESETS.contains(preset)) {
        throw CliFailure.usage("--from " + preset + " is no preset; there are " + String.join(", ", Scenarios.PRESETS));
      }
      try {
        String text = preset == null ? Scenarios.template() : Scenarios.preset(preset);
        Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } catch (FileAlreadyExistsException e) {
        throw CliFailure.usage(file + " is there already; take another name, or move it away first");
      } catch (IOException e) {
        throw CliFailure.usage(file + " cannot be written; is its folder there, and yours?");
      }
      print(
          spec,
          List.of("wrote " + file, "next: xiaozhi scenario check " + file, "then: xiaozhi fleet --scenario " + file));
      return ExitCodes.WELL;
    }
  }

  /** {@code xiaozhi scenario check}. */
  @Command(
      name = "check",
      description = "Says everything that is wrong with scenarios, with line and column; opens no connection.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExit codes:%n",
      footer = {"  0    nothing is wrong", "  2    something is, or a file cannot be read"})
  static final class Check implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Scenarios, or names of presets.")
    private List<String> files = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter err = spec.root().commandLine().getErr();
      int wrong = 0;
      for (String file : files) {
        try {
          print(spec, List.of(file + ": " + WholeScenario.check(file)));
        } catch (CliFailure failure) {
          wrong++;
          err.println(failure.getMessage());
          err.flush();
        }
      }
      return wrong == 0 ? ExitCodes.WELL : ExitCodes.USAGE;
    }
  }

  /** {@code xiaozhi scenario show}. */
  @Command(
      name = "show",
      description = "Shows a preset, or the options that a scenario stands for; without a name, lists the presets.",
      mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", completionCandidates = PresetNames.class,
        description = "A preset (${COMPLETION-CANDIDATES}) or a file.")
    private @Nullable String name;

    @Option(
        names = "--options",
        description = "The options of 'xiaozhi fleet' that it stands for, instead of its text.")
    private boolean options;

    @Option(names = "--schema", description = "The JSON Schema of scenarios, for editors.")
    private boolean schema;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws CliFailure {
      if (schema) {
        print(spec, List.of(Scenarios.schema().stripTrailing()));
      } else if (name == null) {
        print(spec, WholeScenario.presets());
      } else {
        print(spec, List.of(options ? WholeScenario.options(name) : WholeScenario.text(name).stripTrailing()));
      }
      return ExitCodes.WELL;
    }
  }

  private static void print(CommandSpec spec, List<String> lines) {
    PrintWriter out = spec.root().commandLine().getOut();
    lines.forEach(out::println);
    out.flush();
  }
}
