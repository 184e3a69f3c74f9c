package io.github.xiaozhisim.stress.monitor;

import io.github.xiaozhisim.stress.measure.Gauge;
import java.util.Locale;

/**
 * Something about the machine or the server that whoever reads the figures should know. It judges nothing: a server at
 * its limit may be just what was looked for.
 *
 * @param gauge what was looked at
 * @param fromNanos when it began, after the start of the run
 * @param readings for how many readings in all
 * @param worst the worst value, in the gauge's unit
 * @param english a sentence
 * @param chinese the same in Chinese
 */
public record Warning(Gauge gauge, long fromNanos, int readings, double worst, String english, String chinese) {

  static Warning of(Threshold threshold, long fromNanos, int readings, double worst) {
    Gauge gauge = threshold.gauge();
    long seconds = fromNanos / 1_000_000_000;
    String value =
        String.format(Locale.ROOT, worst < 10 ? "%.1f" : "%.0f", worst)
            + (gauge.unit().isEmpty() ? "" : " " + gauge.unit());
    return new Warning(
        gauge,
        fromNanos,
        readings,
        worst,
        String.format(
            Locale.ROOT,
            "%s (from second %d on, %d s in all)",
            threshold.english().replace("{}", value),
            seconds,
            readings),
        String.format(Locale.ROOT, "%s（从第 %d 秒起，共 %d 秒）", threshold.chinese().replace("{}", value), seconds, readings));
  }
}
