package io.github.xiaozhisim.device.mcp;

import io.github.xiaozhisim.device.mcp.Tool.ToolException;
import io.github.xiaozhisim.device.protocol.Json;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Answers JSON-RPC requests of a server. What is not a request by the firmware's rules gets no answer; everything else
 * gets exactly one. // firmware: McpServer::ParseMessage
 */
public final class McpServer {

  /** firmware: a page of tools/list stays below this */
  static final int MAX_PAGE_BYTES = 8_000;

  private static final int PAGE_RESERVE = 30;

  private final String boardName;
  private final String firmwareVersion;
  private final List<Tool> tools;
  private final BiConsumer<String, String> visionServer;

  /**
   * @param tools in the order in which they are listed, user-only ones last
   * @param visionServer told the URL and token for pictures that {@code initialize} brings
   */
  public McpServer(
      String boardName, String firmwareVersion, List<Tool> tools, BiConsumer<String, String> visionServer) {
    this.boardName = boardName;
    this.firmwareVersion = firmwareVersion;
    this.tools = List.copyOf(tools);
    this.visionServer = visionServer;
  }

  /** The answer to {@code request}, or null when it is not to be answered. */
  public @Nullable String answer(JsonNode request) {
    JsonNode version = Arguments.member(request, "jsonrpc");
    JsonNode method = Arguments.member(request, "method");
    JsonNode params = Arguments.member(request, "params");
    JsonNode id = Arguments.member(request, "id");
    if (version == null || !version.isString() || !version.stringValue().equals("2.0")) {
      return null;
    }
    if (method == null || !method.isString() || method.stringValue().startsWith("notifications")) {
      return null;
    }
    if (params != null && !params.isObject()) {
      return null;
    }
    if (id == null || !id.isNumber()) {
      return null;
    }
    int number = (int) id.doubleValue(); // firmware: fractions cut off, large numbers saturate
    try {
      return result(number, call(method.stringValue(), params));
    } catch (ToolException e) {
      return error(number, String.valueOf(e.getMessage()));
    }
  }

  private String call(String method, @Nullable JsonNode params) throws ToolException {
    return switch (method) {
      case "initialize" -> initialize(params);
      case "tools/list" -> list(params);
      case "tools/call" -> callTool(params);
      default -> throw new ToolException("Method not implemented: " + method);
    };
  }

  private String initialize(@Nullable JsonNode params) {
    JsonNode capabilities = params == null ? null : Arguments.member(params, "capabilities");
    JsonNode vision = capabilities == null ? null : Arguments.member(capabilities, "vision");
    if (vision != null && vision.isObject()) {
      JsonNode url = Arguments.member(vision, "url");
      JsonNode token = Arguments.member(vision, "token");
      if (url != null && url.isString()) {
        visionServer.accept(url.stringValue(), token != null && token.isString() ? token.stringValue() : "");
      }
    }
    return "{\"protocolVersion\":\"2024-11-05\",\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":"
        + Json.quote(boardName)
        + ",\"version\":"
        + Json.quote(firmwareVersion)
        + "}}";
  }

  private String list(@Nullable JsonNode params) throws ToolException {
    JsonNode cursorNode = params == null ? null : Arguments.member(params, "cursor");
    JsonNode userNode = params == null ? null : Arguments.member(params, "withUserTools");
    String cursor = cursorNode != null && cursorNode.isString() ? cursorNode.stringValue() : "";
    boolean userTools = userNode != null && userNode.isBoolean() && userNode.booleanValue();

    StringBuilder json = new StringBuilder("{\"tools\":[");
    int bytes = json.length();
    boolean found = cursor.isEmpty();
    boolean any = false;
    String next = "";
    for (Tool tool : tools) {
      found = found || tool.name().equals(cursor);
      if (!found || (tool.userOnly() && !userTools)) {
        continue;
      }
      String described = tool.describe() + ",";
      int more = Json.utf8Length(described);
      // firmware: counts bytes, every tool with a comma, also the last
      if (bytes + more + PAGE_RESERVE > MAX_PAGE_BYTES) {
        next = tool.name();
        break;
      }
      json.append(described);
      bytes += more;
      any = true;
    }
    if (any) {
      json.setLength(json.length() - 1);
    } else if (!tools.isEmpty()) {
      throw new ToolException("Failed to add tool " + next + " because of payload size limit");
    }
    json.append(']');
    if (!next.isEmpty()) {
      json.append(",\"nextCursor\":").append(Json.quote(next));
    }
    return json.append('}').toString();
  }

  private String callTool(@Nullable JsonNode params) throws ToolException {
    if (params == null) {
      throw new ToolException("Missing params");
    }
    JsonNode name = Arguments.member(params, "name");
    if (name == null || !name.isString()) {
      throw new ToolException("Missing name");
    }
    JsonNode arguments = Arguments.member(params, "arguments");
    if (arguments != null && !arguments.isObject()) {
      throw new ToolException("Invalid arguments");
    }
    for (Tool tool : tools) {
      if (tool.name().equals(name.stringValue())) {
        String text = run(tool, Arguments.check(tool, arguments));
        return "{\"content\":[{\"type\":\"text\",\"text\":" + Json.quote(text) + "}],\"isError\":false}";
      }
    }
    throw new ToolException("Unknown tool: " + name.stringValue());
  }

  // firmware: whatever a tool throws becomes the text of the error
  private static String run(Tool tool, Arguments arguments) throws ToolException {
    try {
      return tool.action().call(arguments);
    } catch (RuntimeException e) {
      throw new ToolException(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private static String result(int id, String result) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}";
  }

  private static String error(int id, String message) {
    // firmware: an error has a message and no code
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":{\"message\":" + Json.quote(message) + "}}";
  }
}
