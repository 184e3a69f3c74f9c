package io.github.xiaozhisim.device.protocol;

import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.protocol.ServerMessage.EmulatedStages;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The firmware's own protocol over a WebSocket. Fields are written in the firmware's order; strings are escaped, which
 * the firmware does not do.
 */
public final class XiaozhiDialect implements Dialect {

  public static final XiaozhiDialect INSTANCE = new XiaozhiDialect();

  private XiaozhiDialect() {}

  @Override
  public String name() {
    return "xiaozhi";
  }

  @Override
  public Map<String, String> headers(Introduction who) {
    // firmware: headers go out in ASCII order
    Map<String, String> headers = new LinkedHashMap<>();
    if (!who.token().isEmpty()) {
      // firmware: a token with a space carries its own scheme
      headers.put("Authorization", who.token().contains(" ") ? who.token() : "Bearer " + who.token());
    }
    headers.put("Client-Id", who.clientId());
    headers.put("Device-Id", who.deviceId());
    headers.put("Protocol-Version", Integer.toString(who.framing().version()));
    return headers;
  }

  @Override
  public String hello(Introduction who) {
    // firmware: features.aec comes first and only with server-side echo cancellation
    return "{\"type\":\"hello\",\"version\":"
        + who.framing().version()
        + ",\"features\":{"
        + (who.serverEchoCancellation() ? "\"aec\":true," : "")
        + "\"mcp\":true,\"glyph_push\":true},"
        + "\"text_font\":{\"bundle\":\"noto-v1\",\"charset\":\"basic\",\"size\":14,\"bpp\":1},"
        + "\"transport\":\"websocket\","
        + "\"audio_params\":{\"format\":\"opus\",\"sample_rate\":16000,\"channels\":1,\"frame_duration\":60}}";
  }

  @Override
  public ServerMessage read(ByteBuffer utf8) {
    Fields fields;
    try {
      fields = Fields.read(utf8);
    } catch (Json.NotAnObject e) {
      return new ServerMessage.Malformed(String.valueOf(e.getMessage()));
    }
    String type = fields.string("type");
    if (type == null) {
      return new ServerMessage.Malformed("no type");
    }
    return switch (type) {
      case "hello" -> hello(fields);
      case "tts" -> tts(fields);
      case "stt" -> new ServerMessage.Stt(fields.string("text", ""), emulated(fields.object("emulated")));
      case "llm" -> new ServerMessage.Llm(fields.string("emotion"), fields.string("text"));
      case "mcp" -> new ServerMessage.Mcp(fields.tree("payload"));
      case "system" -> new ServerMessage.SystemCommand(fields.string("command"));
      case "alert" ->
          new ServerMessage.Alert(fields.string("status"), fields.string("message"), fields.string("emotion"));
      case "goodbye" -> new ServerMessage.Goodbye(fields.string("session_id"));
      default -> new ServerMessage.Unknown(type);
    };
  }

  private static ServerMessage hello(Fields fields) {
    Fields audio = fields.object("audio_params");
    return new ServerMessage.Hello(
        fields.string("transport"),
        fields.string("session_id"),
        audio == null ? 0 : audio.number("sample_rate", 0),
        audio == null ? 0 : audio.number("frame_duration", 0));
  }

  private static ServerMessage tts(Fields fields) {
    String state = fields.string("state");
    return switch (state) {
      case "start" -> new ServerMessage.TtsStart();
      case "stop" -> new ServerMessage.TtsStop();
      case "sentence_start" -> new ServerMessage.SentenceStart(fields.string("text"));
      case null, default -> new ServerMessage.TtsOther(state);
    };
  }

  private static @Nullable EmulatedStages emulated(@Nullable Fields fields) {
    return fields == null ? null : new EmulatedStages(fields.decimal("asr_ms"), fields.decimal("heard_ms"));
  }

  @Override
  public String listenStart(String sessionId, ListeningMode mode) {
    return open(sessionId) + "\"listen\",\"state\":\"start\",\"mode\":\"" + mode.wireName() + "\"}";
  }

  @Override
  public String listenStop(String sessionId) {
    return open(sessionId) + "\"listen\",\"state\":\"stop\"}";
  }

  @Override
  public String detect(String sessionId, String text) {
    return open(sessionId) + "\"listen\",\"state\":\"detect\",\"text\":" + Json.quote(text) + "}";
  }

  @Override
  public String abort(String sessionId, @Nullable String reason) {
    return open(sessionId)
        + (reason == null ? "\"abort\"}" : "\"abort\",\"reason\":" + Json.quote(reason.toLowerCase(Locale.ROOT)) + "}");
  }

  @Override
  public String mcp(String sessionId, String payloadJson) {
    return open(sessionId) + "\"mcp\",\"payload\":" + payloadJson + "}";
  }

  private static String open(String sessionId) {
    return "{\"session_id\":" + Json.quote(sessionId) + ",\"type\":";
  }
}
