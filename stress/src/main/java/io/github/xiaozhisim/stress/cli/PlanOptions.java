package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.arrivals.Phases;
import io.github.xiaozhisim.stress.fleet.Scenario;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a run is as a whole: options shared by every command that runs a fleet, or says what one takes. */
final class PlanOptions {

  @Option(
      names = {ScenarioLayer.OPTION, "--preset"},
      paramLabel = "FILE",
      completionCandidates = PresetNames.class,
      description = {
        "Take from this file what is not said here or in the environment: a scenario of your own ('xiaozhi scenario "
            + "new'),",
        "  or a preset that ships with the program: ${COMPLETION-CANDIDATES}."
      })
  @Nullable String scenario;

  @Option(
      names = "--phases",
      paramLabel = "'N: TIME, …'",
      converter = PhasesText.class,
      description = {
        "So many devices one after the other, such as '100: 30s, 500: 1m'; more are switched on as at the start, those "
            + "who",
        "  are too many end their turn and leave. The summary tells them apart. Sets --devices and --duration; phases "
            + "of a",
        "  scenario or preset go no higher than the --devices that are typed."
      })
  @Nullable Phases phases;

  /** How many devices there are where nobody says. */
  int devices(int usual) {
    return phases == null ? usual : Math.max(1, phases.highest());
  }

  /** How long the run takes where nobody says; 0 when the phases do not say, either. */
  long durationNanos() {
    return phases == null ? 0 : phases.lengthNanos();
  }

  /**
   * A fleet of {@code devices} can go through these phases.
   *
   * @param open conversations come by a schedule
   * @throws CliFailure when it cannot
   */
  void check(int devices, boolean open) throws CliFailure {
    if (phases != null && open) {
      throw CliFailure.usage(
          "--phases counts devices, but with --arrivals conversations come by a schedule; write steps(5/s: 1m, 10/s: "
              + "1m) there");
    }
    if (phases != null && phases.first() < 1) {
      throw CliFailure.usage("--phases begins with nobody; begin with 1 device or more");
    }
    if (phases != null && phases.highest() > devices) {
      throw CliFailure.usage(
          "--phases goes up to " + phases.highest() + ", more than --devices " + devices + "; leave --devices out");
    }
  }

  /** The same, beginning with the first phase. */
  Scenario begin(Scenario scenario) {
    return phases == null ? scenario : scenario.beginningWith(phases.first());
  }
}
