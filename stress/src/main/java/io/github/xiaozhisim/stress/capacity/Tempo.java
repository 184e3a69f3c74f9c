package io.github.xiaozhisim.stress.capacity;

/**
 * How long things take in a climb; nanoseconds.
 *
 * @param gatherNanos in which those who are to take part join, evenly: who begins together would stay together
 * @param settleNanos after all who take part are there, until what they do is judged
 * @param holdNanos how long a level is judged
 * @param confirmNanos how long in a long trial
 * @param restNanos after a level has ended and the server has nothing left to do, or only what it is known to hold
 */
public record Tempo(long gatherNanos, long settleNanos, long holdNanos, long confirmNanos, long restNanos) {

  /**
   * When nobody has come for so long, nobody will. As long as some come they are waited for, however slowly they do.
   */
  static final long NOBODY_COMES_NANOS = 120_000_000_000L;

  private static final long SHORTEST_DRAIN_LIMIT_NANOS = 90_000_000_000L;

  /**
   * Work that has not ended by then will not: of twice as much as a server can do, a level leaves no more than its
   * length.
   */
  long drainLimitNanos() {
    return Math.max(SHORTEST_DRAIN_LIMIT_NANOS, 2 * (settleNanos + Math.max(holdNanos, confirmNanos)));
  }

  public Tempo {
    if (gatherNanos < 0 || settleNanos < 0 || holdNanos <= 0 || confirmNanos <= 0 || restNanos < 0) {
      throw new IllegalArgumentException("a level has to be held for some time");
    }
  }
}
