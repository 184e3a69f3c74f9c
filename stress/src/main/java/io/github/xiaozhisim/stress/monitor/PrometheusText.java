package io.github.xiaozhisim.stress.monitor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Metrics as servers tell them to Prometheus, in its text format. What cannot be read is passed over. Any thread. */
final class PrometheusText {

  private record Series(String name, String labels, double value) {}

  private final List<Series> all = new ArrayList<>();

  PrometheusText(String text) {
    for (String line : text.split("\n", -1)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        Series series = series(line.strip());
        if (series != null) {
          all.add(series);
        }
      }
    }
  }

  /** The sum over its series; NaN when there is none. */
  double value(ServerMetric metric) {
    double sum = Double.NaN;
    for (Series each : all) {
      if (each.name.equals(metric.name()) && hasAll(each.labels, metric.labels())) {
        sum = Double.isNaN(sum) ? each.value : sum + each.value;
      }
    }
    return sum;
  }

  /** Names that there are, in their order. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    all.forEach(each -> names.add(each.name));
    return names;
  }

  private static boolean hasAll(String labels, Map<String, String> wanted) {
    return wanted.entrySet().stream()
        .allMatch(each -> labels.contains("," + each.getKey() + "=\"" + each.getValue() + "\""));
  }

  /** {@code name{label="value"} 17 1700000000000}; labels are kept with a comma before each. */
  private static PrometheusText.@org.jspecify.annotations.Nullable Series series(String line) {
    int open = line.indexOf('{');
    int nameEnd = open >= 0 && (line.indexOf(' ') < 0 || open < line.indexOf(' ')) ? open : line.indexOf(' ');
    if (nameEnd <= 0) {
      return null;
    }
    String labels = "";
    int valueFrom = nameEnd;
    if (nameEnd == open) {
      int close = end(line, open);
      if (close < 0) {
        return null;
      }
      labels = "," + line.substring(open + 1, close).replace("\", ", "\",");
      valueFrom = close + 1;
    }
    String value = line.substring(valueFrom).strip().split("\\s", 2)[0];
    try {
      double number = Double.parseDouble(value.replace("Inf", "Infinity"));
      return new Series(line.substring(0, nameEnd), labels, Double.isInfinite(number) ? Double.NaN : number);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The brace that closes the labels; braces in quotes do not count. */
  private static int end(String line, int open) {
    boolean quoted = false;
    for (int i = open + 1; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == '}' && !quoted) {
        return i;
      }
    }
    return -1;
  }
}
