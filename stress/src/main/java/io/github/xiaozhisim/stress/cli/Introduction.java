package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.fleet.Scenario;

/** The first line of a run: who does what, where and for how long. */
final class Introduction {

  private Introduction() {}

  /** @param highest how many devices there will be at most, where there are phases; else 0 */
  static String of(Scenario scenario, int highest, boolean embeddedServer) {
    String how = scenario.population().clips().isEmpty() ? "type" : "talk";
    if (scenario.devices() == 1) {
      how += "s";
    }
    int silent = scenario.cast().silentAmong(scenario.devices());
    String many = scenario.devices() == 1 ? "1 device" : scenario.devices() + " devices";
    if (highest > scenario.devices()) {
      many += " (later up to " + highest + ")";
    }
    if (silent > 0) {
      how = (silent == scenario.devices() ? "connect" : how) + (silent > 1 || scenario.devices() > 1 ? "" : "s");
      many += silent == scenario.devices() ? "" : " (" + silent + " of them silent)";
    }
    if (scenario.open() != null) {
      how = (scenario.devices() == 1 ? "takes" : "take") + " conversations as they come";
    }
    String where =
        (embeddedServer ? "the built-in server at " : "") + Redaction.url(scenario.target().uri().toString());
    if (scenario.extent().durationNanos() == 0 && scenario.extent().turnsPerDevice() == 0) {
      return "How much " + where + " can carry, from " + many + " on (seed " + scenario.seeds().seed() + ")\n";
    }
    String until =
        scenario.extent().durationNanos() > 0
            ? " for " + scenario.extent().durationNanos() / 1_000_000_000 + " s"
            : " for "
                + scenario.extent().turnsPerDevice()
                + (scenario.extent().turnsPerDevice() == 1 ? " turn each" : " turns each");
    return many + " " + how + " to " + where + until + " (seed " + scenario.seeds().seed() + ")\n";
  }
}
