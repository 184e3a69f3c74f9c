package io.github.xiaozhisim.stress.monitor;

import java.util.List;

/** Something that is looked at once a second. One thread. */
interface Probe {

  /** Puts into {@code into} what there is to be seen now, {@code atNanos} after the start of the run. */
  void read(long atNanos, Readout into);

  /** Which values of its gauges are worth a word. */
  List<Threshold> thresholds();

  /** Which of its gauges must not grow in the long run. */
  default List<Lasting> lasting() {
    return List.of();
  }

  /** Leaves it alone. */
  default void close() {}
}
