package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.pi.session.DeviceSession.ToolText;
import io.github.xiaozhisim.pi.session.SessionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists and calls a device's tools as a server does, page by page, without a wire of its own. On one thread. */
public final class ToolDesk {

  private final Asker asker;
  private int lastId;

  /** Takes a request to a device. */
  public interface Asker {
    /** @param answer is given the answer, on the thread of the desk, if there is one */
    void ask(JsonNode request, Consumer<String> answer);
  }

  public ToolDesk(Asker asker) {
    this.asker = asker;
  }

  /** @param tools is given all of them */
  public void list(CompletableFuture<List<ToolText>> tools) {
    page("", new ArrayList<>(), tools);
  }

  private void page(String cursor, List<ToolText> soFar, CompletableFuture<List<ToolText>> tools) {
    ObjectNode params = Json.MAPPER.createObjectNode().put("cursor", cursor).put("withUserTools", true);
    ask(
        "tools/list",
        params,
        answer -> {
          try {
            JsonNode result = Json.MAPPER.readTree(answer).path("result");
            result.path("tools").forEach(tool -> soFar.add(text(tool)));
            String next = result.path("nextCursor").asString("");
            if (next.isEmpty()) {
              tools.complete(List.copyOf(soFar));
            } else {
              page(next, soFar, tools);
            }
          } catch (JacksonException e) {
            tools.completeExceptionally(new SessionException("the device's list of tools cannot be read: " + answer));
          }
        });
  }

  private static ToolText text(JsonNode tool) {
    JsonNode schema = tool.path("inputSchema");
    List<String> parameters = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      parameters.add(property.getKey() + ": " + kind(property.getValue()));
    }
    return new ToolText(tool.path("name").asString(""), tool.path("description").asString(""), parameters);
  }

  private static String kind(JsonNode property) {
    StringBuilder text = new StringBuilder(property.path("type").asString(""));
    if (property.has("minimum") && property.has("maximum")) {
      text.append(' ').append(property.path("minimum").asInt()).append(" to ").append(property.path("maximum").asInt());
    }
    if (property.has("default")) {
      text.append(", ").append(property.path("default").asString()).append(" unless given");
    }
    return text.toString();
  }

  /** @param done is given what came of it */
  public void call(String tool, ObjectNode arguments, Consumer<ToolAnswer> done) {
    ObjectNode params = Json.MAPPER.createObjectNode().put("name", tool);
    params.set("arguments", arguments);
    ask("tools/call", params, answer -> done.accept(ToolAnswer.of(answer)));
  }

  private void ask(String method, ObjectNode params, Consumer<String> answer) {
    ObjectNode request =
        Json.MAPPER.createObjectNode().put("jsonrpc", "2.0").put("id", ++lastId).put("method", method);
    request.set("params", params);
    asker.ask(request, answer);
  }
}
