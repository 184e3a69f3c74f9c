package io.github.xiaozhisim.device.mcp;

import io.github.xiaozhisim.device.Fidelity;
import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.hal.tool.Arguments;
import io.github.xiaozhisim.hal.tool.Tool;
import io.github.xiaozhisim.hal.tool.Tool.ToolException;
import java.nio.charset.StandardCharsets;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Answers JSON-RPC requests of a server. What is not a request by the firmware's rules gets no answer; everything else
 * gets exactly one. // firmware: McpServer::ParseMessage
 *
 * <p>A strict device stands still while a slow tool works, takes numbers as ids only, and neither escapes nor numbers
 * its errors; what a tool answers it queues to its main loop, so that it leaves behind what was queued while the tool
 * worked. A robust one goes on meanwhile, keeps its answers in the order of the requests, answers string ids too, says
 * why it refuses parameters, and writes JSON.
 */
public final class McpServer {

  /** What the tools need of the device's main loop, and whom they tell where pictures go. */
  public interface Host {

    /** A slow tool works: nothing else happens until {@link #resume}. Strict devices only. */
    void block();

    /** The tool has finished; {@code rest} is what it does last. */
    void resume(Runnable rest);

    /** Does something in a later pass of the main loop. Strict devices only. */
    void later(Runnable action);

    /** Where {@code initialize} says that pictures go. */
    void visionServer(String url, String token);

    /** The server asked for more than a robust device does at a time. */
    void overloaded(String what);
  }

  private static final int METHOD_NOT_FOUND = -32_601;
  private static final int INVALID_PARAMS = -32_602;
  private static final int INTERNAL_ERROR = -32_603;

  /** firmware: a reply above the channel's limit is not sent; a robust device says so instead */
  static final int MAX_REPLY_BYTES = 60_000;

  private final String boardName;
  private final String firmwareVersion;
  private final ToolList tools;
  private final boolean strict;
  private final Host host;
  private final Replies replies = new Replies();

  /** @param tools in the order in which they are listed, user-only ones last */
  public McpServer(String boardName, String firmwareVersion, List<Tool> tools, Fidelity fidelity, Host host) {
    this.boardName = boardName;
    this.firmwareVersion = firmwareVersion;
    this.strict = fidelity == Fidelity.STRICT;
    this.tools = new ToolList(tools, strict);
    this.host = host;
  }

  /** Gives the answer to {@code request}, if it is to be answered, to {@code sink}: at once, or later. */
  public void answer(JsonNode request, Consumer<String> sink) {
    JsonNode version = ArgumentCheck.member(request, "jsonrpc");
    JsonNode method = ArgumentCheck.member(request, "method");
    JsonNode params = ArgumentCheck.member(request, "params");
    String id = id(ArgumentCheck.member(request, "id"));
    if (version == null || !version.isString() || !version.stringValue().equals("2.0")) {
      return;
    }
    if (method == null || !method.isString() || method.stringValue().startsWith("notifications")) {
      return;
    }
    boolean unusable = params != null && !params.isObject();
    if (id == null || (unusable && strict)) {
      return;
    }
    Consumer<String> place = strict ? sink : replies.place(sink);
    if (place == null) {
      host.overloaded(Replies.CAPACITY + " requests wait for an answer; " + method.stringValue() + " got none");
      return;
    }
    try {
      if (unusable) {
        place.accept(error(id, INVALID_PARAMS, "Invalid params"));
        return;
      }
      switch (method.stringValue()) {
        case "initialize" -> place.accept(result(id, initialize(params)));
        case "tools/list" -> place.accept(result(id, list(params)));
        case "tools/call" -> callTool(id, params, place);
        default -> place.accept(error(id, METHOD_NOT_FOUND, "Method not implemented: " + method.stringValue()));
      }
    } catch (ToolException e) {
      place.accept(error(id, INVALID_PARAMS, String.valueOf(e.getMessage())));
    }
  }

  /** The id as it goes into the answer, or null when there is none to answer to. */
  private @Nullable String id(@Nullable JsonNode id) {
    if (id != null && id.isNumber()) {
      return Integer.toString((int) id.doubleValue()); // firmware: fractions cut off, large numbers saturate
    }
    return !strict && id != null && id.isString() ? Json.quote(id.stringValue()) : null;
  }

  private String initialize(@Nullable JsonNode params) {
    JsonNode capabilities = params == null ? null : ArgumentCheck.member(params, "capabilities");
    JsonNode vision = capabilities == null ? null : ArgumentCheck.member(capabilities, "vision");
    if (vision != null && vision.isObject()) {
      JsonNode url = ArgumentCheck.member(vision, "url");
      JsonNode token = ArgumentCheck.member(vision, "token");
      if (url != null && url.isString()) {
        host.visionServer(url.stringValue(), token != null && token.isString() ? token.stringValue() : "");
      }
    }
    return "{\"protocolVersion\":\"2024-11-05\",\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":"
        + Json.quote(boardName)
        + ",\"version\":"
        + Json.quote(firmwareVersion)
        + "}}";
  }

  private String list(@Nullable JsonNode params) throws ToolException {
    JsonNode cursor = params == null ? null : ArgumentCheck.member(params, "cursor");
    JsonNode userTools = params == null ? null : ArgumentCheck.member(params, "withUserTools");
    return tools.page(
        cursor != null && cursor.isString() ? cursor.stringValue() : "",
        userTools != null && userTools.isBoolean() && userTools.booleanValue());
  }

  private void callTool(String id, @Nullable JsonNode params, Consumer<String> place) throws ToolException {
    if (params == null) {
      throw new ToolException("Missing params");
    }
    JsonNode name = ArgumentCheck.member(params, "name");
    if (name == null || !name.isString()) {
      throw new ToolException("Missing name");
    }
    JsonNode given = ArgumentCheck.member(params, "arguments");
    if (given != null && !given.isObject()) {
      throw new ToolException("Invalid arguments");
    }
    Tool tool = tools.find(name.stringValue());
    if (tool == null) {
      throw new ToolException("Unknown tool: " + name.stringValue());
    }
    run(tool, ArgumentCheck.check(tool, given), new Call(id, place));
  }

  // firmware: whatever a tool throws becomes the text of the error
  private void run(Tool tool, Arguments arguments, Call call) {
    try {
      switch (tool.action()) {
        case Tool.AtOnce quick -> call.text(quick.call(arguments));
        case Tool.Slow slow -> {
          slow.call(arguments, call);
          call.standStillUntilAnswered();
        }
      }
    } catch (ToolException e) {
      call.error(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      call.error(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  /** One call of a tool, until its answer. */
  private final class Call implements Tool.Answer {
    private final String id;
    private final Consumer<String> place;
    private boolean answered;
    private boolean blocking;

    Call(String id, Consumer<String> place) {
      this.id = id;
      this.place = place;
    }

    /** firmware: a tool runs on the main loop, and everything else waits */
    void standStillUntilAnswered() {
      if (strict && !answered) {
        blocking = true;
        host.block();
      }
    }

    @Override
    public void text(String text) {
      String content = "{\"content\":[{\"type\":\"text\",\"text\":" + Json.quote(text) + "}],\"isError\":false}";
      if (!strict && Json.utf8Length(content) > MAX_REPLY_BYTES) {
        error("The result of " + Json.utf8Length(content) + " bytes is too long to be sent");
        return;
      }
      answer(result(id, content));
    }

    @Override
    public void error(String message) {
      answer(McpServer.this.error(id, INTERNAL_ERROR, message));
    }

    private void answer(String reply) {
      if (answered) {
        return;
      }
      answered = true;
      if (blocking) {
        host.resume(() -> queue(reply));
      } else if (strict) {
        queue(reply);
      } else {
        place.accept(reply);
      }
    }

    // firmware: SendMcpMessage schedules, and events of the next pass come before it
    private void queue(String reply) {
      host.later(() -> place.accept(reply));
    }
  }

  private static String result(String id, String result) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}";
  }

  /** What goes out in place of an answer of {@code bytes} that no message holds. */
  public static String tooLong(String answer, int bytes) {
    String id;
    try {
      id = String.valueOf(Json.readObject(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8))).get("id"));
    } catch (Json.NotAnObject e) {
      id = "null";
    }
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"error\":{\"code\":-32603,\"message\":\"The result of "
        + bytes
        + " bytes does not fit a message\"}}";
  }

  private String error(String id, int code, String message) {
    // firmware: an error has a message, as it is, and no code
    String content =
        strict ? "\"message\":\"" + message + "\"" : "\"code\":" + code + ",\"message\":" + Json.quote(message);
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":{" + content + "}}";
  }
}
