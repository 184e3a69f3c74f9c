package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.arrivals.Load;
import io.github.xiaozhisim.stress.health.Look;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.objective.Standing;
import io.github.xiaozhisim.stress.report.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run is for. Decides about it while it goes on: when it ends, how much is asked of the server, how it ends.
 * Told second by second; on the main thread.
 */
sealed interface Purpose permits Goals, CapacitySearch {

  /** The run has just begun. */
  default void begin(Load load, Measurements measurements) {}

  /** Whether it turns the run up and down itself, so that nobody else may. */
  default boolean steers() {
    return false;
  }

  /** How the generator did; comes before the slice of the same second. */
  default void look(Look look) {}

  /** What has come; gives why the run should end now, once, or null. */
  @Nullable String look(Slice slice);

  /** What has been decided since the last time, in lines; empty when nothing was. */
  default String news() {
    return "";
  }

  /** How the objectives stand now. */
  List<Standing> standings();

  /** How they stood in the end. Call once. */
  RunResult.Goals conclude();

  /**
   * What the shell is told.
   *
   * @param acceptDegraded whatever the generator's health
   */
  int exitCode(RunResult run, boolean acceptDegraded);

  /** What there is to say after the summary; writes what it knows into the run's folder, too. */
  default String finish(Path folder) throws IOException {
    return "";
  }
}
