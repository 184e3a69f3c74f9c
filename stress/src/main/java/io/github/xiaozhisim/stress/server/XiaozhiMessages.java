package io.github.xiaozhisim.stress.server;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The firmware's own dialect, as servers speak it. */
final class XiaozhiMessages implements Messages {

  private static final int DOWNLINK_HZ = 24_000;
  private static final int DOWNLINK_MILLIS = 60;

  private final String helloSessionId;
  private final String sessionId;
  private final boolean tellsTransport;

  /**
   * @param helloSessionId told in the hello
   * @param sessionId told in every other message
   * @param tellsTransport false to leave it out of the hello
   */
  XiaozhiMessages(String helloSessionId, String sessionId, boolean tellsTransport) {
    this.helloSessionId = helloSessionId;
    this.sessionId = sessionId;
    this.tellsTransport = tellsTransport;
  }

  @Override
  public boolean awaitsHello() {
    return true;
  }

  /** No known server of this dialect does. */
  @Override
  public boolean endsSentences() {
    return false;
  }

  @Override
  public DeviceMessage read(ByteBuffer utf8) {
    JsonNode message = Json.readObject(utf8);
    return message == null
        ? new DeviceMessage.Bad()
        : switch (Json.string(message, "type")) {
          case "hello" -> new DeviceMessage.Hello(message);
          case "listen" -> listen(message);
          case "abort" -> new DeviceMessage.Abort();
          case "mcp" -> mcp(message);
          case "goodbye", "iot", "ping" -> new DeviceMessage.Ignored(); // as at real servers
          case null, default -> new DeviceMessage.Bad();
        };
  }

  private static DeviceMessage listen(JsonNode message) {
    return switch (Json.string(message, "state")) {
      case "start" -> new DeviceMessage.ListenStart(Conversation.Mode.of(Json.string(message, "mode")));
      case "stop" -> new DeviceMessage.ListenStop();
      case "detect", "text" -> {
        String text = Json.string(message, "text");
        yield text == null || text.isBlank() ? new DeviceMessage.Ignored() : new DeviceMessage.Typed(text);
      }
      case null, default -> new DeviceMessage.Bad();
    };
  }

  private static DeviceMessage mcp(JsonNode message) {
    JsonNode payload = Json.object(message, "payload");
    return payload == null ? new DeviceMessage.Ignored() : new DeviceMessage.Mcp(payload);
  }

  @Override
  public String greeting(ClientLink link) {
    ObjectNode hello = Json.object().put("type", "hello");
    link.introduce(hello);
    if (!tellsTransport) {
      hello.remove("transport");
    }
    hello.put("session_id", helloSessionId);
    hello.putObject("audio_params").put("format", "opus").put("sample_rate", DOWNLINK_HZ).put("channels", 1)
        .put("frame_duration", DOWNLINK_MILLIS);
    return hello.toString();
  }

  @Override
  public String stt(String text, double asrMillis, double waitedMillis, double heardMillis) {
    ObjectNode stt = message("stt").put("text", text);
    stt.putObject("emulated")
        .put("asr_ms", rounded(asrMillis))
        .put("waited_ms", rounded(waitedMillis))
        .put("heard_ms", rounded(heardMillis));
    return stt.toString();
  }

  @Override
  public String emptyStt() {
    return message("stt").put("text", "").toString();
  }

  @Override
  public String llm(Mood mood) {
    return message("llm").put("text", mood.emoji()).put("emotion", mood.emotion()).toString();
  }

  @Override
  public String tts(String state, @Nullable String text) {
    ObjectNode tts = message("tts").put("state", state);
    if (text != null) {
      tts.put("text", text);
    }
    return tts.toString();
  }

  /** Devices of this dialect know no such message: the end of the answer has to do. */
  @Override
  public String interrupt() {
    return tts("stop", null);
  }

  @Override
  public String mcp(int id, String method, @Nullable ObjectNode params) {
    ObjectNode message = message("mcp");
    ObjectNode payload = message.putObject("payload").put("jsonrpc", "2.0").put("id", id).put("method", method);
    if (params != null) {
      payload.set("params", params);
    }
    return message.toString();
  }

  ObjectNode message(String type) {
    return Json.object().put("session_id", sessionId).put("type", type);
  }

  private static double rounded(double millis) {
    return Math.round(millis * 1000) / 1000.0;
  }
}
