package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.Fidelity;
import io.github.xiaozhisim.device.conformance.Conformance;
import io.github.xiaozhisim.device.conformance.Conformance.Entry;
import io.github.xiaozhisim.device.conformance.Conformance.Verdict;
import io.github.xiaozhisim.stress.live.Style;
import io.github.xiaozhisim.stress.live.Terminal;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code conformance}: plays the cases and prints a table of verdicts. */
@Command(
    name = "conformance",
    mixinStandardHelpOptions = true,
    description = {
      "Plays the conformance cases: what must be seen of a device, one numbered case for each rule, in virtual time.",
      "%nA case is played by the device as the firmware has it (strict) and as it should be (robust); where the two"
          + " differ, the case expects both. Letters: B boot, W WebSocket, F framing, S conversation, A audio, J odd "
          + "JSON,"
          + " M tools, Q MQTT and UDP, P habits of known servers."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  xiaozhi conformance",
      "      all cases, in both fidelities",
      "  xiaozhi conformance S14 --trace",
      "      one case, and everything that was seen in it, with times in milliseconds",
      "  xiaozhi conformance W Q --fidelity strict",
      "      two sections, as the firmware has them",
      "%nExit codes: 0 all pass; 1 some fail; 2 wrong options"
    })
final class ConformanceCommand implements Callable<Integer> {

  private static final int TITLE_COLUMNS = 88;

  @Parameters(paramLabel = "CASE", description = "Numbers such as S14, or letters of sections; all when there is none.")
  private List<String> wanted = new ArrayList<>();

  @Option(names = "--fidelity", paramLabel = "strict|robust", description = "One of the two; both when left out.")
  private @Nullable Fidelity fidelity;

  @Option(names = "--trace", description = "Prints all that was seen in each case.")
  private boolean trace;

  @Option(names = "--failed", description = "Lists only cases that fail.")
  private boolean onlyFailed;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() throws CliFailure {
    List<Entry> entries = chosen();
    PrintWriter out = spec.commandLine().getOut();
    Style style = Terminal.standard(System.out, System.getenv()).style();
    out.printf(Locale.ROOT, "%-5s %-" + TITLE_COLUMNS + "s  %-6s  %-6s%n", "case", "title", "strict", "robust");
    List<Verdict> failed = new ArrayList<>();
    int played = 0;
    for (Entry entry : entries) {
      Map<Fidelity, Verdict> verdicts = new EnumMap<>(Fidelity.class);
      for (Fidelity each : entry.fidelities()) {
        if (fidelity == null || fidelity == each) {
          Verdict verdict = Conformance.play(entry, each);
          verdicts.put(each, verdict);
          played++;
          if (!verdict.passed()) {
            failed.add(verdict);
          }
        }
      }
      boolean shown = !onlyFailed || verdicts.values().stream().anyMatch(v -> !v.passed());
      if (shown && !verdicts.isEmpty()) {
        out.println(line(entry, verdicts, style));
      }
      if (trace) {
        verdicts.values().forEach(verdict -> out.print(traced(verdict)));
      }
    }
    if (!trace) {
      failed.forEach(verdict -> out.print(traced(verdict)));
    }
    long numbers = entries.stream().map(Entry::id).distinct().count();
    out.printf(
        Locale.ROOT, "%n%d cases of %s, played %d times: %s%n",
        entries.size(),
        numbers == 1 ? "one number" : numbers + " numbers",
        played,
        failed.isEmpty() ? style.good("all pass") : style.bad(failed.size() + " fail"));
    out.flush();
    return failed.isEmpty() ? ExitCodes.WELL : ExitCodes.SOME_FAILED;
  }

  private List<Entry> chosen() throws CliFailure {
    List<Entry> all = Conformance.entries();
    List<Entry> chosen = new ArrayList<>();
    for (String want : wanted) {
      if (all.stream().noneMatch(entry -> matches(entry, want))) {
        throw CliFailure.usage("there is no case '" + want + "'; 'xiaozhi conformance' lists all numbers");
      }
    }
    for (Entry entry : all) {
      boolean named = wanted.isEmpty() || wanted.stream().anyMatch(want -> matches(entry, want));
      if (named && (fidelity == null || entry.fidelities().contains(fidelity))) {
        chosen.add(entry);
      }
    }
    return chosen;
  }

  private static boolean matches(Entry entry, String want) {
    String upper = want.toUpperCase(Locale.ROOT);
    return upper.length() == 1 ? entry.id().startsWith(upper) : entry.id().equals(upper);
  }

  private static String line(Entry entry, Map<Fidelity, Verdict> verdicts, Style style) {
    String title = entry.title();
    String fitting = title.length() <= TITLE_COLUMNS ? title : title.substring(0, TITLE_COLUMNS - 1) + "…";
    return String.format(
        Locale.ROOT,
        "%-5s %-" + TITLE_COLUMNS + "s  %s  %s",
        entry.id(),
        fitting,
        word(verdicts.get(Fidelity.STRICT), style),
        word(verdicts.get(Fidelity.ROBUST), style));
  }

  private static String word(@Nullable Verdict verdict, Style style) {
    if (verdict == null) {
      return style.faint("-     ");
    }
    return verdict.passed() ? style.good("pass  ") : style.bad("FAIL  ");
  }

  private static String traced(Verdict verdict) {
    String name = verdict.fidelity().name().toLowerCase(Locale.ROOT);
    String what = verdict.passed() ? "" : "  " + verdict.failure() + System.lineSeparator();
    return String.format("%n%s, %s: %s%n%s", verdict.entry().id(), name, verdict.entry().title(), what)
        + verdict.timeline().describe();
  }
}
