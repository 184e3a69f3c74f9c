package io.github.xiaozhisim.stress.capacity;

/**
 * How long things take in a climb; nanoseconds.
 *
 * @param settleNanos after all who take part are there, until what they do is judged
 * @param holdNanos how long a level is judged
 * @param confirmNanos how long in a long trial
 * @param restNanos after a level has ended and the server has nothing left to do
 */
public record Tempo(long settleNanos, long holdNanos, long confirmNanos, long restNanos) {

  /** Whoever has not come by then will not. */
  static final long GATHER_LIMIT_NANOS = 120_000_000_000L;

  /** Work that has not ended by then will not. */
  static final long DRAIN_LIMIT_NANOS = 90_000_000_000L;

  public Tempo {
    if (settleNanos < 0 || holdNanos <= 0 || confirmNanos <= 0 || restNanos < 0) {
      throw new IllegalArgumentException("a level has to be held for some time");
    }
  }
}
