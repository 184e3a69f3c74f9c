package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.arrivals.Phases;
import io.github.xiaozhisim.stress.typed.Complaint;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Completes what was typed by what stands elsewhere: typed options win over the environment's, these over a scenario's,
 * and these over the defaults. The completed command line is run as if it had been typed, so that a value means the
 * same wherever it comes from. Main thread.
 */
final class CommandLayers implements IExecutionStrategy {

  private static final String DEVICES = "--devices";
  private static final String PHASES = "--phases";

  private final Map<String, String> environment;

  CommandLayers(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * A whole command line.
   *
   * @param added what was not typed
   */
  record Completed(List<String> arguments, List<Supplied> added) {}

  @Override
  public int execute(ParseResult parsed) throws ExecutionException {
    if (CommandLine.printHelpIfRequested(parsed)) {
      return ExitCodes.WELL;
    }
    CommandLine typed = parsed.commandSpec().commandLine();
    boolean startsAnother = last(parsed).commandSpec().userObject() instanceof OldTesterCommand;
    if (!startsAnother) { // else that warns
      warn(typed);
    }
    Completed completed;
    try {
      completed = complete(parsed);
    } catch (CliFailure failure) {
      throw new ExecutionException(typed, String.valueOf(failure.getMessage()), failure);
    }
    if (completed.added().isEmpty()) {
      return new RunLast().execute(parsed);
    }
    return Main.complete(environment, new Origins(completed.added()))
        .setOut(typed.getOut())
        .setErr(typed.getErr())
        .execute(completed.arguments().toArray(String[]::new));
  }

  /**
   * What a command line amounts to.
   *
   * @throws CliFailure when a layer holds what cannot be
   */
  Completed complete(ParseResult parsed) throws CliFailure {
    List<Supplied> added = added(last(parsed));
    return new Completed(merge(parsed, added), added);
  }

  private List<Supplied> added(ParseResult last) throws CliFailure {
    CommandSpec command = last.commandSpec();
    Set<String> given = new HashSet<>();
    for (OptionSpec option : last.matchedOptions()) {
      given.add(option.longestName());
    }
    List<Supplied> variables = held(OptionVariables.read(command, environment), devices(last, List.of()));
    List<Supplied> added = new ArrayList<>(open(command, variables, given));
    String scenario = ScenarioLayer.asked(last, added);
    if (scenario != null) {
      List<Supplied> layer = held(ScenarioLayer.read(scenario), devices(last, added));
      Set<String> leftOut = ScenarioLayer.leftOut(command, layer);
      tellLeftOut(command, scenario, leftOut);
      added.addAll(open(command, layer.stream().filter(value -> !leftOut.contains(value.option())).toList(), given));
    }
    return added;
  }

  /** How many devices were asked for before a scenario is looked at; 0 when nobody said. */
  private static int devices(ParseResult last, List<Supplied> added) {
    if (last.hasMatchedOption(DEVICES)) {
      return last.matchedOptionValue(DEVICES, 0);
    }
    for (Supplied value : added) {
      String text = String.join("", value.arguments()).replace(DEVICES + "=", "");
      if (value.option().equals(DEVICES) && text.matches("\\d{1,9}")) {
        return Integer.parseInt(text);
      }
    }
    return 0;
  }

  /** Phases of a farther layer go no higher than the devices that somebody asked for. */
  private static List<Supplied> held(List<Supplied> layer, int devices) {
    return layer.stream()
        .map(value -> value.option().equals(PHASES) && devices > 0 ? held(value, devices) : value)
        .toList();
  }

  private static Supplied held(Supplied phases, int devices) {
    try {
      String text = String.join("", phases.arguments()).replaceFirst("^" + PHASES + "=", "");
      return Supplied.value(PHASES, Phases.parse(text).atMost(devices).text(), phases.origin());
    } catch (Complaint e) {
      return phases; // who reads it says what is wrong
    }
  }

  /** What a layer says about options that those before it leave open; these are given then. */
  private static List<Supplied> open(CommandSpec command, List<Supplied> layer, Set<String> given) {
    Set<String> before = Set.copyOf(given);
    List<Supplied> open = new ArrayList<>();
    for (Supplied value : layer) {
      OptionSpec option = command.findOption(value.option());
      if (option != null && !Rivals.haveDecided(option, before)) {
        open.add(value);
        given.add(value.option());
      }
    }
    return open;
  }

  /** What was typed, with the rest behind the command's name, so that nothing typed is taken for its value. */
  private static List<String> merge(ParseResult parsed, List<Supplied> added) {
    List<String> arguments = new ArrayList<>(parsed.originalArgs());
    int place = 0;
    for (ParseResult at = parsed; at.hasSubcommand(); at = at.subcommand()) {
      Set<String> names = at.subcommand().commandSpec().names();
      while (!names.contains(arguments.get(place))) {
        place++;
      }
      place++;
    }
    for (Supplied value : added) {
      arguments.addAll(place, value.arguments());
      place += value.arguments().size();
    }
    return arguments;
  }

  private static void tellLeftOut(CommandSpec command, String scenario, Set<String> leftOut) {
    if (!leftOut.isEmpty() && !command.name().equals(CheckCommand.NAME)) {
      PrintWriter err = command.commandLine().getErr();
      err.println(
          "xiaozhi: what " + scenario + " says about " + String.join(", ", leftOut) + " is not for '" + command.name()
              + "' and left out");
      err.flush();
    }
  }

  private void warn(CommandLine program) {
    PrintWriter err = program.getErr();
    OptionVariables.unknown(program, environment).forEach(sentence -> err.println("xiaozhi: " + sentence));
    err.flush();
  }

  private static ParseResult last(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return last;
  }
}
