package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.stress.arrivals.Schedule;
import io.github.xiaozhisim.stress.arrivals.Spacing;

/**
 * Conversations that begin when they begin, whatever the server does: people do not wait to have a question until
 * somebody else's has been answered. Each takes a device that is free; where none is, it waits for one, and its wait
 * counts.
 *
 * @param schedule when they begin, counted from the moment at which all devices are switched on
 * @param spacing how evenly, where the rate is changed while it runs
 * @param mayWait how many may wait for a device; who comes then is turned away, and counted
 */
public record OpenModel(Schedule schedule, Spacing spacing, int mayWait) {

  /** So many may wait where nothing else is said. */
  public static final int USUAL_QUEUE = 10_000;

  public OpenModel {
    if (mayWait < 0) {
      throw new IllegalArgumentException("fewer than nobody cannot wait");
    }
  }
}
