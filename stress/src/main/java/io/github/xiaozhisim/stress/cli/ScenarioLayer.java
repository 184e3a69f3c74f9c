package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.scenario.ScenarioException;
import io.github.xiaozhisim.stress.scenario.ScenarioFile;
import io.github.xiaozhisim.stress.scenario.Scenarios;
import io.github.xiaozhisim.stress.scenario.Setting;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** What a scenario says about options that nobody typed. */
final class ScenarioLayer {

  /** Of commands that take a scenario. */
  static final String OPTION = "--scenario";

  private ScenarioLayer() {}

  /** The scenario that was asked for on the command line or in what was added to it; null without one. */
  static @Nullable String asked(ParseResult parsed, List<Supplied> added) {
    if (parsed.hasMatchedOption(OPTION)) {
      return parsed.matchedOptionValue(OPTION, (String) null);
    }
    for (Supplied value : added) {
      if (value.option().equals(OPTION)) {
        String argument = value.arguments().getLast();
        return argument.substring(argument.indexOf('=') + 1);
      }
    }
    return null;
  }

  /**
   * Reads it.
   *
   * @throws CliFailure with everything that is wrong with the file, one a line
   */
  static List<Supplied> read(String scenario) throws CliFailure {
    try {
      return supplied(Scenarios.find(scenario));
    } catch (ScenarioException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  /** A scenario is written for a fleet; which of its options mean nothing to another command, in their order. */
  static Set<String> leftOut(CommandSpec command, List<Supplied> layer) {
    Set<String> leftOut = new LinkedHashSet<>();
    for (Supplied value : layer) {
      String option = value.option();
      boolean decided = command.userObject() instanceof CapacityCommand && CapacityCommand.decides(option);
      if (decided || command.findOption(option) == null) {
        leftOut.add(option);
      }
    }
    return leftOut;
  }

  static List<Supplied> supplied(ScenarioFile scenario) {
    return scenario.settings().stream().map(setting -> supplied(scenario, setting)).toList();
  }

  private static Supplied supplied(ScenarioFile scenario, Setting setting) {
    String option = setting.option();
    List<String> arguments =
        setting.values().stream().map(value -> value.isEmpty() ? option : option + "=" + value).toList();
    return new Supplied(option, arguments, scenario.file() + ":" + setting.place());
  }
}
