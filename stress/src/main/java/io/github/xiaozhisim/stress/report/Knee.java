package io.github.xiaozhisim.stress.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What came of a search for the most that can be carried. Immutable.
 *
 * @param answer in one sentence
 * @param good it was found, and it is the server's
 * @param x what a level counts
 * @param y what was looked at in each level
 * @param unit of that
 * @param limit what it has to stay within
 * @param best the highest level that held
 * @param levels that were tried, each once
 */
public record Knee(
    Words answer, boolean good, Words x, Words y, String unit, double limit, double best, List<Level> levels) {

  /**
   * @param value what was seen; NaN where there was nothing
   * @param note what there is to say about it
   */
  public record Level(double level, double value, boolean met, @Nullable Words note) {}

  public Knee {
    levels = List.copyOf(levels);
  }

  /** For the page and for the report. */
  void write(ObjectNode node) {
    PageModel.words(node.putObject("answer"), answer);
    node.put("good", good);
    PageModel.words(node.putObject("x"), x);
    PageModel.words(node.putObject("y"), y);
    node.put("unit", unit);
    node.put("limit", PageModel.round(limit));
    node.put("best", PageModel.round(best));
    ArrayNode points = node.putArray("points");
    for (Level each : levels) {
      ObjectNode point = points.addObject();
      point.put("level", PageModel.round(each.level()));
      if (!Double.isNaN(each.value())) {
        point.put("value", PageModel.round(each.value()));
      }
      point.put("met", each.met());
      if (each.note() != null) {
        PageModel.words(point.putObject("note"), each.note());
      }
    }
  }

  /** What {@link #write} wrote; null where there is none. */
  static @Nullable Knee read(JsonNode node) {
    if (!node.isObject()) {
      return null;
    }
    List<Level> levels = new ArrayList<>();
    for (JsonNode point : node.path("points")) {
      Words note = point.has("note") ? words(point.path("note")) : null;
      double value = point.path("value").asDouble(Double.NaN);
      levels.add(new Level(point.path("level").asDouble(), value, point.path("met").asBoolean(), note));
    }
    return new Knee(
        words(node.path("answer")),
        node.path("good").asBoolean(),
        words(node.path("x")),
        words(node.path("y")),
        node.path("unit").asString(),
        node.path("limit").asDouble(),
        node.path("best").asDouble(),
        levels);
  }

  private static Words words(JsonNode node) {
    return new Words(node.path("en").asString(), node.path("zh").asString());
  }
}
