package io.github.xiaozhisim.device.protocol;

import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.protocol.ServerMessage.EmulatedStages;
import io.github.xiaozhisim.hal.BoardInfo.AudioEngine;
import io.github.xiaozhisim.hal.BoardInfo.TextFont;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The firmware's own protocol over a WebSocket. Fields are written in the firmware's order; strings are escaped, which
 * the firmware does not do and {@link #unescaped} therefore does not, either.
 */
public final class XiaozhiDialect implements Dialect {

  public static final XiaozhiDialect INSTANCE = new XiaozhiDialect(true);

  private static final XiaozhiDialect UNESCAPED = new XiaozhiDialect(false);

  private static final String BEFORE_SESSION = "{\"session_id\":\"";
  private static final String ABORT = "\",\"type\":\"abort\"";

  private static final ServerMessage TTS_START = new ServerMessage.TtsStart();
  private static final ServerMessage TTS_STOP = new ServerMessage.TtsStop();

  private final boolean escapes;

  private XiaozhiDialect(boolean escapes) {
    this.escapes = escapes;
  }

  @Override
  public XiaozhiDialect unescaped() {
    return UNESCAPED;
  }

  private String escaped(String text) {
    return escapes ? Json.escaped(text) : text;
  }

  @Override
  public String name() {
    return "xiaozhi";
  }

  @Override
  public URI address(URI configured, Introduction who) {
    return configured;
  }

  @Override
  public BinaryFraming framing(BinaryFraming configured) {
    return configured;
  }

  @Override
  public Map<String, String> headers(Introduction who) {
    // firmware: headers go out in ASCII order
    Map<String, String> headers = new LinkedHashMap<>();
    if (!who.token().isEmpty()) {
      // firmware: a token with a space carries its own scheme
      headers.put("Authorization", who.token().contains(" ") ? who.token() : "Bearer " + who.token());
    }
    headers.put("Client-Id", who.identity().clientId());
    headers.put("Device-Id", who.identity().deviceId());
    headers.put("Protocol-Version", Integer.toString(who.framing().version()));
    return headers;
  }

  @Override
  public String hello(Introduction who) {
    return "{\"type\":\"hello\",\"version\":"
        + who.framing().version()
        + ","
        + features(who)
        + ",\"transport\":\"websocket\","
        + audioParams(who)
        + "}";
  }

  /** The hello of the transport that carries messages by MQTT and audio by UDP. */
  public String helloOverUdp(Introduction who) {
    return "{\"type\":\"hello\",\"version\":3,\"transport\":\"udp\"," + features(who) + "," + audioParams(who) + "}";
  }

  /** firmware: features.aec comes first and only with server-side echo cancellation */
  private static String features(Introduction who) {
    return "\"features\":{"
        + (who.serverEchoCancellation() ? "\"aec\":true," : "")
        + "\"mcp\":true,"
        + font(who.board().display().font());
  }

  /** firmware: glyph_push is always there, and text_font only when servers can push characters */
  private static String font(@Nullable TextFont font) {
    return font == null
        ? "\"glyph_push\":false}"
        : "\"glyph_push\":true},\"text_font\":{\"bundle\":"
            + Json.quote(font.bundle())
            + ",\"charset\":\""
            + font.charset()
            + "\",\"size\":"
            + font.size()
            + ",\"bpp\":"
            + font.bitsPerPixel()
            + "}";
  }

  private static String audioParams(Introduction who) {
    return "\"audio_params\":{\"format\":\"opus\",\"sample_rate\":16000,\"channels\":1,\"frame_duration\":"
        + who.board().audio().frameMillis()
        + "}";
  }

  @Override
  public int openingMillis(int configured) {
    return configured; // firmware: 10 s
  }

  @Override
  public boolean insistsOnOpening() {
    return true;
  }

  @Override
  public ServerMessage read(ByteBuffer utf8) {
    try {
      Fields fields = Fields.read(utf8);
      String type = fields.string("type");
      return type == null ? new ServerMessage.Malformed("no type") : read(type, fields);
    } catch (Json.NotAnObject e) {
      return malformed(e);
    }
  }

  /** What is told of a text that is no message. */
  static ServerMessage malformed(Json.NotAnObject why) {
    return why.tooDeep()
        ? new ServerMessage.Malformed(ServerMessage.Malformed.TOO_DEEP, String.valueOf(why.getMessage()))
        : new ServerMessage.Malformed(String.valueOf(why.getMessage()));
  }

  /** The message with these members, for dialects that share most of them. */
  static ServerMessage read(String type, Fields fields) {
    return switch (type) {
      case "hello" -> hello(fields);
      case "tts" -> tts(fields);
      case "stt" -> new ServerMessage.Stt(
              fields.string("text", ""), GlyphPush.of(fields), emulated(fields.object("emulated")));
      case "llm" -> new ServerMessage.Llm(fields.string("emotion"), fields.string("text"));
      case "mcp" -> new ServerMessage.Mcp(fields.tree("payload"));
      case "system" -> new ServerMessage.SystemCommand(fields.string("command"));
      case "alert" ->
          new ServerMessage.Alert(fields.string("status"), fields.string("message"), fields.string("emotion"));
      case "goodbye" -> new ServerMessage.Goodbye(fields.string("session_id"));
      case "custom" -> {
        JsonNode payload = fields.tree("payload");
        yield payload == null ? new ServerMessage.Unknown(type) : new ServerMessage.Custom(payload);
      }
      default -> new ServerMessage.Unknown(type);
    };
  }

  private static ServerMessage hello(Fields fields) {
    Fields audio = fields.object("audio_params");
    return new ServerMessage.Hello(
        fields.string("transport"),
        fields.string("session_id"),
        audio == null ? 0 : announced(audio, "sample_rate"),
        audio == null ? 0 : announced(audio, "frame_duration"));
  }

  /**
   * firmware: a zero is taken over as any number, and no decoder can be made for it; here 0 means that there is none
   */
  private static int announced(Fields audio, String name) {
    double value = audio.decimal(name);
    return Double.isNaN(value) ? 0 : (int) value == 0 ? -1 : (int) value;
  }

  private static ServerMessage tts(Fields fields) {
    String state = fields.string("state");
    return switch (state) {
      case "start" -> TTS_START;
      case "stop" -> TTS_STOP;
      case "sentence_start" -> new ServerMessage.SentenceStart(fields.string("text"), GlyphPush.of(fields));
      case null, default -> new ServerMessage.TtsOther(state);
    };
  }

  private static @Nullable EmulatedStages emulated(@Nullable Fields fields) {
    return fields == null ? null : new EmulatedStages(fields.decimal("asr_ms"), fields.decimal("heard_ms"));
  }

  @Override
  public @Nullable String continuousStart(String sessionId) {
    return null;
  }

  @Override
  public String listenStart(String sessionId, ListeningMode mode) {
    return BEFORE_SESSION
        + escaped(sessionId)
        + "\",\"type\":\"listen\",\"state\":\"start\",\"mode\":\""
        + mode.wireName()
        + "\"}";
  }

  /** firmware: told only when the button is let go */
  @Override
  public @Nullable String listenEnd(String sessionId, ListeningMode mode, ListenEnd why) {
    return why == ListenEnd.RELEASED
        ? BEFORE_SESSION + escaped(sessionId) + "\",\"type\":\"listen\",\"state\":\"stop\"}"
        : null;
  }

  /** firmware: only boards with the AFE engine tell the word */
  @Override
  public boolean tellsWakeWord(AudioEngine engine) {
    return engine == AudioEngine.AFE;
  }

  @Override
  public String wakeWord(String sessionId, String word) {
    return BEFORE_SESSION
        + escaped(sessionId)
        + "\",\"type\":\"listen\",\"state\":\"detect\",\"text\":\""
        + escaped(word)
        + "\"}";
  }

  /** Servers take the message that follows a wake word as what was said. */
  @Override
  public String typed(String sessionId, ListeningMode mode, String text) {
    return wakeWord(sessionId, text);
  }

  @Override
  public String abort(String sessionId, @Nullable String reason) {
    return BEFORE_SESSION
        + escaped(sessionId)
        + (reason == null ? ABORT : ABORT + ",\"reason\":\"" + escaped(reason.toLowerCase(Locale.ROOT)) + '"')
        + '}';
  }

  @Override
  public String mcp(String sessionId, String payloadJson) {
    return BEFORE_SESSION + escaped(sessionId) + "\",\"type\":\"mcp\",\"payload\":" + payloadJson + "}";
  }

  /** The device ends a session over MQTT. */
  public String goodbye(String sessionId) {
    return BEFORE_SESSION + escaped(sessionId) + "\",\"type\":\"goodbye\"}";
  }

  @Override
  public int heartbeatMillis() {
    return 0;
  }

  @Override
  public String heartbeat(String sessionId, Condition condition) {
    throw new UnsupportedOperationException("the firmware's own protocol has no heartbeat");
  }
}
