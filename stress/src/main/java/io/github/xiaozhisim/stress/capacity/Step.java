package io.github.xiaozhisim.stress.capacity;

import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.measure.Stats;
import io.github.xiaozhisim.stress.objective.Standing;
import java.util.List;

/**
 * One level that was tried, and what was seen. Immutable.
 *
 * @param level as the load counts it
 * @param purpose why it was tried
 * @param met whether all objectives were, by all who were to take part
 * @param complete whether all of those had come
 * @param generator whether what was seen is the server's
 * @param standings how the objectives stood
 * @param parts of each part, in order: how long it took, in milliseconds
 * @param failures of each part, in order: share of the work that ended by its failing, 0 to 1
 * @param endedPerSecond pieces of work that ended well
 * @param fromSeconds when it began to be judged, since the start of the run
 * @param untilSeconds when it was
 */
public record Step(
    double level,
    Search.Purpose purpose,
    boolean met,
    boolean complete,
    Verdict generator,
    List<Standing> standings,
    List<Stats> parts,
    List<Double> failures,
    double endedPerSecond,
    double fromSeconds,
    double untilSeconds) {

  public Step {
    standings = List.copyOf(standings);
    parts = List.copyOf(parts);
    failures = List.copyOf(failures);
  }
}
