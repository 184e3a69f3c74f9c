package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.scenario.ScenarioException;
import io.github.xiaozhisim.stress.scenario.ScenarioFile;
import io.github.xiaozhisim.stress.scenario.Scenarios;
import io.github.xiaozhisim.stress.scenario.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** A scenario as {@code fleet} sees it: not only well written, but options that can be used together. */
final class WholeScenario {

  /** How the reader of command lines begins; the member is named instead. */
  private static final Pattern OPTION_FIRST = Pattern.compile("^Invalid value for option '[^']*'(?: \\(.*?\\))?: ");

  private WholeScenario() {}

  /**
   * Goes as far as a run can without opening anything.
   *
   * @return a few words about what it is
   * @throws CliFailure with everything that is wrong, one complaint a line
   */
  static String check(String nameOrFile) throws CliFailure {
    ScenarioFile scenario = find(nameOrFile);
    CommandLine line = Main.complete(Map.of(), Origins.none());
    ParseResult parsed;
    try {
      parsed = line.parseArgs(arguments(scenario).toArray(String[]::new));
    } catch (ParameterException e) {
      String option = e.getArgSpec() instanceof OptionSpec spec ? spec.longestName() : "";
      throw complaint(scenario, option, String.valueOf(e.getMessage()));
    }
    FleetCommand fleet = (FleetCommand) parsed.subcommand().commandSpec().userObject();
    try {
      new FleetSetup(fleet, Map.of(DialectSetup.KEY_VARIABLE, "not needed for checking")).check();
    } catch (CliFailure failure) {
      throw complaint(scenario, "", String.valueOf(failure.getMessage()));
    }
    return scenario.about().isEmpty() ? "nothing is wrong" : scenario.about();
  }

  private static ScenarioFile find(String nameOrFile) throws CliFailure {
    try {
      return Scenarios.find(nameOrFile);
    } catch (ScenarioException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  private static List<String> arguments(ScenarioFile scenario) {
    List<String> arguments = new ArrayList<>(List.of("fleet"));
    ScenarioLayer.supplied(scenario).forEach(value -> arguments.addAll(value.arguments()));
    return arguments;
  }

  /** At the setting of this option, else of the first one that the sentence names. */
  private static CliFailure complaint(ScenarioFile scenario, String option, String sentence) {
    Setting setting = setting(scenario, option, sentence);
    String what = Scenarios.inWordsOfFiles(OPTION_FIRST.matcher(sentence).replaceFirst(""));
    return CliFailure.usage(
        setting == null
            ? scenario.file() + ": " + what
            : scenario.file() + ":" + setting.place() + ": " + named(setting.path(), what));
  }

  /** Some sentences begin with what they are about. */
  private static String named(String path, String what) {
    return what.startsWith(path) ? what : path + ": " + what;
  }

  private static @Nullable Setting setting(ScenarioFile scenario, String option, String sentence) {
    Setting first = null;
    int earliest = Integer.MAX_VALUE;
    for (Setting setting : scenario.settings()) {
      int named = setting.option().equals(option) ? -1 : Origins.mention(sentence, setting.option());
      if (named < earliest && named != Origins.NOT_MENTIONED) {
        earliest = named;
        first = setting;
      }
    }
    return first;
  }

  /** The text of a preset or of a file. */
  static String text(String nameOrFile) throws CliFailure {
    return find(nameOrFile).text();
  }

  /** The command line that a scenario stands for. */
  static String options(String nameOrFile) throws CliFailure {
    List<String> shown = new ArrayList<>(List.of("xiaozhi"));
    Redaction.command(arguments(find(nameOrFile))).forEach(argument -> shown.add(quoted(argument)));
    return String.join(" ", shown);
  }

  private static String quoted(String argument) {
    return argument.matches("[A-Za-z0-9_.,:%@=/+-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
  }

  /** A line for each preset. */
  static List<String> presets() throws CliFailure {
    List<String> lines = new ArrayList<>();
    for (String preset : Scenarios.PRESETS) {
      lines.add(String.format("%-10s %s", preset, find(preset).about()));
    }
    return lines;
  }
}
