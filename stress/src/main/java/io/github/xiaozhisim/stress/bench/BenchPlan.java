package io.github.xiaozhisim.stress.bench;

import java.util.List;
import java.util.Set;

/**
 * What to measure.
 *
 * @param scenarios which of {@link Scenario}
 * @param levels devices in the scenario of turns, one row each
 * @param rounds how often each; figures are medians
 * @param windowSeconds length of each measured window
 * @param warmSeconds how long a fleet talks before its window
 * @param profile whether to record where the CPU goes, in a run of its own
 */
public record BenchPlan(
    Set<Scenario> scenarios,
    List<Integer> levels,
    int rounds,
    int windowSeconds,
    int warmSeconds,
    boolean profile) {

  /** The kinds of load there are. */
  public enum Scenario {
    /** All devices talk without a pause. */
    TURNS
  }

  public BenchPlan {
    scenarios = Set.copyOf(scenarios);
    levels = List.copyOf(levels);
  }
}
