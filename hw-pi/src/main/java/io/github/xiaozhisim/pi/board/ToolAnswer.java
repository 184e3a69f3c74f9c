package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.protocol.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What came of a tool: the text of its result or of its error. */
public record ToolAnswer(String text, boolean failed) {

  /** Of a JSON-RPC answer. */
  static ToolAnswer of(String answer) {
    JsonNode root;
    try {
      root = Json.MAPPER.readTree(answer);
    } catch (JacksonException e) {
      return new ToolAnswer(answer, true); // a strict device does not escape its errors
    }
    JsonNode error = root.path("error");
    if (error.isObject()) {
      return new ToolAnswer(error.path("message").asString(""), true);
    }
    JsonNode result = root.path("result");
    JsonNode content = result.path("content").path(0).path("text");
    boolean failed = result.path("isError").asBoolean(false);
    return new ToolAnswer(content.isString() ? content.stringValue() : result.toString(), failed);
  }
}
