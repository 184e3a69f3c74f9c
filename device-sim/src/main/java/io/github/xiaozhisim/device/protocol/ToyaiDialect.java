package io.github.xiaozhisim.device.protocol;

import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.hal.BoardInfo.AudioEngine;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of a vendor's fork: the device introduces itself in the query of the connection, the server answers with
 * {@code auth} instead of a hello, and listening is asked for in other words. What is not written here is as in {@link
 * XiaozhiDialect}.
 */
public final class ToyaiDialect implements Dialect {

  /** What a device of this kind does where the dialect leaves a choice. */
  public record Habits(int authWaitMillis, boolean stopsListeningInAuto, boolean asksForWelcome, int heartbeatMillis) {

    /** Waits 2 s for {@code auth}, says when listening stops in auto mode, wants to be welcomed, has no heartbeat. */
    public static final Habits USUAL = new Habits(2_000, true, true, 0);

    /** The interval of devices whose heartbeat is on. */
    public static final int HEARTBEAT_MILLIS = 10_000;
  }

  private final ToyaiIdentity identity;
  private final Habits habits;

  public ToyaiDialect(ToyaiIdentity identity, Habits habits) {
    this.identity = identity;
    this.habits = habits;
  }

  @Override
  public String name() {
    return "toyai";
  }

  /** The path is {@code /} unless the address names one; what it has in its query comes behind the device's own. */
  @Override
  public URI address(URI configured, Introduction who) {
    StringBuilder url = new StringBuilder(400);
    url.append(configured.getScheme()).append("://").append(configured.getRawAuthority());
    String path = configured.getRawPath();
    url.append(path == null || path.isEmpty() ? "/" : path);
    char before = '?';
    for (Map.Entry<String, String> parameter : identity.parameters(who).entrySet()) {
      url.append(before).append(parameter.getKey()).append('=').append(encoded(parameter.getValue()));
      before = '&';
    }
    if (configured.getRawQuery() != null && !configured.getRawQuery().isEmpty()) {
      url.append('&').append(configured.getRawQuery());
    }
    return URI.create(url.toString());
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public Map<String, String> headers(Introduction who) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (!who.token().isEmpty()) {
      headers.put("Authorization", who.token().contains(" ") ? who.token() : "Bearer " + who.token());
    }
    headers.put("Device-Id", who.identity().deviceId().toUpperCase(Locale.ROOT));
    headers.put("Protocol-Version", "1");
    return headers;
  }

  /** Packets go bare. */
  @Override
  public BinaryFraming framing(BinaryFraming configured) {
    return BinaryFraming.V1;
  }

  @Override
  public @Nullable String hello(Introduction who) {
    return null;
  }

  @Override
  public int openingMillis(int configured) {
    return habits.authWaitMillis();
  }

  @Override
  public boolean insistsOnOpening() {
    return false;
  }

  @Override
  public ServerMessage read(ByteBuffer utf8) {
    Fields fields;
    try {
      fields = Fields.read(utf8);
    } catch (Json.NotAnObject e) {
      return XiaozhiDialect.malformed(e);
    }
    String type = fields.string("type");
    return switch (type) {
      case "auth" -> auth(fields);
      case "abort", "interrupt" -> new ServerMessage.Hush(type);
      case "iot" -> new ServerMessage.IotCommands(fields.array("commands"));
      case "actions" -> new ServerMessage.Actions();
      case "emoji" -> new ServerMessage.Face(fields.string("emotion"));
      case "hello" -> new ServerMessage.Unknown(type);
      case null -> new ServerMessage.Malformed("no type");
      default -> XiaozhiDialect.read(type, fields);
    };
  }

  /** A refusal counts even when the rest of the message says otherwise; what says neither is none of both. */
  private static ServerMessage auth(Fields fields) {
    int code = fields.number("code", Integer.MIN_VALUE);
    String reason = fields.string("msg", "");
    if (code == -1 || reason.equals("auth_failed")) {
      return new ServerMessage.Auth(false, null, reason.isEmpty() ? "auth code -1" : reason);
    }
    if (code != 0 && code != 1 && !reason.equals("auth_success")) {
      return new ServerMessage.Unknown("auth");
    }
    Fields data = fields.object("data");
    String root = fields.string("session_id");
    String inner = data == null ? null : data.string("session_id");
    boolean rootSaysMore = inner == null || (root != null && !root.isEmpty());
    return new ServerMessage.Auth(true, rootSaysMore ? root : inner, reason);
  }

  @Override
  public String continuousStart(String sessionId) {
    return open(sessionId)
        + "\"enter_vad\",\"data\":{\"format\":\"opus\",\"tts_format\":\"opus\",\"playTag\":1,\"mode\":\"realtime\"}}";
  }

  @Override
  public String listenStart(String sessionId, ListeningMode mode) {
    return startListen(sessionId, mode, null);
  }

  @Override
  public String typed(String sessionId, ListeningMode mode, String text) {
    return startListen(sessionId, mode, text);
  }

  private static String startListen(String sessionId, ListeningMode mode, @Nullable String text) {
    return open(sessionId)
        + "\"start_listen\",\"data\":{\"format\":\"opus\",\"tts_format\":\"opus\",\"playTag\":1,\"state\":\""
        + (mode == ListeningMode.REALTIME ? "detect" : "asr")
        + "\",\"mode\":\""
        + mode.wireName()
        + "\""
        + (text == null ? "" : ",\"text\":" + Json.quote(text))
        + "}}";
  }

  @Override
  public @Nullable String listenEnd(String sessionId, ListeningMode mode, ListenEnd why) {
    if (mode == ListeningMode.REALTIME) {
      return why == ListenEnd.ANSWERED ? null : open(sessionId) + "\"exit_detect\"}";
    }
    if (why == ListenEnd.HUNG_UP) {
      return open(sessionId) + "\"cancel_listen\"}";
    }
    boolean told = mode == ListeningMode.MANUAL || habits.stopsListeningInAuto();
    return told ? open(sessionId) + "\"stop_listen\",\"state\":\"stop\"}" : null;
  }

  @Override
  public boolean tellsWakeWord(AudioEngine engine) {
    return habits.asksForWelcome();
  }

  /** The word itself is not told: the server is asked for its welcome. */
  @Override
  public String wakeWord(String sessionId, String word) {
    return open(sessionId) + "\"play_voice\",\"system_type\":2}";
  }

  @Override
  public String abort(String sessionId, @Nullable String reason) {
    return XiaozhiDialect.INSTANCE.abort(sessionId, reason);
  }

  @Override
  public String mcp(String sessionId, String payloadJson) {
    return XiaozhiDialect.INSTANCE.mcp(sessionId, payloadJson);
  }

  @Override
  public int heartbeatMillis() {
    return habits.heartbeatMillis();
  }

  @Override
  public String heartbeat(String sessionId, Condition condition) {
    return open(sessionId)
        + "\"heartbeat\",\"status\":1,\"wifi\":"
        + condition.signalPercent()
        + ",\"battery\":"
        + condition.batteryPercent()
        + ",\"charging\":"
        + (condition.charging() ? 1 : 0)
        + ",\"volume\":"
        + condition.volumePercent()
        + ",\"network_type\":"
        + (condition.cellular() ? 1 : 0)
        + ",\"light\":"
        + condition.lightPercent()
        + "}";
  }

  private static String open(String sessionId) {
    return "{\"session_id\":" + Json.quote(sessionId) + ",\"type\":";
  }

  @Override
  public String toString() {
    return name();
  }
}
