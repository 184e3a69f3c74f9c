package io.github.xiaozhisim.stress.health;

import java.util.ArrayList;
import java.util.List;

/**
 * How a level of the generator moved in an hour, measured while the number of devices stood still.
 *
 * @param level what
 * @param mean its mean, in its unit
 * @param perHour how much it grew in an hour, in its unit; negative when it fell
 * @param error one standard error of that
 * @param seconds the time it was measured over
 */
public record Growth(Level level, double mean, double perHour, double error, double seconds) {

  /** Over less time a slope an hour long is guesswork. */
  public static final double SHORTEST_SECONDS = 200;

  /** What must not grow in the long run. */
  public enum Level {
    HEAP_AFTER_GC("heap_after_gc", "heap after collections", "MiB", 1 << 20, 8),
    RESIDENT("resident", "resident memory", "MiB", 1 << 20, 16),
    DESCRIPTORS("descriptors", "open descriptors", "", 1, 10);

    private final String label;
    private final String meaning;
    private final String unit;
    private final double unitSize;
    private final double negligible;

    Level(String label, String meaning, String unit, double unitSize, double negligible) {
      this.label = label;
      this.meaning = meaning;
      this.unit = unit;
      this.unitSize = unitSize;
      this.negligible = negligible;
    }

    /** Part of the report's schema. */
    public String label() {
      return label;
    }

    public String meaning() {
      return meaning;
    }

    public String unit() {
      return unit;
    }
  }

  /**
   * Whether it looks like a leak: more than three errors, more than 2 % of the level in an hour, and more than what does not
   * matter.
   */
  public boolean suspicious() {
    return perHour > 3 * error && perHour > 0.02 * mean && perHour > level.negligible;
  }

  /** Watches the levels. One thread. */
  public static final class Watch {
    private final Trend heap = new Trend();
    private final Trend resident = new Trend();
    private final Trend descriptors = new Trend();
    private long heapBytes = -1;

    /**
     * Levels that are not known are left out, and the heap as long as no new collection has changed what is known of it: one
     * value repeated for minutes would pass for as many that agree.
     */
    public void look(Look look) {
      double seconds = look.untilNanos() / 1e9;
      if (look.heapAfterGcBytes() != heapBytes) {
        heapBytes = look.heapAfterGcBytes();
        add(heap, seconds, heapBytes);
      }
      add(resident, seconds, look.rssBytes());
      add(descriptors, seconds, look.openDescriptors());
    }

    private static void add(Trend trend, double seconds, long value) {
      if (value >= 0) {
        trend.add(seconds, value);
      }
    }

    /** Of each level that was watched long enough. */
    public List<Growth> growth() {
      List<Growth> all = new ArrayList<>();
      add(all, Level.HEAP_AFTER_GC, heap);
      add(all, Level.RESIDENT, resident);
      add(all, Level.DESCRIPTORS, descriptors);
      return all;
    }

    private static void add(List<Growth> all, Level level, Trend trend) {
      Trend.Line line = trend.line();
      if (line.seconds() >= SHORTEST_SECONDS) {
        double hour = 3_600 / level.unitSize;
        all.add(
            new Growth(level, line.level() / level.unitSize, line.perSecond() * hour, line.error() * hour, line.seconds()));
      }
    }
  }
}
