package io.github.xiaozhisim.stress.live;

import io.github.xiaozhisim.stress.health.Criterion;
import io.github.xiaozhisim.stress.health.GeneratorHealth;
import io.github.xiaozhisim.stress.health.Growth;
import io.github.xiaozhisim.stress.health.Health;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;

/** The generator's health in words. */
final class HealthText {

  private HealthText() {}

  /** The verdict, and what it means for the figures. */
  static String sentence(Health health) {
    if (health.windows() == 0 && health.reasons().isEmpty()) {
      return "VALID as far as can be told: the run was too short to judge the generator.";
    }
    return switch (health.verdict()) {
      case VALID -> "VALID: the generator kept up, the figures are the server's.";
      case DEGRADED ->
          "DEGRADED: the generator had trouble; its own delays are in the high percentiles, medians can be used.";
      case INVALID ->
          "INVALID: the generator was too late itself; the figures are about this machine, not about the server.";
    };
  }

  /** One line for each criterion that was not met, and what to do about all of them. */
  static List<String> reasons(Health health, boolean embeddedServer) {
    List<String> lines = new ArrayList<>();
    Set<Criterion.Advice> advice = EnumSet.noneOf(Criterion.Advice.class);
    for (Health.Reason reason : health.reasons()) {
      lines.add(line(reason, health.windows()));
      advice.addAll(reason.criterion().advice());
    }
    if (!advice.isEmpty()) {
      StringJoiner items = new StringJoiner("; ", "what helps: ", "");
      if (embeddedServer) {
        items.add("run the server elsewhere ('xiaozhi serve')");
      }
      advice.forEach(item -> items.add(item.text()));
      lines.add(items.toString());
    }
    return lines;
  }

  /** What grew by how much in an hour, with its error. */
  static String growth(Health health) {
    StringJoiner items = new StringJoiner(", ");
    for (Growth each : health.growth()) {
      items.add(
          String.format(
              Locale.ROOT,
              "%s %+.1f (error %.1f) of %,.0f%s%s",
              each.level().meaning(),
              each.perHour(),
              each.error(),
              each.mean(),
              each.level().unit().isEmpty() ? "" : " ",
              each.level().unit()));
    }
    return items.toString();
  }

  private static String line(Health.Reason reason, int windows) {
    Criterion criterion = reason.criterion();
    String line =
        String.format(
            Locale.ROOT,
            "%s %s %s (",
            Numbers.millis(reason.worst()),
            criterion.unit().sign(),
            criterion.meaning());
    if (criterion.scope() == Criterion.Scope.WINDOW) {
      line +=
          String.format(
              Locale.ROOT,
              "the worst %d s; %d of %d were over ",
              GeneratorHealth.WINDOW_SECONDS,
              reason.windows(),
              windows);
    } else {
      line += "should not be over ";
    }
    return line + String.format(Locale.ROOT, "%.0f %s)", criterion.degradedAbove(), criterion.unit().sign());
  }
}
