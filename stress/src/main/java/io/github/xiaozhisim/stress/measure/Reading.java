package io.github.xiaozhisim.stress.measure;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What gauges showed at one moment. Does not change; any thread. What could not be read is not in it.
 *
 * @param atNanos since the start of the run
 * @param values in the order of charts
 */
public record Reading(long atNanos, Map<Gauge, Double> values) {

  public Reading {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
