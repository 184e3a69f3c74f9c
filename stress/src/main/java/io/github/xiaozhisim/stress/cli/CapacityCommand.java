package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.arrivals.Spacing;
import io.github.xiaozhisim.stress.capacity.Plan;
import io.github.xiaozhisim.stress.capacity.Tempo;
import io.github.xiaozhisim.stress.objective.Objective;
import io.github.xiaozhisim.stress.objective.ObjectiveText;
import io.github.xiaozhisim.stress.turn.TurnWork;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of {@code xiaozhi capacity}: those of a fleet, which it runs, and how to search. */
@Command(
    name = "capacity",
    description = {
      "How many devices, or conversations a minute, a server carries while it holds the objectives: tries more and "
          + "more,",
      "narrows it down, confirms it, and says which part gave way first. Takes the options of 'fleet', too."
    },
    sortOptions = false,
    showDefaultValues = false,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0    found, or more was not asked for",
      "  2    usage or configuration",
      "  3    nothing could connect",
      "  4    this machine is the limit, not the server; see --accept-degraded",
      "  5    not even the lowest level holds the objectives",
      "  130  interrupted; what was found until then is written",
      "",
      "Examples:",
      "  xiaozhi capacity --workers 8",
      "  xiaozhi capacity --server ws://127.0.0.1:8000/xiaozhi/v1/ --objective 'first_sound.p95 < 1500ms'",
      "  xiaozhi capacity --ota https://voice.example.com/xiaozhi/ota/ --find conversations --devices 500 --yes"
    })
final class CapacityCommand extends FleetCommand {

  private static final List<String> USUAL = List.of("first_sound.p95 < 2s", "open.p95 < 2s", "failed < 1%");
  private static final long LONGEST_GATHERING_NANOS = 10_000_000_000L;

  /** What a search decides by itself. */
  private static final Set<String> DECIDED =
      Set.of(
          "--duration",
          "--turns",
          "--warm-up",
          "--wave",
          "--phases",
          "--arrivals",
          "--storm",
          "--power-cut",
          "--keep-going");

  /** What is looked for. */
  enum Find {
    DEVICES,
    CONVERSATIONS
  }

  @Option(
      names = "--find",
      paramLabel = "WHAT",
      defaultValue = "devices",
      description = {
        "devices: how many may use the server at once, each with pauses of its own (default);",
        "  conversations: how many may begin a minute, whether the server keeps up or not; --devices says how many "
            + "devices",
        "  there are for them (default: 200)."
      })
  Find find = Find.DEVICES;

  @Option(
      names = "--from",
      paramLabel = "N",
      description = {
        "The first level, with which all others are compared: as little as a server with nothing to do has",
        "(default: 5 devices, 12 conversations a minute)."
      })
  @Nullable Double from;

  @Option(
      names = "--most",
      paramLabel = "N",
      description = "The last level (default: 2,000 devices, 60,000 conversations a minute).")
  @Nullable Double most;

  @Option(
      names = "--precision",
      paramLabel = "SHARE",
      defaultValue = "2%",
      converter = TypedDurations.Shares.class,
      description = "How near the answer must be (default: ${DEFAULT-VALUE}).")
  double precision;

  @Option(
      names = "--hold",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = TypedDurations.Nanos.class,
      description = "How long a level is judged; a hundred turns should end in it (default: ${DEFAULT-VALUE}).")
  long holdNanos;

  @Option(
      names = "--confirm",
      paramLabel = "TIME",
      converter = TypedDurations.Nanos.class,
      description = "How long the answer is judged once more (default: three times --hold).")
  @Nullable Long confirmNanos;

  @Option(
      names = "--settle",
      paramLabel = "TIME",
      defaultValue = "15s",
      converter = TypedDurations.Nanos.class,
      description = "Before a level is judged; two turns should fit (default: ${DEFAULT-VALUE}).")
  long settleNanos;

  @Option(
      names = "--cool-down",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = TypedDurations.Nanos.class,
      description = "After a level that was too much (default: ${DEFAULT-VALUE}).")
  long coolDownNanos;

  @Option(names = "--poisson", description = "Conversations begin as those of many people do, and not evenly.")
  boolean poisson;

  @Override
  public Integer call() throws CliFailure {
    refuse(OldEnvironment.OPTION, OldEnvironment.CONFIG_OPTION);
    refuse(DECIDED.toArray(String[]::new));
    refuseServerOptionsWithoutServer();
    return new FleetSetup(this, Main.environment(spec)).run(typed(), new CapacityRun(this, tempo(), plan()));
  }

  /** Whether a search leaves this option of a scenario out: it decides that by itself. */
  static boolean decides(String option) {
    return DECIDED.contains(option) || option.equals("--devices");
  }

  /** Whether this option of a fleet is none of a search. */
  static boolean refuses(String option) {
    return DECIDED.contains(option)
        || option.equals(OldEnvironment.OPTION)
        || option.equals(OldEnvironment.CONFIG_OPTION);
  }

  /** What a search decides by itself. */
  private void refuse(String... options) throws CliFailure {
    for (String option : options) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw CliFailure.usage(option + " is for 'fleet', a search decides that by itself; leave it out");
      }
    }
    if (find == Find.DEVICES && talk.devices != null) {
      throw CliFailure.usage("--devices is what is looked for; say --from and --most, or --find conversations");
    }
    if (find == Find.DEVICES && poisson) {
      throw CliFailure.usage("--poisson is for --find conversations: devices have pauses of their own, --think");
    }
  }

  List<Objective> goals() {
    return objectives.objectives.isEmpty()
        ? USUAL.stream().map(text -> ObjectiveText.parse(text, TurnWork.VOCABULARY)).toList()
        : objectives.objectives;
  }

  Spacing spacing() {
    return poisson ? Spacing.POISSON : Spacing.REGULAR;
  }

  private Tempo tempo() throws CliFailure {
    if (holdNanos <= 0 || confirmNanos != null && confirmNanos <= 0) {
      throw CliFailure.usage("--hold and --confirm need some time, such as 30s");
    }
    for (Objective objective : goals()) {
      if (objective.windowNanos() > holdNanos) {
        throw CliFailure.usage(
            "--hold is shorter than the window of the objective '" + objective + "'; make it longer");
      }
    }
    return new Tempo(
        find == Find.DEVICES ? Math.min(settleNanos, LONGEST_GATHERING_NANOS) : 0,
        settleNanos,
        holdNanos,
        confirmNanos != null ? confirmNanos : 3 * holdNanos,
        coolDownNanos);
  }

  private Plan plan() throws CliFailure {
    boolean closed = find == Find.DEVICES;
    double first = from != null ? from : closed ? 5 : 12;
    double last = most != null ? most : closed ? 2_000 : 60_000;
    boolean whole = first == Math.rint(first) && last == Math.rint(last);
    if (!(first >= 1 && last >= first && last <= 1_000_000) || !whole) {
      throw CliFailure.usage("--from and --most are whole numbers from 1 to 1000000, the smaller one first");
    }
    if (!(precision > 0 && precision <= 0.5)) {
      throw CliFailure.usage("--precision is a share like 2%, from more than 0% to 50%");
    }
    double scale = CapacityRun.unit(find).scale();
    return new Plan(first / scale, last / scale, closed ? 1 : 1 / (10 * scale), precision);
  }
}
