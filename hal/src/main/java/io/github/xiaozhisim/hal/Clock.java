package io.github.xiaozhisim.hal;

/** The only time there is. A virtual clock makes a run a function of its seed. */
public interface Clock {

  /** Nanoseconds of a clock that never goes back; only differences mean something. */
  long nowNanos();

  /** Milliseconds since 1970-01-01 UTC; may jump when somebody sets the clock. */
  long wallMillis();
}
