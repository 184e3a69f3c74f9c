package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.Fidelity;
import io.github.xiaozhisim.device.explorer.Explorer;
import io.github.xiaozhisim.device.explorer.Explorer.Finding;
import io.github.xiaozhisim.device.explorer.Explorer.Outcome;
import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.stress.live.Terminal;
import io.github.xiaozhisim.transport.SystemClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code xiaozhi explore}: looks for seeds at which a device does what it never should. */
@Command(
    name = "explore",
    description = {
      "Throws random inputs, messages and network faults at a device in virtual time and checks what must always hold.",
      "Each seed is a story of its own; a failing one is printed with the fewest steps and the command that repeats it."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0    everything held",
      "  1    something did not: see what was printed",
      "  2    usage",
      "",
      "Examples:",
      "  xiaozhi explore --seeds 20000",
      "  xiaozhi explore --seeds 1 --seed 4711 --fidelity strict"
    })
final class ExploreCommand implements Callable<Integer> {

  private static final long LINE_EVERY_NANOS = 5_000_000_000L;
  private static final int BATCH = 50;
  private static final int MOST_FINDINGS = 5;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many seeds (default: ${DEFAULT-VALUE}).")
  private long seeds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The first of them (default: ${DEFAULT-VALUE}).")
  private long first;

  @Option(
      names = "--fidelity",
      paramLabel = "HOW",
      defaultValue = "robust",
      description = "robust or strict; a strict device may crash where the firmware does (default: ${DEFAULT-VALUE}).")
  private Fidelity fidelity = Fidelity.ROBUST;

  @Option(
      names = "--time",
      paramLabel = "TIME",
      converter = TypedDurations.Nanos.class,
      description = "Stop looking after so long, such as 60s (default: when all seeds are done).")
  private @Nullable Long limitNanos;

  @Option(
      names = "--cores",
      paramLabel = "N",
      defaultValue = "0",
      description = "Processors to use (default: all).")
  private int cores;

  private final Clock clock = SystemClock.INSTANCE;
  private final Map<String, Long> violations = new TreeMap<>();
  private final List<Outcome> findings = new ArrayList<>();
  private long done;
  private long steps;
  private long crashes;

  @Override
  public Integer call() throws CliFailure {
    if (seeds < 1) {
      throw CliFailure.usage("--seeds " + seeds + " is too few; one is the least");
    }
    Terminal terminal = Terminal.standard(System.out, System.getenv());
    long startNanos = clock.nowNanos();
    try {
      look(terminal, startNanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the explorer itself failed: " + e.getCause(), e.getCause());
    }
    terminal.print(report((clock.nowNanos() - startNanos) / 1e9));
    return findings.isEmpty() ? ExitCodes.WELL : ExitCodes.SOME_FAILED;
  }

  private void look(Terminal terminal, long startNanos) throws InterruptedException, ExecutionException {
    int threads = cores > 0 ? cores : Runtime.getRuntime().availableProcessors();
    AtomicLong next = new AtomicLong(first);
    long end = first + seeds;
    long lineNanos = startNanos;
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<List<Outcome>>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(pool.submit(() -> batch(next, end)));
      }
      while (!running.isEmpty()) {
        List<Outcome> outcomes = running.removeFirst().get();
        outcomes.forEach(this::count);
        long now = clock.nowNanos();
        boolean over = limitNanos != null && now - startNanos > limitNanos;
        if (!outcomes.isEmpty() && !over && findings.size() < MOST_FINDINGS) {
          running.add(pool.submit(() -> batch(next, end)));
        }
        if (now - lineNanos >= LINE_EVERY_NANOS) {
          lineNanos = now;
          terminal.live(done + " seeds, " + findings.size() + " findings");
        }
      }
    }
    terminal.endLive();
  }

  private List<Outcome> batch(AtomicLong next, long end) {
    long from = next.getAndAdd(BATCH);
    Explorer explorer = new Explorer(fidelity);
    List<Outcome> outcomes = new ArrayList<>();
    for (long seed = from; seed < Math.min(end, from + BATCH); seed++) {
      outcomes.add(explorer.explore(seed));
    }
    return outcomes;
  }

  private void count(Outcome outcome) {
    done++;
    steps += outcome.steps();
    crashes += outcome.crashes();
    outcome.violations().forEach((rule, count) -> violations.merge(rule, (long) count, Long::sum));
    if (outcome.finding() != null) {
      findings.add(outcome);
    }
  }

  private String report(double seconds) {
    StringBuilder out = new StringBuilder();
    String how = fidelity.name().toLowerCase(Locale.ROOT);
    for (Outcome outcome : findings) {
      Finding finding = outcome.finding();
      if (finding != null) {
        out.append("\nseed ").append(outcome.seed()).append(": does not hold: ").append(finding.rule()).append('\n');
        out.append("  ").append(finding.detail().replace("\n", "\n  ")).append('\n');
        finding.story().forEach(line -> out.append("    ").append(line).append('\n'));
        out.append("  repeat: xiaozhi explore --seeds 1 --seed ").append(outcome.seed());
        out.append(" --fidelity ").append(how).append('\n');
      }
    }
    out.append(
        String.format(
            Locale.ROOT,
            "%n%d seeds with %d steps, %s, in %.1f s: %s%n",
            done,
            steps,
            how,
            seconds,
            findings.isEmpty() ? "everything held" : findings.size() + " findings"));
    if (crashes > 0) {
      out.append("  simulated crashes: ").append(crashes).append('\n');
    }
    if (!violations.isEmpty()) {
      out.append("  the device counted:\n");
      violations.forEach((rule, count) -> out.append(String.format(Locale.ROOT, "  %10d  %s%n", count, rule)));
    }
    return out.toString();
  }
}
