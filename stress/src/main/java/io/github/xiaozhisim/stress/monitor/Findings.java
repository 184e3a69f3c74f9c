package io.github.xiaozhisim.stress.monitor;

import io.github.xiaozhisim.stress.measure.Gauge;
import io.github.xiaozhisim.stress.measure.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was seen of generator, machine and server over a whole run.
 *
 * @param levels each gauge that had a value, lane by lane
 * @param warnings what is worth a word
 */
public record Findings(List<Level> levels, List<Warning> warnings) {

  /** Nothing was watched: in virtual time there is nothing to be seen. */
  public static final Findings NONE = new Findings(List.of(), List.of());

  public Findings {
    levels = List.copyOf(levels);
    warnings = List.copyOf(warnings);
  }

  /**
   * A gauge over a run, in its unit.
   *
   * @param readings in which it had a value
   */
  public record Level(Gauge gauge, long readings, double mean, double max, double last) {}

  /** Adds up readings. One thread. */
  static final class Sums {

    private static final class Sum {
      private long readings;
      private double sum;
      private double max = Double.NEGATIVE_INFINITY;
      private double last;
    }

    private final Map<Gauge, Sum> sums = new LinkedHashMap<>();

    void look(Reading reading) {
      reading
          .values()
          .forEach(
              (gauge, value) -> {
                Sum sum = sums.computeIfAbsent(gauge, unused -> new Sum());
                sum.readings++;
                sum.sum += value;
                sum.max = Math.max(sum.max, value);
                sum.last = value;
              });
    }

    List<Level> levels() {
      List<Level> levels = new ArrayList<>();
      sums.forEach(
          (gauge, sum) -> levels.add(new Level(gauge, sum.readings, sum.sum / sum.readings, sum.max, sum.last)));
      // stable; some are known from the second reading on
      levels.sort(Comparator.comparing(level -> level.gauge().lane()));
      return levels;
    }
  }
}
