package io.github.xiaozhisim.device.mcp;

import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.hal.tool.Property;
import io.github.xiaozhisim.hal.tool.Tool;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A tool as {@code tools/list} shows it. // firmware: McpTool::to_json */
final class ToolText {

  private ToolText() {}

  static String describe(Tool tool) {
    return describe(tool, tool.description());
  }

  /** With as much of its description as fits into {@code maxBytes}; still too long when not even none does. */
  static String shortened(Tool tool, int maxBytes) {
    String description = tool.description();
    String text = describe(tool);
    while (Json.utf8Length(text) > maxBytes && !description.isEmpty()) {
      int tooMuch = Math.max(1, (Json.utf8Length(text) - maxBytes) / 3);
      int end = Math.max(0, description.length() - tooMuch);
      if (end > 0 && Character.isHighSurrogate(description.charAt(end - 1))) {
        end--;
      }
      description = description.substring(0, end);
      text = describe(tool, description);
    }
    return text;
  }

  private static String describe(Tool tool, String description) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("name", tool.name());
    node.put("description", description);
    ObjectNode schema = node.putObject("inputSchema");
    schema.put("type", "object");
    ObjectNode described = schema.putObject("properties");
    for (Property property : tool.properties()) {
      describe(property, described.putObject(property.name()));
    }
    List<String> required = tool.properties().stream().filter(Property::required).map(Property::name).toList();
    if (!required.isEmpty()) {
      ArrayNode names = schema.putArray("required");
      required.forEach(names::add);
    }
    if (tool.userOnly()) {
      node.putObject("annotations").putArray("audience").add("user");
    }
    return Json.MAPPER.writeValueAsString(node);
  }

  private static void describe(Property property, ObjectNode schema) {
    schema.put(
        "type",
        switch (property.type()) {
          case BOOLEAN -> "boolean";
          case INTEGER -> "integer";
          case STRING -> "string";
        });
    switch (property.defaultValue()) {
      case Boolean b -> schema.put("default", b);
      case Integer i -> schema.put("default", i);
      case String s -> schema.put("default", s);
      case null, default -> {}
    }
    if (property.minimum() != null) {
      schema.put("minimum", property.minimum());
    }
    if (property.maximum() != null) {
      schema.put("maximum", property.maximum());
    }
  }
}
