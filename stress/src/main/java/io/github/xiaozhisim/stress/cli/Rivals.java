package io.github.xiaozhisim.stress.cli;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Options that exclude each other, or answer the same question. Typed together they are a mistake; but of two that
 * stand in different places the nearer one is meant: {@code --ota} on the command line against {@code XIAOZHI_SERVER}
 * in the environment.
 */
final class Rivals {

  private static final List<Set<String>> GROUPS =
      List.of(
          Set.of("--server", "--ota"),
          Set.of("--token", "--token-file"),
          Set.of("--board", "--boards"),
          Set.of("--ca", "--insecure"),
          Set.of("--text", "--speech"),
          Set.of("--hours", "--duration"),
          Set.of("--phases", "--arrivals"),
          Set.of("--population", "--talking"));

  /** Naming a server leaves no use for what the built-in one would do. */
  private static final Set<String> NAMES_A_SERVER = Set.of("--server", "--ota");

  private Rivals() {}

  /** Whether options that are given already leave this one nothing to say. */
  static boolean haveDecided(OptionSpec option, Set<String> given) {
    String name = option.longestName();
    return given.contains(name)
        || (name.equals("--devices")
            && given.contains("--phases")) // the other way round phases are held at that number
        || (name.equals("--persona") && given.contains("--talking")) // which leaves no use for personas
        || (isOfBuiltInServer(option) && given.stream().anyMatch(NAMES_A_SERVER::contains))
        || GROUPS.stream().anyMatch(group -> group.contains(name) && group.stream().anyMatch(given::contains));
  }

  /**
   * Refuses what was typed about the built-in server where another one is named.
   *
   * @param spec of the command, with its options as mixins
   */
  static void refuseServerOptions(CommandSpec spec, AccessOptions access) throws CliFailure {
    if (access.namesNone()) {
      return;
    }
    ParseResult parsed = spec.commandLine().getParseResult();
    for (CommandSpec mixin : spec.mixins().values()) {
      for (OptionSpec option : mixin.options()) {
        boolean typed = option.names()[0].startsWith("--") && parsed.hasMatchedOption(option.longestName());
        if (typed && isOfBuiltInServer(option)) {
          throw CliFailure.usage(
              option.longestName()
                  + " is for the built-in server, but "
                  + (access.server != null ? "--server" : "--ota")
                  + " names another one; give it to 'xiaozhi serve' there, or leave one of them out");
        }
      }
    }
  }

  /** Whether an option of {@code fleet} is about the built-in server. */
  static boolean isOfBuiltInServer(OptionSpec option) {
    return option.userObject() instanceof Field field && field.getDeclaringClass() == ServerOptions.class;
  }
}
