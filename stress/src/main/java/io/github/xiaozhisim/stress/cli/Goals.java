package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.objective.Objective;
import io.github.xiaozhisim.stress.objective.Objectives;
import io.github.xiaozhisim.stress.objective.Standing;
import io.github.xiaozhisim.stress.report.RunResult;
import io.github.xiaozhisim.stress.turn.TurnWork;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks after the objectives of a run, and ends it when one of them cannot be met any more. On the main thread. */
final class Goals implements Purpose {

  private final Objectives objectives;
  private final boolean givesUp;
  private boolean gaveUp;

  /**
   * @param durationNanos of the run; 0 where it is not limited by time
   * @param givesUp end the run when an objective is lost
   */
  Goals(List<Objective> objectives, long durationNanos, boolean givesUp) {
    this.objectives = new Objectives(objectives, TurnWork.VOCABULARY, durationNanos);
    this.givesUp = givesUp;
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
