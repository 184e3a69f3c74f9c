package io.github.xiaozhisim.stress.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The toyai dialect, as its servers speak it: the device is let in by {@code auth} before it has said anything, listens
 * by {@code start_listen}, and is told when each sentence ends. What comes back is spelt as in the firmware's own.
 */
final class ToyaiMessages implements Messages {

  /** What a device that may not come in is told. */
  static final String REFUSAL = "{\"type\":\"auth\",\"code\":-1,\"msg\":\"auth_failed\"}";

  private final String authSessionId;
  private final @Nullable String otaUrl;
  private final XiaozhiMessages common;

  /**
   * @param authSessionId told in {@code auth}
   * @param sessionId told in every other message
   * @param otaUrl where the server answers configuration requests, or null
   */
  ToyaiMessages(String authSessionId, String sessionId, @Nullable String otaUrl) {
    this.authSessionId = authSessionId;
    this.otaUrl = otaUrl;
    this.common = new XiaozhiMessages(authSessionId, sessionId, true);
  }

  /** Whether an upgrade with this query, names in lower case, is one of this dialect. */
  static boolean recognises(Map<String, String> query) {
    return query.containsKey("sn") && query.containsKey("sign");
  }

  /** Whether the query is signed with this key. */
  static boolean signed(Map<String, String> query, String applicationKey) {
    String sign = query.getOrDefault("sign", "");
    return sign.toLowerCase(Locale.ROOT).equals(md5(query.getOrDefault("sn", "") + applicationKey));
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  @Override
  public boolean awaitsHello() {
    return false;
  }

  @Override
  public boolean endsSentences() {
    return true;
  }

  @Override
  public DeviceMessage read(ByteBuffer utf8) {
    JsonNode message = Json.readObject(utf8);
    return message == null
        ? new DeviceMessage.Bad()
        : switch (Json.string(message, "type")) {
          case "start_listen" -> startListen(Json.object(message, "data"));
          case "stop_listen" -> new DeviceMessage.ListenStop();
          case "cancel_listen", "exit_detect" -> new DeviceMessage.ListenCancel();
          case "play_voice" -> new DeviceMessage.WelcomeWanted();
          case "enter_vad", "heartbeat" -> new DeviceMessage.Ignored(); // start_listen follows; nothing to do
          case "hello", "listen" -> new DeviceMessage.Bad(); // the other dialect's
          case null, default -> common.read(utf8);
        };
  }

  private static DeviceMessage startListen(@Nullable JsonNode data) {
    if (data == null) {
      return new DeviceMessage.Bad();
    }
    String text = Json.string(data, "text");
    return text == null || text.isBlank()
        ? new DeviceMessage.ListenStart(Conversation.Mode.of(Json.string(data, "mode")))
        : new DeviceMessage.Typed(text);
  }

  @Override
  public String greeting(ClientLink link) {
    ObjectNode auth = Json.object().put("type", "auth").put("code", 0).put("msg", "auth_success");
    ObjectNode data = auth.putObject("data").put("session_id", authSessionId);
    if (otaUrl != null) {
      data.put("ota_url", otaUrl);
    }
    return auth.toString();
  }

  @Override
  public String stt(String text, double asrMillis, double waitedMillis, double heardMillis) {
    return common.stt(text, asrMillis, waitedMillis, heardMillis);
  }

  @Override
  public String emptyStt() {
    return common.emptyStt();
  }

  @Override
  public String llm(Mood mood) {
    return common.llm(mood);
  }

  @Override
  public String tts(String state, @Nullable String text) {
    return common.tts(state, text);
  }

  @Override
  public String interrupt() {
    return common.message("interrupt").toString();
  }

  @Override
  public String mcp(int id, String method, @Nullable ObjectNode params) {
    return common.mcp(id, method, params);
  }
}
