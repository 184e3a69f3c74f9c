package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.device.protocol.BinaryFraming;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The text messages of one session, ready to be sent. */
final class Messages {

  private final String helloSessionId;
  private final String sessionId;

  /**
   * @param helloSessionId told in the hello
   * @param sessionId told in every other message
   */
  Messages(String helloSessionId, String sessionId) {
    this.helloSessionId = helloSessionId;
    this.sessionId = sessionId;
  }

  String hello(BinaryFraming framing, int sampleRateHz, int frameMillis) {
    ObjectNode hello = Json.object();
    hello.put("type", "hello").put("version", framing.version()).put("transport", "websocket");
    hello.put("session_id", helloSessionId);
    hello.putObject("audio_params").put("format", "opus").put("sample_rate", sampleRateHz).put("channels", 1)
        .put("frame_duration", frameMillis);
    return hello.toString();
  }

  /** {@code asrMillis} from the end of the turn to this message; {@code heardMillis} of speech. */
  String stt(String text, double asrMillis, double waitedMillis, double heardMillis) {
    ObjectNode stt = message("stt").put("text", text);
    stt.putObject("emulated")
        .put("asr_ms", rounded(asrMillis))
        .put("waited_ms", rounded(waitedMillis))
        .put("heard_ms", rounded(heardMillis));
    return stt.toString();
  }

  String emptyStt() {
    return message("stt").put("text", "").toString();
  }

  String llm(Mood mood) {
    return message("llm").put("text", mood.emoji()).put("emotion", mood.emotion()).toString();
  }

  String tts(String state, @Nullable String text) {
    ObjectNode tts = message("tts").put("state", state);
    if (text != null) {
      tts.put("text", text);
    }
    return tts.toString();
  }

  /** A JSON-RPC request. */
  String mcp(int id, String method, @Nullable ObjectNode params) {
    ObjectNode message = message("mcp");
    ObjectNode payload = message.putObject("payload").put("jsonrpc", "2.0").put("id", id).put("method", method);
    if (params != null) {
      payload.set("params", params);
    }
    return message.toString();
  }

  private ObjectNode message(String type) {
    return Json.object().put("session_id", sessionId).put("type", type);
  }

  private static double rounded(double millis) {
    return Math.round(millis * 1000) / 1000.0;
  }

  /** What a face shows while it speaks; names as the firmware knows them. */
  enum Mood {
    NEUTRAL("😶"),
    HAPPY("🙂"),
    LAUGHING("😆"),
    FUNNY("😂"),
    SURPRISED("😯"),
    THINKING("🤔"),
    WINKING("😉"),
    COOL("😎"),
    RELAXED("😌"),
    CONFIDENT("😏");

    private final String emoji;

    Mood(String emoji) {
      this.emoji = emoji;
    }

    String emoji() {
      return emoji;
    }

    String emotion() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
