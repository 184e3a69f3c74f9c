package io.github.xiaozhisim.stress.health;

import io.github.xiaozhisim.stress.measure.Gauge;
import io.github.xiaozhisim.stress.measure.Reading;
import io.github.xiaozhisim.stress.monitor.Lasting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a level of the generator, or of what is watched beside it, moved in an hour, measured while the number of devices
 * stood still.
 *
 * @param level what
 * @param mean its mean, in its unit
 * @param perHour how much it grew in an hour, in its unit; negative when it fell
 * @param error one standard error of that
 * @param seconds the time it was measured over
 * @param left what was left of it at the end after everything had been collected; NaN where that was not tried
 */
public record Growth(Level level, double mean, double perHour, double error, double seconds, double left) {

  /** As it was seen, and nothing collected on purpose. */
  public Growth(Level level, double mean, double perHour, double error, double seconds) {
    this(level, mean, perHour, error, seconds, Double.NaN);
  }

  /** The same, now that everything has been collected. */
  public Growth withLeft(double remaining) {
    return new Growth(level, mean, perHour, error, seconds, remaining);
  }

  /** Over less time a slope an hour long is guesswork. */
  public static final double SHORTEST_SECONDS = 200;

  /**
   * What must not grow in the long run.
   *
   * @param label part of the report's schema
   * @param meaning for people
   * @param unit of its values; empty for plain numbers
   * @param negligible growth in an hour that does not matter, in that unit
   */
  public record Level(String label, String meaning, String unit, double negligible) {

    public static final Level HEAP_AFTER_GC = new Level("heap_after_gc", "heap after collections", "MiB", 8);
    public static final Level RESIDENT = new Level("resident", "resident memory", "MiB", 16);
    public static final Level DESCRIPTORS = new Level("descriptors", "open descriptors", "", 10);

    static Level of(Lasting lasting) {
      Gauge gauge = lasting.gauge();
      return new Level(gauge.label(), gauge.meaning(), gauge.unit(), lasting.negligible());
    }
  }

  /**
   * Whether it looks like a leak: more than three errors, more than 2 % of the level in an hour, and more than what
   * does not matter; and of a heap not what goes away when everything is collected. Young collections leave behind what
   * has died old.
   */
  public boolean suspicious() {
    boolean grows = perHour > 3 * error && perHour > 0.02 * mean && perHour > level.negligible();
    double first = mean - perHour * seconds / 3_600 / 2;
    return grows && !(left <= first + level.negligible());
  }

  /** Watches levels: the generator's own, and what else is watched. One thread. */
  public static final class Watch {

    private static final double MEBI = 1 << 20;

    private final Map<Level, Trend> trends = new LinkedHashMap<>();
    private final List<Lasting> watched;
    private long heapBytes = -1;

    /** @param watched levels of others than the generator */
    public Watch(List<Lasting> watched) {
      this.watched = List.copyOf(watched);
    }

    /**
     * Levels that are not known are left out, and the heap as long as no new collection has changed what is known of
     * it: one value repeated for minutes would pass for as many that agree.
     *
     * @param reading of the same moment
     */
    public void look(Look look, Reading reading) {
      double seconds = look.untilNanos() / 1e9;
      if (look.heapAfterGcBytes() != heapBytes) {
        heapBytes = look.heapAfterGcBytes();
        add(Level.HEAP_AFTER_GC, seconds, heapBytes / MEBI);
      }
      add(Level.RESIDENT, seconds, look.rssBytes() / MEBI);
      add(Level.DESCRIPTORS, seconds, look.openDescriptors());
      for (Lasting each : watched) {
        add(Level.of(each), seconds, reading.values().getOrDefault(each.gauge(), -1.0));
      }
    }

    private void add(Level level, double seconds, double value) {
      if (value >= 0) {
        trends.computeIfAbsent(level, unused -> new Trend()).add(seconds, value);
      }
    }

    /** Of each level that was watched long enough. */
    public List<Growth> growth() {
      List<Growth> all = new ArrayList<>();
      trends.forEach(
          (level, trend) -> {
            Trend.Line line = trend.line();
            if (line.seconds() >= SHORTEST_SECONDS) {
              all.add(new Growth(level, line.level(), line.perSecond() * 3_600, line.error() * 3_600, line.seconds()));
            }
          });
      return all;
    }
  }
}
