package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.bench.BenchFailure;
import io.github.xiaozhisim.stress.bench.BenchFile;
import io.github.xiaozhisim.stress.bench.BenchPlan;
import io.github.xiaozhisim.stress.bench.BenchPlan.Scenario;
import io.github.xiaozhisim.stress.bench.BenchResult;
import io.github.xiaozhisim.stress.bench.BenchRun;
import io.github.xiaozhisim.stress.bench.ResultTable;
import io.github.xiaozhisim.stress.live.Terminal;
import io.github.xiaozhisim.transport.SystemClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench}: what this program costs, beside the least that any program could cost. See stress/docs/bench.md. */
@Command(
    name = "bench",
    description = {
      "Measures what this program costs: a fleet in a process of its own against a lean server in another, and beside "
          + "it",
      "the floor, a client that does nothing but the wire. Compare the ratio, not the milliseconds, between machines."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = {BenchTargetCommand.class, BenchFloorCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  xiaozhi bench --quick",
      "      a first impression in a minute",
      "  xiaozhi bench --rounds 5 --json before.json",
      "      figures to rely on",
      "  xiaozhi bench --rounds 5 --compare before.json",
      "      what a change has brought",
      "  xiaozhi bench turns --levels 1000 --profile",
      "      where the CPU goes"
    })
final class BenchCommand implements Callable<Integer> {

  private static final int QUICK_WINDOW_SECONDS = 5;
  private static final int QUICK_WARM_SECONDS = 5;
  private static final int WARM_SECONDS = 8;
  private static final int IDLE_DEVICES = 10_000;
  private static final int QUICK_IDLE_DEVICES = 3_000;
  private static final int OWN_DESCRIPTORS = 500;
  private static final BenchPlan.Others OTHERS = new BenchPlan.Others(200, 450, 500);

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "0..*",
      description = "Of turns, idle, ears, tls (default: all; quick: turns and idle).")
  List<Scenario> scenarios = List.of();

  @Option(names = "--quick", description = "1000 devices that talk, short windows: about a minute.")
  boolean quick;

  @Option(
      names = "--levels",
      paramLabel = "N",
      split = ",",
      description = "Devices that talk, one line each (default: 1000,2000,5000).")
  @Nullable List<Integer> levels;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "1",
      description = "How often; the table has medians (default: ${DEFAULT-VALUE}).")
  int rounds;

  @Option(
      names = "--window",
      paramLabel = "SECONDS",
      description = "Length of each measured window (default: 8, quick: 5).")
  @Nullable Integer windowSeconds;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the figures there, for --compare and for programs.")
  @Nullable Path json;

  @Option(
      names = "--compare",
      paramLabel = "FILE",
      description = "Show the figures of that file beside, and what has changed.")
  @Nullable Path compare;

  @Option(names = "--profile", description = "Once more with Java's recorder: the dearest packages and methods.")
  boolean profile;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  static void requireLinux() throws CliFailure {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      throw CliFailure.usage("bench reads /proc and calls the Linux kernel, so it runs on Linux only");
    }
  }

  @Override
  public Integer call() throws CliFailure, InterruptedException {
    requireLinux();
    BenchPlan plan = plan();
    requirePlaceForFigures();
    Terminal terminal = Terminal.standard(System.out, System.getenv());
    try {
      BenchResult older = compare == null ? null : BenchFile.read(compare);
      BenchRun run =
          new BenchRun(plan, Main.class.getName(), System.getenv(), SystemClock.INSTANCE, progress(terminal));
      terminal.print(run.setting() + "\n");
      BenchResult result = run.run(new Version().getVersion()[0]);
      terminal.print(ResultTable.format(result, older));
      String dearest = run.profile();
      if (dearest != null) {
        terminal.print("\n" + dearest);
      }
      if (json != null) {
        BenchFile.write(json, result);
        terminal.print("\nfigures in " + json + "\n");
      }
      return ExitCodes.WELL;
    } catch (BenchFailure failure) {
      throw new CliFailure(ExitCodes.SOME_FAILED, String.valueOf(failure.getMessage()));
    } catch (IOException failure) {
      throw CliFailure.usage(String.valueOf(failure.getMessage()));
    }
  }

  /** Beforehand: they come after half an hour. */
  private void requirePlaceForFigures() throws CliFailure {
    Path folder = json == null ? null : json.toAbsolutePath().getParent();
    if (json != null && (Files.isDirectory(json) || folder == null || !Files.isWritable(folder))) {
      throw CliFailure.usage(
          "--json " + json + " cannot be written: name a file in a folder that is there and may be written to");
    }
  }

  /** On a terminal a line that changes; else a line for each step, without those that only count. */
  private static Consumer<String> progress(Terminal terminal) {
    if (terminal.interactive()) {
      return terminal::live;
    }
    AtomicReference<String> before = new AtomicReference<>("");
    return line -> {
      String step = line.replaceAll("[,0-9]+( of [,0-9]+)?", "");
      if (!step.equals(before.getAndSet(step))) {
        terminal.print(line + "\n");
      }
    };
  }

  private BenchPlan plan() throws CliFailure {
    List<Integer> devices = levels != null ? levels : quick ? List.of(1000) : List.of(1000, 2000, 5000);
    int window = windowSeconds != null ? windowSeconds : quick ? QUICK_WINDOW_SECONDS : 8;
    if (rounds < 1 || window < 1 || devices.isEmpty() || devices.stream().anyMatch(n -> n < 1)) {
      throw CliFailure.usage("--rounds, --window and --levels are at least 1");
    }
    Set<Scenario> all =
        !scenarios.isEmpty()
            ? EnumSet.copyOf(scenarios)
            : quick ? EnumSet.of(Scenario.TURNS, Scenario.IDLE) : EnumSet.allOf(Scenario.class);
    int warm = quick ? QUICK_WARM_SECONDS : WARM_SECONDS;
    int most =
        (int) Math.min(Integer.MAX_VALUE, ProcessFigures.openFileLimit().orElse(Integer.MAX_VALUE)) - OWN_DESCRIPTORS;
    int idle = Math.min(quick ? QUICK_IDLE_DEVICES : IDLE_DEVICES, Math.max(1, most));
    return new BenchPlan(all, devices, idle, OTHERS, rounds, window, warm, profile);
  }
}
