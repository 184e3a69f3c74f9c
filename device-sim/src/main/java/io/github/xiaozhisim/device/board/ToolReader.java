package io.github.xiaozhisim.device.board;

import io.github.xiaozhisim.device.board.ToolDefinition.Argument;
import io.github.xiaozhisim.device.board.ToolDefinition.Step;
import io.github.xiaozhisim.hal.tool.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Turns the tools of a description into definitions. */
final class ToolReader {

  private ToolReader() {}

  static List<ToolDefinition> tools(JsonNode tools) {
    List<ToolDefinition> all = new ArrayList<>();
    for (JsonNode tool : tools) {
      List<Argument> arguments = new ArrayList<>();
      for (Map.Entry<String, JsonNode> property : tool.path("properties").properties()) {
        arguments.add(argument(property.getKey(), property.getValue()));
      }
      List<Step> steps = new ArrayList<>();
      tool.path("does").forEach(step -> steps.add(step(step)));
      all.add(
          new ToolDefinition(
              tool.path("name").asString(),
              tool.path("description").asString(),
              tool.path("userOnly").asBoolean(false),
              arguments,
              steps,
              tool.has("answer") ? answer(tool.path("answer")) : true));
    }
    return all;
  }

  private static Argument argument(String name, JsonNode property) {
    return new Argument(
        new Property(
            name,
            Property.Type.valueOf(property.path("type").asString().toUpperCase(Locale.ROOT)),
            property.has("default") ? BoardReader.value(property.path("default")) : null,
            integer(property.path("minimum")),
            integer(property.path("maximum"))),
        BoardReader.values(property.path("choices")),
        property.path("otherwise").asString("Invalid " + name + ": {" + name + "}"));
  }

  private static @Nullable Integer integer(JsonNode node) {
    return node.isNumber() ? node.asInt() : null;
  }

  private static Step step(JsonNode step) {
    if (step.has("wake")) {
      return new Step.Wake(step.path("wake").asString());
    }
    if (step.has("do")) {
      return new Step.ConfigureWifi();
    }
    Object to = BoardReader.value(step.path("to"));
    if (step.has("set")) {
      return new Step.Set(step.path("set").asString(), to);
    }
    String[] place = step.path("store").asString().split("/", 2);
    return new Step.Store(place[0], place[1], to);
  }

  private static Object answer(JsonNode answer) {
    return answer.isObject() ? BoardReader.values(answer) : BoardReader.value(answer);
  }
}
