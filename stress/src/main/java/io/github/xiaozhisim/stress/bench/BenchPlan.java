package io.github.xiaozhisim.stress.bench;

import java.util.List;
import java.util.Set;

/**
 * What to measure.
 *
 * @param scenarios which of {@link Scenario}
 * @param levels devices in the scenario of turns, one row each
 * @param idleDevices devices in the scenario of idle ones
 * @param others devices of the other scenarios
 * @param rounds how often each; figures are medians
 * @param windowSeconds length of each measured window
 * @param warmSeconds how long a fleet talks before its window
 * @param profile whether to record where the CPU goes, in a run of its own
 */
public record BenchPlan(
    Set<Scenario> scenarios,
    List<Integer> levels,
    int idleDevices,
    Others others,
    int rounds,
    int windowSeconds,
    int warmSeconds,
    boolean profile) {

  /** The kinds of load there are. */
  public enum Scenario {
    /** All devices talk without a pause. */
    TURNS,
    /** All are connected and silent. */
    IDLE,
    /** All talk, and all of them decode what they hear. */
    EARS,
    /** All connect and talk encrypted. */
    TLS
  }

  /**
   * Devices of the smaller scenarios.
   *
   * @param ears that talk and decode
   * @param connecting that connect with TLS
   * @param encrypted that talk with TLS
   */
  public record Others(int ears, int connecting, int encrypted) {}

  public BenchPlan {
    scenarios = Set.copyOf(scenarios);
    levels = List.copyOf(levels);
  }
}
