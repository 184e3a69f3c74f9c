package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.pi.board.DeviceFolder;
import io.github.xiaozhisim.pi.session.PrivateFile;
import io.github.xiaozhisim.pi.session.SessionException;
import io.github.xiaozhisim.pi.shell.Script;
import io.github.xiaozhisim.pi.shell.Shell;
import io.github.xiaozhisim.pi.shell.Surroundings;
import io.github.xiaozhisim.stress.operate.AttachedSession;
import io.github.xiaozhisim.stress.operate.OperatedDevice;
import io.github.xiaozhisim.transport.NettyTransport;
import io.github.xiaozhisim.transport.TlsSettings;
import io.github.xiaozhisim.transport.TransportKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code shell}: one device in the hands of who types, or of a script. */
@Command(
    name = "shell",
    description = {
      "One device in your hands, from this terminal: talk to it, look into it; or have a script do it.",
      "Without options a virtual board and a server built in; what can be done there, 'help' says."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0    the shell was left, or the script came to its end ('quit 7' ends it with 7)",
      "  1    a line of the script was not carried out, or what it expects is not so",
      "  2    wrong options, or a line of the script is wrong: then nothing has run",
      "  3    the device could not get to the server, or there is no fleet to attach to",
      "",
      "Examples:",
      "  xiaozhi shell",
      "  xiaozhi shell --sound --server ws://192.168.1.10:8000/xiaozhi/v1/",
      "      this machine's microphone and loudspeaker; the space bar is the button",
      "  xiaozhi shell --board esp-box-3 --ota http://192.168.1.10:8002/xiaozhi/ota/ --run morning.txt",
      "  xiaozhi shell --attach http://127.0.0.1:8090/ --device 12",
      "      the twelfth device of a fleet that runs with --live 8090",
      "  echo 'text What time is it?' | xiaozhi shell"
    })
final class ShellCommand implements Callable<Integer> {

  private static final String HISTORY = "shell-history";

  @Option(
      names = "--sound",
      description = {
        "On this machine's sound card and pins instead of a virtual board; --microphone, --loudspeaker and "
            + "--hands-free",
        "  say so, too."
      })
  private boolean sound;

  @Option(
      names = "--run",
      paramLabel = "FILE",
      description = "A script: one command a line, each waits until what it starts is over.")
  private @Nullable Path script;

  @Option(
      names = "--attach",
      paramLabel = "URL",
      converter = Addresses.class,
      description = "A device of a fleet that runs: the address that 'fleet --live' says. Its user rests meanwhile.")
  private @Nullable URI attach;

  @Option(
      names = "--device",
      paramLabel = "WHICH",
      defaultValue = "",
      description = "With --attach: its number, or a part of its name or address (default: the first).")
  private String which = "";

  @Mixin private DeviceOptions options = new DeviceOptions();

  @Mixin private ServerOptions builtIn = new ServerOptions();

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() throws CliFailure {
    Script lines = script == null ? null : read(script);
    Map<String, String> environment = Main.environment(spec);
    if (attach != null) {
      return attached(attach, lines, environment);
    }
    if (!which.isEmpty()) {
      throw CliFailure.usage("--device is a device of a fleet, and needs --attach with the address of its live page");
    }
    DeviceSetup setup = new DeviceSetup(options, environment);
    Rivals.refuseServerOptions(spec, options.access);
    boolean real = sound || setup.wantsSoundCard();
    try (OperatedDevice device = setup.open(real, builtIn);
        Farewell farewell = Farewell.of(device::close)) {
      Surroundings around = new LocalSurroundings(options, real, environment);
      return run(new Shell(device.session(), around, device.scheduler()), lines, environment);
    }
  }

  private int attached(URI page, @Nullable Script lines, Map<String, String> environment) throws CliFailure {
    try (NettyTransport loop = NettyTransport.open(TransportKind.AUTO, 1, TlsSettings.verified());
        AttachedSession session = AttachedSession.open(page, which, loop.scheduler(0));
        Farewell farewell = Farewell.of(session::close)) {
      return run(new Shell(session, new FleetSurroundings(session), loop.scheduler(0)), lines, environment);
    } catch (SessionException e) {
      throw new CliFailure(ExitCodes.NOTHING_CONNECTED, String.valueOf(e.getMessage()));
    }
  }

  private static Script read(Path file) throws CliFailure {
    try {
      Script script = Script.read(file);
      if (!script.mistakes().isEmpty()) {
        throw CliFailure.usage(String.join(System.lineSeparator(), script.mistakes()));
      }
      return script;
    } catch (IOException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  private int run(Shell shell, @Nullable Script lines, Map<String, String> environment) throws CliFailure {
    PrintWriter out = spec.root().commandLine().getOut();
    PrintWriter err = spec.root().commandLine().getErr();
    boolean unicode = System.out.charset().newEncoder().canEncode('█');
    boolean terminal = System.console() != null && System.console().isTerminal();
    boolean colours = terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
    if (lines != null) {
      return shell.run(lines, out, err, colours, unicode);
    }
    if (!terminal) {
      BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      return shell.pipe(in, out, err, false, unicode);
    }
    try {
      return shell.interact(history(environment));
    } catch (IOException e) {
      throw CliFailure.usage("this terminal cannot be used (" + e.getMessage() + "); try --run, or TERM=dumb");
    }
  }

  /** Where lines are kept for the next time, read by nobody else; nowhere when that cannot be had. */
  static @Nullable Path history(Map<String, String> environment) {
    try {
      Path file = Files.createDirectories(DeviceFolder.usual(environment)).resolve(HISTORY);
      PrivateFile.claim(file);
      return file;
    } catch (IOException e) {
      return null; // a shell without a memory is better than none
    }
  }
}
