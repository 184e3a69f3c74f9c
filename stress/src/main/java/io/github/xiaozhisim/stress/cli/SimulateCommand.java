package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.virtual.LineQuality;
import io.github.xiaozhisim.device.virtual.NetworkConditions;
import io.github.xiaozhisim.device.virtual.Seeds;
import io.github.xiaozhisim.stress.fleet.Impairments;
import io.github.xiaozhisim.stress.fleet.Roster;
import io.github.xiaozhisim.stress.fleet.Scenario;
import io.github.xiaozhisim.stress.journal.TurnJournal;
import io.github.xiaozhisim.stress.live.Terminal;
import io.github.xiaozhisim.stress.report.ReportFolder;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import io.github.xiaozhisim.stress.simulate.Simulation;
import io.github.xiaozhisim.stress.simulate.Traces;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnWork;
import io.github.xiaozhisim.transport.SystemClock;
import io.github.xiaozhisim.transport.impaired.Impairment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of {@code xiaozhi simulate} and what they mean together; {@link SimulateRun} does it. */
@Command(
    name = "simulate",
    description = {
      "A fleet and the emulated server in virtual time: hours in seconds, on a network as good or bad as you say.",
      "The same seed always goes the same way, which the hash of the event log shows."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = false,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0    all turns were answered, and all silent devices stayed connected",
      "  1    some turns failed, and no objective allows for that",
      "  2    usage or configuration",
      "  3    nothing could connect",
      "  5    an objective was missed",
      "  130  interrupted; the report is written and marked",
      "",
      "Examples:",
      "  xiaozhi simulate --devices 1000 --hours 1 --seed 7",
      "  xiaozhi simulate --devices 50 --hours 8 --jitter 80ms --drop-connections 10m",
      "  xiaozhi simulate --devices 1 --turns 3",
      "  xiaozhi simulate --preset quick"
    })
final class SimulateCommand implements Callable<Integer> {

  private static final long USUAL_DELAY_NANOS = 20_000_000;
  private static final long HOUR_NANOS = 3_600_000_000_000L;

  /** Nobody listens there: it exists in virtual time only. */
  private static final URI OTA = URI.create("http://virtual.invalid/xiaozhi/ota/");

  @Option(names = "--hours", paramLabel = "N", description = "So much virtual time, such as 1 or 0.5 (default: 1).")
  private @Nullable Double hours;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      converter = TypedDurations.Nanos.class,
      description = "The same as 30s, 5m, 1h; no turn begins later (no limit with --turns).")
  private @Nullable Long durationNanos;

  @Mixin
  private PlanOptions plan = new PlanOptions();

  @Mixin
  private TalkOptions talk = new TalkOptions();

  @Mixin
  private ObjectiveOptions objectives = new ObjectiveOptions();

  @Mixin
  private LineOptions line = new LineOptions();

  @Option(
      names = "--cores",
      paramLabel = "N",
      defaultValue = "0",
      description = "Processors to use; changes nothing but the speed (default: all).")
  private int cores;

  @Option(
      names = "--trace",
      paramLabel = "DEVICE",
      split = ",",
      description = {
        "Write the timeline of these devices, such as 1,17, for Perfetto (ui.perfetto.dev) or chrome://tracing;",
        "may be repeated."
      })
  private List<String> traced = new ArrayList<>();

  @Option(
      names = "--trace-file",
      paramLabel = "FILE",
      description = "Where the timelines go (default: trace.json in the report's folder).")
  private @Nullable Path traceFile;

  @Mixin
  private ServerOptions builtIn = new ServerOptions();

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() throws CliFailure {
    TalkSetup setup = new TalkSetup(talk);
    setup.checkNumbers();
    int devices = setup.devices(plan.devices(TalkSetup.USUAL_DEVICES));
    plan.check(devices, talk.people.arrivals != null);
    long duration = duration();
    List<Clip> utterances = setup.utterances();
    Scenario scenario =
        plan.begin(setup.scenario(new Scenario.Target.Ota(OTA), devices, duration, utterances, null, Map.of()));
    ServerBehaviour behaviour = setup.behaviour(builtIn);
    int threads = cores > 0 ? cores : Runtime.getRuntime().availableProcessors();
    List<String> command = Redaction.command(spec.root().commandLine().getParseResult().originalArgs());
    Traces traces = new Traces(traced(devices));
    if (!traces.isEmpty() && traceFile != null) {
      checkPlace(traceFile);
    }
    Terminal terminal = Terminal.standard(System.out, System.getenv());
    try (TurnJournal report = TurnJournal.create(setup.reportFolder(SystemClock.INSTANCE.wallMillis()));
        Simulation simulation =
            new Simulation(
                scenario,
                roster(devices),
                behaviour,
                conditions(scenario.seeds()),
                report.patiently(),
                traces,
                threads)) {
      Goals goals = new Goals(objectives.objectives, scenario, plan.phases, !objectives.keepGoing);
      Stepping stepping = new Stepping(plan.phases, TurnWork.VOCABULARY, TurnMeasure.FIRST_SOUND);
      int code = new SimulateRun(scenario, simulation, report, terminal, command, goals, stepping).execute();
      if (!traces.isEmpty()) {
        Path file = traceFile == null ? report.folder().resolve("trace.json") : traceFile;
        write(traces, file, simulation.elapsedNanos());
        terminal.print("trace: " + file + "\n");
      }
      return code;
    } catch (IOException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliFailure(ExitCodes.INTERRUPTED, "interrupted");
    }
  }

  /** What cannot be written is said before the run, and not after an hour of it. */
  private static void checkPlace(Path file) throws CliFailure {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(file) || !Files.isDirectory(folder)) {
      throw CliFailure.usage("--trace-file " + file + " cannot be written: name a file in a folder that exists");
    }
    if (!Files.isWritable(Files.exists(file) ? file : folder)) {
      throw CliFailure.usage("--trace-file " + file + " cannot be written: permission denied");
    }
  }

  private static void write(Traces traces, Path file, long untilNanos) throws CliFailure {
    try {
      traces.write(file, untilNanos);
    } catch (IOException e) {
      throw CliFailure.usage("--trace-file " + file + " cannot be written: " + ReportFolder.reason(e));
    }
  }

  private IntFunction<NetworkConditions> conditions(Seeds seeds) throws CliFailure {
    Impairments impairments = line.impairments(USUAL_DELAY_NANOS);
    return index -> {
      Impairment own = impairments.of(index, seeds);
      if (own.isNone()) {
        return NetworkConditions.perfect(USUAL_DELAY_NANOS);
      }
      LineQuality way =
          new LineQuality(
              own.delayNanos(),
              own.jitterNanos(),
              own.bytesPerSecond(),
              own.loss(),
              own.reordering(),
              own.duplication());
      return new NetworkConditions(way, way, own.refusal(), own.meanLifeNanos());
    };
  }

  private List<Integer> traced(int devices) throws CliFailure {
    List<Integer> indices = new ArrayList<>();
    for (String name : traced) {
      String number = name.strip().replaceFirst("^device-", "");
      int index = number.matches("\\d{1,9}") ? Integer.parseInt(number) - 1 : -1;
      if (index < 0 || index >= devices) {
        throw CliFailure.usage("--trace " + name + " is none of the devices; write a number from 1 to " + devices);
      }
      indices.add(index);
    }
    if (traceFile != null && indices.isEmpty()) {
      throw CliFailure.usage("--trace-file needs --trace DEVICE, such as --trace 1");
    }
    return indices;
  }

  private long duration() throws CliFailure {
    if (hours != null && durationNanos != null) {
      throw CliFailure.usage("--hours and --duration say the same; leave one of them out");
    }
    if (hours != null && !(hours > 0 && hours <= 24 * 365)) {
      throw CliFailure.usage("--hours " + hours + " cannot be; write it like 1 or 0.5");
    }
    if (durationNanos != null && durationNanos <= 0) {
      throw CliFailure.usage(
          "--duration 0 leaves no time to talk; leave it out for an hour, or limit the run by --turns");
    }
    if (hours != null) {
      return Math.round(hours * HOUR_NANOS);
    }
    if (durationNanos != null) {
      return durationNanos;
    }
    if (plan.durationNanos() > 0) {
      return plan.durationNanos();
    }
    return talk.turns == null ? HOUR_NANOS : 0;
  }

  private Roster roster(int devices) throws CliFailure {
    try {
      Roster roster = Roster.invented(new Seeds(talk.seed), talk.macPrefix);
      if (devices > roster.capacity()) {
        throw CliFailure.usage(
            "--mac-prefix " + talk.macPrefix + " leaves room for " + roster.capacity()
                + " devices only; shorten it or take fewer devices");
      }
      return roster;
    } catch (IllegalArgumentException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()));
    }
  }
}
