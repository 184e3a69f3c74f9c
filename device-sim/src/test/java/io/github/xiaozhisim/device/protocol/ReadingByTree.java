package io.github.xiaozhisim.device.protocol;

import io.github.xiaozhisim.device.protocol.ServerMessage.EmulatedStages;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * How messages were read before they were read where they lie: always by a tree, whatever they look like. Kept as it
 * was, so that the two ways can be compared.
 */
final class ReadingByTree {

  private ReadingByTree() {}

  static ServerMessage xiaozhi(ByteBuffer utf8) {
    try {
      Members members = new Members(Json.readObject(utf8));
      String type = members.string("type");
      return type == null ? new ServerMessage.Malformed("no type") : common(type, members);
    } catch (Json.NotAnObject e) {
      return malformed(e);
    }
  }

  private static ServerMessage malformed(Json.NotAnObject why) {
    return why.tooDeep()
        ? new ServerMessage.Malformed(ServerMessage.Malformed.TOO_DEEP, String.valueOf(why.getMessage()))
        : new ServerMessage.Malformed(String.valueOf(why.getMessage()));
  }

  static ServerMessage toyai(ByteBuffer utf8) {
    Members members;
    try {
      members = new Members(Json.readObject(utf8));
    } catch (Json.NotAnObject e) {
      return malformed(e);
    }
    String type = members.string("type");
    return switch (type) {
      case "auth" -> auth(members);
      case "abort", "interrupt" -> new ServerMessage.Hush(type);
      case "iot" -> {
        JsonNode commands = members.get("commands");
        yield new ServerMessage.IotCommands(commands != null && commands.isArray() ? commands : null);
      }
      case "actions" -> new ServerMessage.Actions();
      case "emoji" -> new ServerMessage.Face(members.string("emotion"));
      case "hello" -> new ServerMessage.Unknown(type);
      case null -> new ServerMessage.Malformed("no type");
      default -> common(type, members);
    };
  }

  private static ServerMessage auth(Members members) {
    int code = members.number("code", Integer.MIN_VALUE);
    String reason = members.string("msg", "");
    if (code == -1 || reason.equals("auth_failed")) {
      return new ServerMessage.Auth(false, null, reason.isEmpty() ? "auth code -1" : reason);
    }
    if (code != 0 && code != 1 && !reason.equals("auth_success")) {
      return new ServerMessage.Unknown("auth");
    }
    JsonNode data = members.tree("data");
    String sessionId = members.string("session_id");
    return new ServerMessage.Auth(
        true, sessionId == null && data != null ? new Members(data).string("session_id") : sessionId, reason);
  }

  private static ServerMessage common(String type, Members members) {
    return switch (type) {
      case "hello" -> {
        JsonNode tree = members.tree("audio_params");
        Members audio = tree == null ? null : new Members(tree);
        yield new ServerMessage.Hello(
            members.string("transport"),
            members.string("session_id"),
            audio == null ? 0 : announced(audio, "sample_rate"),
            audio == null ? 0 : announced(audio, "frame_duration"));
      }
      case "tts" -> {
        String state = members.string("state");
        yield switch (state) {
          case "start" -> new ServerMessage.TtsStart();
          case "stop" -> new ServerMessage.TtsStop();
          case "sentence_start" -> new ServerMessage.SentenceStart(members.string("text"), glyphs(members));
          case null, default -> new ServerMessage.TtsOther(state);
        };
      }
      case "stt" -> {
        JsonNode tree = members.tree("emulated");
        Members emulated = tree == null ? null : new Members(tree);
        yield new ServerMessage.Stt(
            members.string("text", ""),
            glyphs(members),
            emulated == null ? null : new EmulatedStages(emulated.decimal("asr_ms"), emulated.decimal("heard_ms")));
      }
      case "llm" -> new ServerMessage.Llm(members.string("emotion"), members.string("text"));
      case "mcp" -> new ServerMessage.Mcp(members.tree("payload"));
      case "system" -> new ServerMessage.SystemCommand(members.string("command"));
      case "alert" ->
          new ServerMessage.Alert(members.string("status"), members.string("message"), members.string("emotion"));
      case "goodbye" -> new ServerMessage.Goodbye(members.string("session_id"));
      case "custom" -> {
        JsonNode payload = members.tree("payload");
        yield payload == null ? new ServerMessage.Unknown(type) : new ServerMessage.Custom(payload);
      }
      default -> new ServerMessage.Unknown(type);
    };
  }

  /** A zero that is there is no rate; 0 means that none is there. */
  private static int announced(Members audio, String name) {
    JsonNode node = audio.get(name);
    int number = audio.number(name, 0);
    return node != null && node.isNumber() && number == 0 ? -1 : number;
  }

  /** What is made of glyphs is tested elsewhere; here they come from a tree. */
  private static GlyphPush glyphs(Members members) {
    JsonNode push = members.tree("glyph_push");
    return push == null ? null : GlyphPush.of(new TreeFields(Json.MAPPER.createObjectNode().set("glyph_push", push)));
  }

  private static final class Members {
    private final Map<String, JsonNode> members = new LinkedHashMap<>();

    Members(JsonNode object) {
      for (Map.Entry<String, JsonNode> e : object.properties()) {
        members.putIfAbsent(e.getKey().toLowerCase(Locale.ROOT), e.getValue());
      }
    }

    JsonNode get(String name) {
      return members.get(name);
    }

    String string(String name) {
      JsonNode node = members.get(name);
      return node != null && node.isString() ? node.stringValue() : null;
    }

    String string(String name, String otherwise) {
      String text = string(name);
      return text == null ? otherwise : text;
    }

    int number(String name, int otherwise) {
      JsonNode node = members.get(name);
      if (node == null || !node.isNumber()) {
        return otherwise;
      }
      double value = node.doubleValue();
      return (int) value;
    }

    double decimal(String name) {
      JsonNode node = members.get(name);
      return node != null && node.isNumber() ? node.doubleValue() : Double.NaN;
    }

    JsonNode tree(String name) {
      JsonNode node = members.get(name);
      return node != null && node.isObject() ? node : null;
    }
  }
}
