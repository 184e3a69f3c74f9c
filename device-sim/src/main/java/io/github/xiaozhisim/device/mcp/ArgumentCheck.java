package io.github.xiaozhisim.device.mcp;

import io.github.xiaozhisim.hal.tool.Arguments;
import io.github.xiaozhisim.hal.tool.Property;
import io.github.xiaozhisim.hal.tool.Tool;
import io.github.xiaozhisim.hal.tool.Tool.ToolException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Turns the arguments of a request into those that a tool declared. Names compare without regard to case, fractions are
 * cut off, an optional argument of another type counts as absent, unknown ones are passed over. // firmware:
 * McpTool::Call over cJSON
 */
final class ArgumentCheck {

  private ArgumentCheck() {}

  static Arguments check(Tool tool, @Nullable JsonNode given) throws ToolException {
    Map<String, Object> values = new HashMap<>();
    for (Property property : tool.properties()) {
      Object value = given == null ? null : typed(property, member(given, property.name()));
      if (value == null) {
        value = property.defaultValue();
      }
      if (value == null) {
        throw new ToolException("Missing valid argument: " + property.name());
      }
      if (value instanceof Integer number) {
        Integer minimum = property.minimum();
        Integer maximum = property.maximum();
        if (minimum != null && number < minimum) {
          throw new ToolException("Value is below minimum allowed: " + minimum);
        }
        if (maximum != null && number > maximum) {
          throw new ToolException("Value exceeds maximum allowed: " + maximum);
        }
      }
      values.put(property.name(), value);
    }
    return new Arguments(values);
  }

  private static @Nullable Object typed(Property property, @Nullable JsonNode node) {
    if (node == null) {
      return null;
    }
    return switch (property.type()) {
      case BOOLEAN -> node.isBoolean() ? node.booleanValue() : null;
      case INTEGER -> node.isNumber() ? (Integer) (int) node.doubleValue() : null;
      case STRING -> node.isString() ? node.stringValue() : null;
    };
  }

  /** The member of that name in any case, or null. */
  static @Nullable JsonNode member(JsonNode object, String name) {
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      if (entry.getKey().equalsIgnoreCase(name)) {
        return entry.getValue();
      }
    }
    return null;
  }
}
