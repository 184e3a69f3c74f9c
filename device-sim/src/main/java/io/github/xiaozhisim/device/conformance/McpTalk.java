package io.github.xiaozhisim.device.conformance;

import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.hal.ui.Camera;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** How cases talk to the tools of a device: requests as a server sends them, answers as it reads them. */
final class McpTalk {

  static final String SET_VOLUME = "self.audio_speaker.set_volume";
  static final String STATUS = "self.get_device_status";

  private final Stage stage;
  private int lastId;

  McpTalk(Stage stage) {
    this.stage = stage;
  }

  /** A camera that works for so long and then fails. */
  static Camera slowCamera(Stage stage, int millis) {
    return (sink, failure) -> stage.time().after(millis * 1_000_000L, () -> failure.accept("the lens cap is on"));
  }

  /** Sends a payload as it is. */
  void send(String payload) {
    stage.server("{\"session_id\":\"s1\",\"type\":\"mcp\",\"payload\":" + payload + "}");
  }

  /** Sends a request and gives its id. */
  int ask(String method, String params) {
    send(request(++lastId, method, params));
    return lastId;
  }

  static String request(int id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}";
  }

  /** Calls a tool and gives the id of the call. */
  int call(String tool, String arguments) {
    return ask("tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
  }

  /** Next and soon comes this text as a result. */
  void seesText(int id, String text) {
    stage.sees(
        "D> mcp {\"jsonrpc\":\"2.0\",\"id\":"
            + id
            + ",\"result\":{\"content\":[{\"type\":\"text\",\"text\":"
            + Json.quote(text)
            + "}],\"isError\":false}}");
  }

  /** Next and soon comes this error, with a code from a robust device only. */
  void seesError(int id, int code, String message) {
    stage.sees(
        "D> mcp {\"jsonrpc\":\"2.0\",\"id\":"
            + id
            + ",\"error\":{"
            + (stage.strict() ? "" : "\"code\":" + code + ",")
            + "\"message\":"
            + Json.quote(message)
            + "}}");
  }

  /** Calls a tool; its answer comes soon. */
  void callAndSee(String tool, String arguments, String text) {
    seesText(call(tool, arguments), text);
  }

  /** Calls a tool; it is refused. */
  void callAndSeeRefused(String tool, String arguments, String message) {
    int code = message.startsWith("Failed") || message.startsWith("Image") ? -32_603 : -32_602;
    seesError(call(tool, arguments), code, message);
  }

  /** The status as the device tells it now. */
  JsonNode status() {
    return Json.MAPPER.readTree(text(answer("tools/call", "{\"name\":\"" + STATUS + "\"}")));
  }

  static String text(JsonNode answer) {
    return answer.path("result").path("content").path(0).path("text").asString("");
  }

  /** Asks and gives the whole answer, however long. */
  JsonNode answer(String method, String params) {
    int before = stage.peer().texts().size();
    ask(method, params);
    stage.run(10);
    List<String> texts = stage.peer().texts();
    stage.expect("answers to " + method, texts.size() - before, 1);
    stage.forget();
    return Json.MAPPER.readTree(texts.getLast()).path("payload");
  }

  /** The names on one page of the list. */
  static List<String> names(JsonNode page) {
    List<String> names = new ArrayList<>();
    page.path("result").path("tools").forEach(tool -> names.add(tool.path("name").asString()));
    return names;
  }
}
