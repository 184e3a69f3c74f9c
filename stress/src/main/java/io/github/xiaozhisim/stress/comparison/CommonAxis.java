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
            moved.set(name, moved(line.get(name), series.path("t")));
          }
        }
      }
    }
  }

  private ArrayNode moved(JsonNode values, JsonNode times) {
    JsonNode[] placed = new JsonNode[points];
    for (int i = 0; i < values.size(); i++) {
      placed[place(times.get(i).asDouble())] = values.get(i);
    }
    ArrayNode moved = JSON.createArrayNode();
    for (JsonNode value : placed) {
      if (value == null) {
        moved.addNull();
      } else {
        moved.add(value);
      }
    }
    return moved;
  }
}
