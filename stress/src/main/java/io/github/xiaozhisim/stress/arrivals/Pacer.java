package io.github.xiaozhisim.stress.arrivals;

/** Goes through the moments of a {@link Schedule}, each once and in order. Belongs to one thread. */
public interface Pacer {

  /** Nothing comes any more. */
  long NEVER = Long.MAX_VALUE;

  /**
   * When the next arrival is meant, in nanoseconds since the start of the schedule; {@link #NEVER} after the last one.
   */
  long nextNanos();
}
