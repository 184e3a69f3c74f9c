package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.board.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The environment variable of every option of every command: {@code --ramp-up} is {@code XIAOZHI_RAMP_UP}, and {@code
 * XIAOZHI_FLEET_RAMP_UP} is the same for one command only and wins. Several values of one option stand on lines of
 * their own; an option that needs no value takes 1 or 0. An empty variable is none. Pure.
 */
final class OptionVariables {

  static final String PREFIX = "XIAOZHI_";

  /** Variables that are no options: of the launcher, of developers, and a key that must not be typed. */
  private static final Set<String> OTHERS =
      Set.of(
          "XIAOZHI_JAVA_OPTS",
          "XIAOZHI_NO_BUILD",
          "XIAOZHI_JDK_DIRS",
          "XIAOZHI_LAUNCHER",
          "XIAOZHI_DEBUG",
          DialectSetup.KEY_VARIABLE);

  private static final Set<String> TRUE = Set.of("1", "true", "yes", "on");
  private static final Set<String> FALSE = Set.of("0", "false", "no", "off");

  private OptionVariables() {}

  /** What the variable of an option is called. */
  static String of(String option) {
    return PREFIX + option.replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** The same for one command. */
  static String of(CommandSpec command, String option) {
    String name = command.name().replace('-', '_').toUpperCase(Locale.ROOT);
    return PREFIX + name + "_" + of(option).substring(PREFIX.length());
  }

  /**
   * What the environment says about a command's options.
   *
   * @throws CliFailure when an option without a value is given one that is neither yes nor no
   */
  static List<Supplied> read(CommandSpec command, Map<String, String> environment) throws CliFailure {
    List<Supplied> supplied = new ArrayList<>();
    for (OptionSpec option : command.options()) {
      if (option.usageHelp() || option.versionHelp()) {
        continue;
      }
      Supplied value = read(command, option, environment);
      if (value != null) {
        supplied.add(value);
      }
    }
    return supplied;
  }

  private static @Nullable Supplied read(CommandSpec command, OptionSpec option, Map<String, String> environment)
      throws CliFailure {
    for (String name : option.names()) {
      for (String variable : List.of(of(command, name), of(name))) {
        String value = environment.getOrDefault(variable, "").strip();
        if (!value.isEmpty()) {
          return name.startsWith("--") ? supplied(option, variable, value) : null;
        }
      }
    }
    return null;
  }

  private static @Nullable Supplied supplied(OptionSpec option, String variable, String value) throws CliFailure {
    String name = option.longestName();
    String word = value.toLowerCase(Locale.ROOT);
    if (option.arity().min() == 0 && TRUE.contains(word)) {
      return new Supplied(name, List.of(name), variable);
    }
    if (option.arity().min() == 0 && FALSE.contains(word)) {
      return null;
    }
    if (option.arity().max() == 0) {
      throw CliFailure.usage(variable + " is '" + value + "', which is neither yes nor no; write 1 or 0");
    }
    if (!option.isMultiValue()) {
      return Supplied.value(name, value, variable);
    }
    List<String> lines = value.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    return new Supplied(name, lines.stream().map(line -> name + "=" + line).toList(), variable);
  }

  /** Variables with our prefix that no command has an option for, with what may have been meant. */
  static List<String> unknown(CommandLine program, Map<String, String> environment) {
    Set<String> known = new TreeSet<>(OTHERS);
    collect(program, known);
    List<String> sentences = new ArrayList<>();
    for (String name : new TreeMap<>(environment).keySet()) {
      if (name.startsWith(PREFIX) && !known.contains(name)) {
        List<String> near = Suggestions.near(name, known);
        String mend =
            near.isEmpty() ? "'xiaozhi help COMMAND' lists the options" : "did you mean " + near.getFirst() + "?";
        sentences.add(name + " is no option of any command and changes nothing; " + mend);
      }
    }
    return sentences;
  }

  private static void collect(CommandLine command, Set<String> names) {
    CommandSpec spec = command.getCommandSpec();
    for (OptionSpec option : spec.options()) {
      for (String name : option.names()) {
        names.add(of(name));
        names.add(of(spec, name));
      }
    }
    command.getSubcommands().values().forEach(sub -> collect(sub, names));
  }
}
