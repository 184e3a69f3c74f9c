package io.github.xiaozhisim.stress.bench;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the programs of a bench are started. The fleet as users start it: by the launcher, which tells its path in
 * {@value #LAUNCHER_VARIABLE}, so with the launcher's options for Java; or, where no launcher is, with this process's
 * own. Target and floor always the same way, whatever options this process has. Immutable.
 *
 * @param launcher null when this process was not started by it
 * @param mainClass of the command line
 */
record Programs(@Nullable Path launcher, String mainClass) {

  static final String LAUNCHER_VARIABLE = "XIAOZHI_LAUNCHER";
  static final Map<String, String> FLEET_ENVIRONMENT = Map.of("XIAOZHI_NO_BUILD", "1");

  static Programs here(Map<String, String> environment, String mainClass) {
    String launcher = environment.get(LAUNCHER_VARIABLE);
    return new Programs(launcher == null ? null : Path.of(launcher), mainClass);
  }

  /** How the fleet is started, as a clause for people. */
  String fleetIsStarted() {
    return launcher != null ? "by the launcher, with its options for Java" : "with this process's options for Java";
  }

  /** The command of a target server or a floor. */
  List<String> bare(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(
        List.of(
            "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xms64m", "-Xmx512m", "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED", "-Xlog:disable", "-Xlog:all=error:stderr"));
    command.addAll(program(arguments));
    return command;
  }

  /** The command of a fleet. */
  List<String> fleet(List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (launcher != null) {
      command.add(launcher.toString());
      command.addAll(arguments);
      return command;
    }
    command.add(java());
    command.addAll(java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(program(arguments));
    return command;
  }

  private List<String> program(List<String> arguments) {
    List<String> program = new ArrayList<>(List.of("-cp", absoluteClassPath(), mainClass));
    program.addAll(arguments);
    return program;
  }

  private static String absoluteClassPath() {
    List<String> parts = new ArrayList<>();
    for (String part : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
      parts.add(Path.of(part).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, parts);
  }

  private static String java() {
    return Path.of(System.getProperty("java.home", ""), "bin", "java").toString();
  }
}
