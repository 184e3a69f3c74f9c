package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.fleet.Ears;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of {@code xiaozhi fleet}; what they mean together is decided in {@link FleetSetup}. */
@Command(
    name = "fleet",
    description =
        "Many devices talk to a server, and what they hear is measured. Without --server or --ota to one built in.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = false,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0    all turns were answered, and all silent devices stayed connected",
      "  1    some turns failed, and no objective allows for that",
      "  2    usage or configuration",
      "  3    nothing could connect",
      "  4    INVALID: the generator was too late itself; see --accept-degraded",
      "  5    an objective was missed",
      "  130  interrupted; the report is written and marked",
      "",
      "Examples:",
      "  xiaozhi fleet",
      "  xiaozhi fleet --devices 20 --turns 3 --asr 300ms --llm 500ms --tts 200ms",
      "  xiaozhi fleet --server ws://127.0.0.1:8000/xiaozhi/v1/ --devices 2000 --duration 1m",
      "  xiaozhi fleet --devices 200 --duration 2m --objective 'first_sound.p95 < 1500ms over 60s' --objective 'failed "
          + "< 1%%'",
      "  xiaozhi fleet --server ws://127.0.0.1:8000/xiaozhi/v1/ --devices 10000 --talking 0%% --wave 10%%@4m "
          + "--duration 5m",
      "  xiaozhi fleet --ota https://voice.example.com/xiaozhi/ota/ --devices 50 --ca ca.pem --yes",
      "  xiaozhi fleet --phases '100: 1m, 200: 1m, 400: 1m'",
      "  xiaozhi fleet --preset quick",
      "  xiaozhi fleet --scenario evening.yaml --devices 50",
      "  xiaozhi fleet --fidelity strict --mode realtime",
      "  xiaozhi fleet --delay 20ms..150ms --jitter 40ms --loss 1%% --drop-connections 10m --impaired 30%%",
      "  xiaozhi fleet --server ws://10.0.0.5:8000/ --watch-url http://10.0.0.5:9090/metrics --yes",
      "  xiaozhi fleet --dialect toyai --toyai bid=MY_BOARD --toyai fv=1.2.3",
      "  XIAOZHI_TOYAI_KEY=… xiaozhi fleet --dialect toyai --server wss://voice.example.com/ --yes"
    })
sealed class FleetCommand implements Callable<Integer> permits CapacityCommand {

  @Mixin
  PlanOptions plan = new PlanOptions();

  @Mixin
  AccessOptions access = new AccessOptions();

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      converter = TypedDurations.Nanos.class,
      description = "No turn begins later, as 30s, 5m, 1h (default: 30s; no limit with --turns).")
  @Nullable Long durationNanos;

  @Option(
      names = "--warm-up",
      paramLabel = "TIME",
      converter = TypedDurations.Nanos.class,
      description = {
        "Leave out of latencies, pacing and health what begins earlier; turns and outcomes count all",
        "(default: until all devices have connected, in runs of a minute or longer or of 500 devices or more, else",
        "nothing; health always leaves that out)."
      })
  @Nullable Long warmUpNanos;

  @Option(
      names = "--accept-degraded",
      description =
          "End with the exit code of the turns also when the generator's health is INVALID; the report still says so.")
  boolean acceptDegraded;

  @Mixin
  ObjectiveOptions objectives = new ObjectiveOptions();

  @Mixin
  TalkOptions talk = new TalkOptions();

  @Option(
      names = "--identities",
      paramLabel = "FILE",
      description = "CSV with device_id,client_id[,token], one device a line; all of them unless --devices says fewer.")
  @Nullable Path identities;

  @Option(
      names = "--tls-resumption",
      paramLabel = "on|off",
      arity = "1",
      converter = OnOff.class,
      description = {
        "on: TLS sessions are resumed, which spares both sides most of a handshake (default: off, as real boards",
        "  make a full handshake each time)."
      })
  boolean tlsResumption;

  @Option(
      names = "--transport",
      paramLabel = "KIND",
      defaultValue = "auto",
      description = "auto, epoll, io_uring or nio (default: ${DEFAULT-VALUE}).")
  String transport = "auto";

  @Option(
      names = "--source",
      paramLabel = "ADDRESS",
      converter = SourceAddresses.Converter.class,
      description = {
        "Connect from these addresses of this machine, in turn: 127.0.0.2, a range 127.0.0.2-127.0.0.9, several with",
        "  commas; each must reach the server, and has its own ports, some 28,000 for a server (default: the system's",
        "  choice; on loopback as many as there are ports needed)."
      })
  SourceAddresses source = SourceAddresses.NONE;

  @Option(
      names = "--loops",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Event loops for the devices; 0: one a processor, half of that where the server is on this machine.")
  int loops;

  @Option(
      names = "--ears-budget",
      paramLabel = "SHARE",
      defaultValue = "20%",
      converter = TypedDurations.Processors.class,
      description = {
        "What the --ears may use of a processor, 150%% of one and a half; when it is short, whole answers are left "
            + "out,",
        "the same share for each ear, and counted (default: ${DEFAULT-VALUE})."
      })
  double earsBudget = Ears.USUAL_BUDGET;

  @Mixin
  LineOptions line = new LineOptions();

  @Mixin
  WatchOptions watch = new WatchOptions();

  @Mixin
  ClockOptions clock = new ClockOptions();

  @Option(
      names = "--live",
      paramLabel = "PORT",
      arity = "0..1",
      fallbackValue = "0",
      description = {
        "Serve a web page of the run on this machine while it lasts: figures, controls, single devices; and /metrics "
            + "for",
        "Prometheus. Without a port on any that is free. See stress/docs/live.md."
      })
  @Nullable Integer livePort;

  @Option(
      names = "--top",
      description =
          "Show the run on the whole screen of the terminal, with keys to stop, pause, add and take away devices.")
  boolean top;

  @Option(
      names = OldEnvironment.OPTION,
      description =
          "Take the environment variables of the older WebSocket tester (WS_SERVER_HOST, CONCURRENT_CONNECTIONS, …),"
              + " say which options they stand for, and run; options given here win. See stress/docs/old-tester.md.")
  boolean oldEnvironment;

  @Option(
      names = OldEnvironment.CONFIG_OPTION,
      paramLabel = "FILE",
      description = {
        "The same with a configuration file of that tester: .env, exports of a shell script, Python constants, JSON. "
            + "What is",
        "  in the environment wins (default with 'xiaozhi old-tester': .env in this folder, if it has such variables)."
      })
  @Nullable Path oldConfig;

  @Option(names = "--yes", description = "Do not ask before connecting to another machine.")
  boolean yes;

  @Mixin
  ServerOptions builtIn = new ServerOptions();

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Override
  public Integer call() throws CliFailure {
    if (oldEnvironment || oldConfig != null) {
      return runTranslated();
    }
    String hint = access.namesNone() ? OldEnvironment.hint(Main.environment(spec)) : null;
    if (hint != null) {
      spec.commandLine().getErr().println("xiaozhi: " + hint);
      spec.commandLine().getErr().flush();
    }
    refuseServerOptionsWithoutServer();
    return new FleetSetup(this, Main.environment(spec)).run(typed());
  }

  /** The command line, secrets blanked out. */
  final List<String> typed() {
    return Redaction.command(spec.root().commandLine().getParseResult().originalArgs());
  }

  /** Runs the command line that the old variables stand for. */
  private int runTranslated() throws CliFailure {
    Map<String, String> environment = Main.environment(spec);
    if (oldConfig != null) {
      environment = OldEnvironment.with(environment, OldConfig.read(oldConfig, OldEnvironment.names()));
    }
    OldEnvironment.Translation translation =
        OldEnvironment.translate(spec.root().commandLine().getParseResult().originalArgs(), environment);
    PrintWriter err = spec.commandLine().getErr();
    err.println(translation.notice());
    err.flush();
    return Main.complete(Main.environment(spec), Origins.none())
        .setOut(spec.commandLine().getOut())
        .setErr(err)
        .execute(translation.arguments().toArray(String[]::new));
  }

  /** Options of the built-in server mean nothing where another one is used; silence would mislead. */
  final void refuseServerOptionsWithoutServer() throws CliFailure {
    Rivals.refuseServerOptions(spec, access);
  }
}
