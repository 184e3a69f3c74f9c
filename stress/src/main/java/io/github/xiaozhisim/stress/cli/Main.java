package io.github.xiaozhisim.stress.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code xiaozhi} command. */
@Command(
    name = "xiaozhi",
    description = "Emulates xiaozhi voice devices: a fleet that talks to a server, and a server to talk to.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      FleetCommand.class,
      CapacityCommand.class,
      SimulateCommand.class,
      ExploreCommand.class,
      ServeCommand.class,
      DeviceCommand.class,
      ShellCommand.class,
      OldTesterCommand.class,
      ScenarioCommand.class,
      CheckCommand.class,
      ReportCommand.class,
      CompareCommand.class,
      BoardsCommand.class,
      ConformanceCommand.class,
      AudioCommand.class,
      DoctorCommand.class,
      BenchCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    },
    footerHeading =
        "%nEach option has an environment variable: --ramp-up is XIAOZHI_RAMP_UP, for one command "
            + "XIAOZHI_FLEET_RAMP_UP.%n"
            + "%nExamples:%n",
    footer = {
      "  xiaozhi fleet",
      "      100 devices talk to a built-in server for 30 s",
      "  xiaozhi fleet --ota http://HOST:8002/xiaozhi/ota/ --devices 20 --yes",
      "      20 devices ask a server where to go, as real devices do",
      "  xiaozhi fleet --server ws://127.0.0.1:8000/ --devices 500 --duration 2m",
      "      straight to a WebSocket, without asking",
      "  xiaozhi fleet --preset quick",
      "      up to 500 devices in two minutes; 'xiaozhi scenario show' lists the others",
      "  xiaozhi check --preset quick",
      "      whether this machine is fit for it",
      "  xiaozhi capacity --server ws://127.0.0.1:8000/ --objective 'first_sound.p95 < 1500ms'",
      "      how many devices it carries, and what gives way then",
      "  xiaozhi serve --port 8000",
      "      a server to point devices at",
      "  xiaozhi device --hands-free",
      "      this machine's sound card as a voice device",
      "  xiaozhi shell",
      "      a device in your hands: talk to it, look into it",
      "  xiaozhi conformance",
      "      what the device does, case by case",
      "  xiaozhi boards",
      "      the boards a device can live on",
      "  xiaozhi doctor --ota http://192.168.1.10:8002/xiaozhi/ota/",
      "      whether this machine is fit to be a device, and what mends it",
      "  xiaozhi bench --quick",
      "      what the simulator itself costs on this machine",
      "  xiaozhi help fleet",
      "      all options of a command"
    })
public final class Main implements Runnable {

  /** Set for developers: stack traces of unexpected failures. */
  private static final String DEBUG_VARIABLE = "XIAOZHI_DEBUG";

  private static final String NO_MEMORY =
      "there was not enough memory for this; give Java more (XIAOZHI_JAVA_OPTS=-Xmx4g), or take fewer devices";

  /** An error in this program, as sysexits has it. */
  private static final int INTERNAL_ERROR = 70;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  private final Map<String, String> environment;

  private Main(Map<String, String> environment) {
    this.environment = environment;
  }

  public static void main(String[] arguments) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // figures are written the same everywhere
    try {
      System.exit(commandLine().execute(arguments));
    } catch (OutOfMemoryError e) {
      System.err.println("xiaozhi: " + NO_MEMORY);
      System.exit(ExitCodes.USAGE);
    }
  }

  /** The whole command, ready to execute. */
  static CommandLine commandLine() {
    return commandLine(System.getenv());
  }

  /** The same in another environment, which completes what is typed. */
  static CommandLine commandLine(Map<String, String> environment) {
    return complete(environment, Origins.none()).setExecutionStrategy(new CommandLayers(environment));
  }

  /** The same for a command line that has been completed. */
  static CommandLine complete(Map<String, String> environment, Origins origins) {
    CommandLine line = new CommandLine(new Main(environment));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    HelpPage.layOut(line);
    line.setParameterExceptionHandler(new Mistakes(origins));
    line.setExecutionExceptionHandler(new Failures(origins));
    return line;
  }

  /** The environment of a command. */
  static Map<String, String> environment(CommandSpec command) {
    return ((Main) command.root().userObject()).environment;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do: " + commands());
  }

  private String commands() {
    List<String> names = List.copyOf(spec.subcommands().keySet());
    return String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
  }

  /** A wrong option: what is wrong, what may be meant, where to look; exit code 2. */
  private record Mistakes(Origins origins) implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException mistake, String[] arguments) {
      CommandLine where = mistake.getCommandLine();
      PrintWriter err = where.getErr();
      err.println("xiaozhi: " + origins.locate(Mistake.sentence(mistake)));
      String name = where.getCommandName();
      err.println(name.equals("xiaozhi") ? "Try 'xiaozhi --help'." : "Try 'xiaozhi help " + name + "'.");
      err.flush();
      return ExitCodes.USAGE;
    }
  }

  /** Whether a failure comes of that, by whatever way. */
  static boolean isForWantOfMemory(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof OutOfMemoryError) {
        return true;
      }
    }
    return false;
  }

  /** A command that could not be carried out. */
  private record Failures(Origins origins) implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(
        Exception failure, CommandLine where, CommandLine.@Nullable ParseResult parsed) {
      PrintWriter err = where.getErr();
      if (failure instanceof CliFailure expected) {
        err.println("xiaozhi: " + origins.locate(String.valueOf(expected.getMessage())));
        err.flush();
        return expected.exitCode();
      }
      if (isForWantOfMemory(failure)) {
        err.println("xiaozhi: " + NO_MEMORY);
        err.flush();
        return ExitCodes.USAGE;
      }
      err.println("xiaozhi: an error in this program: " + failure);
      if (System.getenv(DEBUG_VARIABLE) != null) {
        failure.printStackTrace(err);
      } else {
        err.println("Set " + DEBUG_VARIABLE + "=1 to see where, and please report it.");
      }
      err.flush();
      return INTERNAL_ERROR;
    }
  }
}
