package io.github.xiaozhisim.stress.live;

import io.github.xiaozhisim.stress.monitor.Findings;
import io.github.xiaozhisim.stress.monitor.Warning;
import java.util.Locale;

/** What was seen of the server and the machine, in words. */
final class FindingsText {

  private FindingsText() {}

  /**
   * A table of what was watched by name, with its head; empty when nothing was. The machine's levels are in the report.
   */
  static String table(Findings findings, Style style) {
    StringBuilder out = new StringBuilder();
    for (Findings.Level level : findings.levels()) {
      String lane = level.gauge().lane();
      if ((lane.startsWith("server.") || lane.startsWith("metrics."))
          && !level.gauge().label().endsWith("_no_answer")) {
        out.append(
            String.format(
                Locale.ROOT,
                "  %-58s%9s%9s%9s %s",
                level.gauge().meaning(),
                number(level.mean()),
                number(level.max()),
                number(level.last()),
                level.gauge().unit())
            .stripTrailing()).append('\n');
      }
    }
    return out.isEmpty()
        ? ""
        : style.faint(String.format(Locale.ROOT, "  %-58s%9s%9s%9s", "watched", "mean", "max", "last")) + "\n" + out;
  }

  /** A line for each warning. */
  static String warnings(Findings findings, Style style) {
    StringBuilder out = new StringBuilder();
    for (Warning warning : findings.warnings()) {
      out.append("  ").append(style.bad("note: " + warning.english())).append('\n');
    }
    return out.toString();
  }

  private static String number(double value) {
    return value < 100 ? String.format(Locale.ROOT, "%.1f", value) : Numbers.count(Math.round(value));
  }
}
