package io.github.xiaozhisim.stress.monitor;

import io.github.xiaozhisim.stress.measure.Gauge;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A metric of a server's own, as Prometheus names it: all series of that name which have these labels, added up.
 *
 * @param name as in {@code http_requests_total}
 * @param labels what they must have; empty for all series
 */
public record ServerMetric(String name, Map<String, String> labels) {

  /** What nearly every server tells, if it tells anything. */
  public static final List<ServerMetric> USUAL =
      List.of(
          new ServerMetric("process_cpu_seconds_total", Map.of()),
          new ServerMetric("process_resident_memory_bytes", Map.of()),
          new ServerMetric("process_open_fds", Map.of()));

  private static final Pattern WRITTEN = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})?");
  private static final Pattern LABEL = Pattern.compile("\\s*([a-zA-Z_][a-zA-Z0-9_]*)\\s*=\\s*\"([^\"]*)\"\\s*,?");
  private static final double MEBI = 1 << 20;

  public ServerMetric {
    labels = Map.copyOf(labels);
  }

  /**
   * As people write it: {@code queue_length}, {@code requests_total{code="500"}}.
   *
   * @throws IllegalArgumentException with a sentence
   */
  public static ServerMetric parse(String text) {
    Matcher written = WRITTEN.matcher(text.strip());
    if (!written.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a metric; write its name, and labels where needed: requests_total{code=\"500\"}");
    }
    Map<String, String> labels = new LinkedHashMap<>();
    String list = written.group(2) == null ? "" : written.group(2);
    Matcher label = LABEL.matcher(list);
    int end = 0;
    while (label.lookingAt()) {
      labels.put(label.group(1), label.group(2));
      end = label.end();
      label.region(end, list.length());
    }
    if (!list.substring(end).isBlank()) {
      throw new IllegalArgumentException(
          "'" + text + "' has labels that cannot be read; write them like {code=\"500\"}");
    }
    return new ServerMetric(written.group(1), labels);
  }

  /** What only grows, so that its growth is what is of interest. */
  boolean isCounter() {
    return name.endsWith("_total") || name.endsWith("_count") || name.endsWith("_sum") || name.endsWith("_bucket");
  }

  private boolean isProcessorTime() {
    return name.endsWith("cpu_seconds_total");
  }

  private boolean isBytes() {
    return name.endsWith("_bytes") || name.endsWith("_bytes_total");
  }

  /** How it is shown. */
  Gauge gauge(String prefix) {
    String base = name.toLowerCase(Locale.ROOT).replace(':', '_');
    String unit = "";
    if (isProcessorTime()) {
      base = base.replaceFirst("_seconds_total$", "_percent");
      unit = "%";
    } else {
      if (isBytes()) {
        base = base.replaceFirst("_bytes(_total)?$", "_mib");
        unit = "MiB";
      }
      if (isCounter()) {
        base = base.replaceFirst("_total$", "") + "_s";
        unit = unit.isEmpty() ? "1/s" : unit + "/s";
      }
    }
    StringBuilder label = new StringBuilder(prefix).append('_').append(base);
    new TreeMap<>(labels)
        .forEach(
            (key, value) -> label.append('_').append(value.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_")));
    return new Gauge(label.toString(), "metrics." + base, unit, this.toString(), this.toString());
  }

  /** A value, or its growth a second, in the gauge's unit. */
  double inUnit(double value) {
    return isProcessorTime() ? 100 * value : isBytes() ? value / MEBI : value;
  }

  /** As Prometheus writes it. */
  @Override
  public String toString() {
    if (labels.isEmpty()) {
      return name;
    }
    StringJoiner list = new StringJoiner(",", "{", "}");
    new TreeMap<>(labels).forEach((key, value) -> list.add(key + "=\"" + value + "\""));
    return name + list;
  }
}
