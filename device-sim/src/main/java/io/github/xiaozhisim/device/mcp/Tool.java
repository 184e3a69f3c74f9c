package io.github.xiaozhisim.device.mcp;

import io.github.xiaozhisim.device.protocol.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something a server may ask the device to do.
 *
 * @param userOnly listed only to who asks for the user's tools; may be called by anyone // firmware: hidden, not barred
 */
public record Tool(String name, String description, List<Property> properties, boolean userOnly, Action action) {

  public Tool {
    properties = List.copyOf(properties);
  }

  /** Does it; on the device's thread. */
  public interface Action {

    /**
     * @return the text of the result
     * @throws ToolException with the text of the error
     */
    String call(Arguments arguments) throws ToolException;
  }

  /** A call failed; the message goes to the server. */
  public static final class ToolException extends Exception {
    public ToolException(String message) {
      super(message, null, false, false);
    }
  }

  /** The tool as {@code tools/list} shows it. */
  String describe() {
    ObjectNode tool = Json.MAPPER.createObjectNode();
    tool.put("name", name);
    tool.put("description", description);
    ObjectNode schema = tool.putObject("inputSchema");
    schema.put("type", "object");
    ObjectNode described = schema.putObject("properties");
    for (Property property : properties) {
      property.describe(described.putObject(property.name()));
    }
    List<String> required = properties.stream().filter(Property::required).map(Property::name).toList();
    if (!required.isEmpty()) {
      ArrayNode names = schema.putArray("required");
      required.forEach(names::add);
    }
    if (userOnly) {
      tool.putObject("annotations").putArray("audience").add("user");
    }
    return Json.MAPPER.writeValueAsString(tool);
  }
}
