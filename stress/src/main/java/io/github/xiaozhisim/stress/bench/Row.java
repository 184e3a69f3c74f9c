package io.github.xiaozhisim.stress.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table: a scenario with so many devices. Immutable.
 *
 * @param scenario {@code turns}, {@code idle}, {@code tls}, {@code ears}
 * @param devices how many
 * @param values what is known; a metric that could not be measured is absent
 */
public record Row(String scenario, int devices, Map<Metric, Value> values) {

  /**
   * A figure and how far it may be believed.
   *
   * @param median over the rounds
   * @param spread half the distance between the extremes: of the rounds or, where there is one round only, of the parts
   *     of its window; NaN when nothing is known about it, 0 when the figure is exact
   */
  public record Value(double median, double spread) {}

  public Row {
    values = Map.copyOf(values);
  }

  @Nullable Value value(Metric metric) {
    return values.get(metric);
  }

  /** Notes a figure; one that could not be measured ({@code NaN}) stays absent. */
  static void put(Map<Metric, Value> values, Metric metric, double value, double shareOfSpread) {
    if (Double.isFinite(value)) {
      values.put(metric, new Value(value, value * shareOfSpread));
    }
  }

  /** The same for a figure that one round alone says nothing about the spread of. */
  static void put(Map<Metric, Value> values, Metric metric, double value) {
    put(values, metric, value, Double.NaN);
  }

  /** The rounds of one scenario made one: medians. */
  static Row merged(List<Row> rounds) {
    Row first = rounds.getFirst();
    if (rounds.size() == 1) {
      return first;
    }
    Map<Metric, Value> merged = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      List<Double> sorted = new ArrayList<>();
      for (Row round : rounds) {
        Value value = round.value(metric);
        if (value != null) {
          sorted.add(value.median());
        }
      }
      if (!sorted.isEmpty()) {
        sorted.sort(null);
        int middle = sorted.size() / 2;
        double median =
            sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        double spread = sorted.size() > 1 ? (sorted.getLast() - sorted.getFirst()) / 2 : Double.NaN;
        merged.put(metric, new Value(median, spread));
      }
    }
    return new Row(first.scenario(), first.devices(), merged);
  }
}
