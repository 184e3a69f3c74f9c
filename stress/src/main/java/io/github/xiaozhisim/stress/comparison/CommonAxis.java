package io.github.xiaozhisim.stress.comparison;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts the series of two page models on one axis of time, as coarse as the coarser of both. */
final class CommonAxis {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JsonNode first;
  private final JsonNode second;
  private final double step;
  private final int points;

  CommonAxis(JsonNode first, JsonNode second) {
    this.first = first;
    this.second = second;
    this.step = Math.max(step(first), step(second));
    this.points = 1 + Math.max(place(last(first)), place(last(second)));
  }

  private static double step(JsonNode series) {
    int many = series.path("t").size();
    return many < 2 ? 1 : last(series) / (many - 1);
  }

  private static double last(JsonNode series) {
    int many = series.path("t").size();
    return many == 0 ? 0 : series.path("t").get(many - 1).asDouble();
  }

  private int place(double seconds) {
    return (int) Math.round(seconds / step);
  }

  ObjectNode series() {
    ObjectNode both = JSON.createObjectNode();
    ArrayNode times = both.putArray("t");
    for (int i = 0; i < points; i++) {
      times.add(Math.round(i * step * 1000) / 1000.0);
    }
    Map<String, ObjectNode> charts = new LinkedHashMap<>();
    add(charts, first, 0);
    add(charts, second, 1);
    ArrayNode all = both.putArray("charts");
    charts.values().forEach(all::add);
    return both;
  }

  private void add(Map<String, ObjectNode> charts, JsonNode series, int run) {
    for (JsonNode chart : series.path("charts")) {
      ObjectNode known =
          charts.computeIfAbsent(
              chart.path("id").asString(),
              _ -> {
                ObjectNode fresh = (ObjectNode) chart.deepCopy();
                fresh.putArray("lines");
                return fresh;
              });
      ArrayNode lines = (ArrayNode) known.get("lines");
      for (JsonNode line : chart.path("lines")) {
        ObjectNode moved = lines.addObject();
        moved.put("id", line.path("id").asString());
        moved.put("en", line.path("en").asString());
        moved.put("zh", line.path("zh").asString());
        moved.put("run", run);
        for (String name : new String[] {"v", "lo", "hi"}) {
          if (line.has(name)) {
            moved.set(name, moved(name, line.get(name), series.path("t")));
          }
        }
      }
    }
  }

  /** Of several values on one place the mean of {@code v}, the lowest of {@code lo}, the highest of {@code hi}. */
  private ArrayNode moved(String name, JsonNode values, JsonNode times) {
    double[] placed = new double[points];
    int[] many = new int[points];
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).isNumber()) {
        int at = place(times.get(i).asDouble());
        double value = values.get(i).asDouble();
        placed[at] =
            switch (name) {
              case "lo" -> many[at] == 0 ? value : Math.min(placed[at], value);
              case "hi" -> many[at] == 0 ? value : Math.max(placed[at], value);
              default -> placed[at] + value;
            };
        many[at]++;
      }
    }
    ArrayNode moved = JSON.createArrayNode();
    for (int i = 0; i < points; i++) {
      if (many[i] == 0) {
        moved.addNull();
      } else {
        moved.add(Math.round(1000 * placed[i] / (name.equals("v") ? many[i] : 1)) / 1000.0);
      }
    }
    return moved;
  }
}
