package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.arrivals.Phases;
import io.github.xiaozhisim.stress.arrivals.PlannedLoad;
import io.github.xiaozhisim.stress.fleet.OpenModel;
import io.github.xiaozhisim.stress.fleet.Scenario;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.objective.Objective;
import io.github.xiaozhisim.stress.objective.Objectives;
import io.github.xiaozhisim.stress.objective.Standing;
import io.github.xiaozhisim.stress.report.RunResult;
import io.github.xiaozhisim.stress.turn.TurnWork;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Looks after the objectives of a run, and ends it when one of them cannot be met any more. On the main thread. */
final class Goals implements Purpose {

  private final Objectives objectives;
  private final boolean givesUp;
  private boolean gaveUp;

  /**
   * @param givesUp end the run when an objective is lost
   */
  Goals(List<Objective> objectives, Scenario scenario, @Nullable Phases phases, boolean givesUp) {
    long durationNanos = scenario.extent().durationNanos();
    this.objectives =
        new Objectives(objectives, TurnWork.VOCABULARY, durationNanos, load(scenario, phases, durationNanos));
    this.givesUp = givesUp;
  }

  /** Turns by their schedule, or devices that talk on and on. */
  private static LongToDoubleFunction load(Scenario scenario, @Nullable Phases phases, long durationNanos) {
    OpenModel open = scenario.open();
    if (open != null) {
      return PlannedLoad.of(open.schedule(), durationNanos);
    }
    Phases levels =
        phases != null ? phases : new Phases(List.of(new Phases.Phase(scenario.devices(), Math.max(1, durationNanos))));
    return PlannedLoad.of(levels, (double) scenario.rampUp().rampNanos() / scenario.rampUp().devices());
  }

  /** Whether there are any. */
  boolean any() {
    return !objectives.standings().isEmpty();
  }

  @Override
  public @Nullable String look(Slice slice) {
    objectives.look(slice);
    Standing lost = givesUp && !gaveUp ? objectives.lost() : null;
    if (lost == null) {
      return null;
    }
    gaveUp = true;
    return "the objective " + lost.objective() + " cannot be met any more";
  }

  @Override
  public List<Standing> standings() {
    return objectives.standings();
  }

  @Override
  public RunResult.Goals conclude() {
    return new RunResult.Goals(objectives.conclude(), gaveUp);
  }

  @Override
  public int exitCode(RunResult run, boolean acceptDegraded) {
    return ExitCodes.of(run, acceptDegraded);
  }
}
