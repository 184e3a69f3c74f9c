package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.check.Demand;
import io.github.xiaozhisim.stress.check.Finding;
import io.github.xiaozhisim.stress.check.Finding.Grade;
import io.github.xiaozhisim.stress.check.MachineCheck;
import io.github.xiaozhisim.stress.check.MachineLimits;
import io.github.xiaozhisim.stress.live.Terminal;
import io.github.xiaozhisim.stress.monitor.SystemRoot;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What this machine lacks for a run, in words. */
final class MachineAdvice {

  private MachineAdvice() {}

  /**
   * What a fleet takes.
   *
   * @param talking share of the devices
   * @param target where they go; null for the built-in server
   * @param sources addresses that were asked for; 0 when none were
   */
  static Demand demand(int devices, double talking, @Nullable URI target, boolean mqtt, int sources) {
    boolean here = target == null || Preflight.isThisMachine(String.valueOf(target.getHost()));
    int usual = here ? Preflight.loopbackSources(devices, ProcessFigures.portRange()) : 1;
    int talkers = (int) Math.min(devices, Math.ceil(devices * talking));
    return new Demand(devices, talkers, target == null, here, mqtt, sources > 0 ? sources : usual);
  }

  /** What this machine says to it. */
  static List<Finding> findings(Demand demand) {
    Runtime runtime = Runtime.getRuntime();
    return MachineCheck.of(
        demand, MachineLimits.read(SystemRoot.THIS_MACHINE, runtime.maxMemory(), runtime.availableProcessors()));
  }

  /** All of it. */
  static List<String> table(Demand demand, List<Finding> findings) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d devices, %,d of them talk, to %s:",
            demand.devices(),
            demand.talking(),
            where(demand)));
    lines.add(String.format("  %-38s %12s %12s", "", "is", "needed"));
    for (Finding finding : findings) {
      lines.add(
          String.format("  %-38s %12s %12s  %s", finding.what(), finding.is(), finding.needed(), word(finding.grade()))
              .stripTrailing());
      if (!finding.mend().isEmpty()) {
        lines.add("      " + finding.mend());
      }
    }
    return lines;
  }

  private static String where(Demand demand) {
    if (demand.serverInside()) {
      return "the built-in server";
    }
    return demand.serverHere() ? "a server on this machine" : "another machine";
  }

  private static String word(Grade grade) {
    return switch (grade) {
      case FINE -> "ok";
      case TIGHT -> "tight";
      case SHORT -> "TOO LITTLE";
      case UNKNOWN -> "";
    };
  }

  /**
   * Before a run: says what will be tight.
   *
   * @throws CliFailure with what the run would fail for
   */
  static void prepare(Terminal terminal, Demand demand) throws CliFailure {
    List<Finding> findings = findings(demand);
    List<String> wanting = sentences(findings, Grade.SHORT);
    if (!wanting.isEmpty()) {
      throw CliFailure.usage(String.join("\n", wanting));
    }
    sentences(findings, Grade.TIGHT).forEach(sentence -> terminal.print("tight on this machine: " + sentence + "\n"));
  }

  private static List<String> sentences(List<Finding> findings, Grade grade) {
    return findings.stream()
        .filter(finding -> finding.grade() == grade)
        .map(each -> each.what() + ": " + each.needed() + " needed, " + each.is() + " there; " + each.mend())
        .toList();
  }
}
