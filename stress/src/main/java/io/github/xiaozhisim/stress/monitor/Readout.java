package io.github.xiaozhisim.stress.monitor;

import io.github.xiaozhisim.stress.measure.Gauge;
import io.github.xiaozhisim.stress.measure.Reading;
import java.util.LinkedHashMap;
import java.util.Map;

/** A {@link Reading} in the making. What is not known is not put in. */
final class Readout {

  private final Map<Gauge, Double> values = new LinkedHashMap<>();

  void put(Gauge gauge, double value) {
    if (!Double.isNaN(value)) {
      values.put(gauge, value);
    }
  }

  /** A whole number, of which a negative one stands for unknown. */
  void putKnown(Gauge gauge, double value, double unit) {
    if (value >= 0) {
      values.put(gauge, value / unit);
    }
  }

  void putAll(Map<Gauge, Double> more) {
    values.putAll(more);
  }

  Reading at(long atNanos) {
    return new Reading(atNanos, values);
  }
}
