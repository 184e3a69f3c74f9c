package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.hal.Timer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a server does with a device's tools: initialize, list them page by page, now and then call one. One request at a
 * time; what is asked meanwhile is left out. On the session's thread.
 */
final class McpDriver {

  /** A device that never stops giving cursors is left alone after so many pages. */
  private static final int MOST_PAGES = 100;

  private enum Asked {
    NOTHING,
    INITIALIZE,
    TOOLS_LIST,
    TOOLS_CALL
  }

  private final ServerBehaviour.Mcp behaviour;
  private final Session session;
  private final ServerCounters counters;
  private final Timer timeout;
  private final List<String> tools = new ArrayList<>();

  private Asked asked = Asked.NOTHING;
  private int id;
  private int pages;

  McpDriver(ServerBehaviour.Mcp behaviour, Session session, ServerCounters counters) {
    this.behaviour = behaviour;
    this.session = session;
    this.counters = counters;
    this.timeout = session.scheduler().timer(this::onTimeout);
  }

  /** Introduces the server and then asks for all tools. */
  void begin() {
    ObjectNode params = Json.object().put("protocolVersion", "2024-11-05");
    ObjectNode capabilities = params.putObject("capabilities");
    String photos = VisionService.TOOL.equals(behaviour.callTool()) ? session.visionUrl() : null;
    String vision = behaviour.visionUrl() != null ? behaviour.visionUrl() : photos;
    if (vision != null) {
      capabilities.putObject("vision").put("url", vision).put("token", session.id());
    }
    params.putObject("clientInfo").put("name", "xiaozhi-emulated-server").put("version", "1");
    ask(Asked.INITIALIZE, "initialize", params);
  }

  /** A turn is being answered: calls the tool the server was told to call, if nothing else is under way. */
  void duringTurn() {
    if (behaviour.callTool() != null && asked == Asked.NOTHING) {
      ObjectNode params = Json.object().put("name", behaviour.callTool());
      ObjectNode arguments = params.putObject("arguments");
      if (VisionService.TOOL.equals(behaviour.callTool())) {
        arguments.put("question", "What do you see?");
      }
      ask(Asked.TOOLS_CALL, "tools/call", params);
    }
  }

  /** The device sent a JSON-RPC message: an answer, late or not, or a notification. */
  void onPayload(JsonNode payload) {
    if (payload.has("method") || Json.integer(payload, "id", -1) != id || asked == Asked.NOTHING) {
      return;
    }
    timeout.cancel();
    Asked answered = asked;
    asked = Asked.NOTHING;
    JsonNode result = Json.object(payload, "result");
    if (result == null) {
      counters.mcpErrors.increment();
      return;
    }
    counters.mcpAnswers.increment();
    switch (answered) {
      case INITIALIZE -> list(null);
      case TOOLS_LIST -> onPage(result);
      case TOOLS_CALL, NOTHING -> {}
    }
  }

  /** Names of the tools listed so far. */
  List<String> tools() {
    return List.copyOf(tools);
  }

  void close() {
    timeout.cancel();
    asked = Asked.NOTHING;
  }

  private void onPage(JsonNode result) {
    JsonNode page = result.get("tools");
    if (page != null && page.isArray()) {
      for (JsonNode tool : page) {
        String name = Json.string(tool, "name");
        if (name != null) {
          tools.add(name);
          counters.toolsListed.increment();
        }
      }
    }
    String cursor = Json.string(result, "nextCursor");
    if (cursor != null && !cursor.isEmpty() && ++pages < MOST_PAGES) {
      list(cursor);
    }
  }

  private void list(@Nullable String cursor) {
    ask(Asked.TOOLS_LIST, "tools/list", cursor == null ? null : Json.object().put("cursor", cursor));
  }

  private void ask(Asked what, String method, @Nullable ObjectNode params) {
    asked = what;
    id++;
    counters.mcpRequests.increment();
    session.out().text(session.out().messages().mcp(id, method, params));
    timeout.arm(session.now() + behaviour.timeoutMillis() * 1_000_000L);
  }

  private void onTimeout() {
    counters.mcpTimeouts.increment();
    asked = Asked.NOTHING;
  }
}
