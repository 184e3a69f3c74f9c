package io.github.xiaozhisim.stress.server;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as the server reads and writes it. Reading never throws: what is no object is null. */
final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** The object in the remaining bytes, or null if they are anything else. */
  static @Nullable JsonNode readObject(ByteBuffer utf8) {
    byte[] bytes = new byte[utf8.remaining()];
    utf8.get(utf8.position(), bytes);
    return readObject(bytes);
  }

  static @Nullable JsonNode readObject(byte[] utf8) {
    try {
      JsonNode node = MAPPER.readTree(utf8);
      return node != null && node.isObject() ? node : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  /** A member that is a string, or null. */
  static @Nullable String string(JsonNode object, String name) {
    JsonNode member = object.get(name);
    return member != null && member.isString() ? member.stringValue() : null;
  }

  /** A member that is an object, or null. */
  static @Nullable JsonNode object(JsonNode object, String name) {
    JsonNode member = object.get(name);
    return member != null && member.isObject() ? member : null;
  }

  /** A member that is a whole number of 32 bits, or {@code otherwise}. */
  static int integer(JsonNode object, String name, int otherwise) {
    JsonNode member = object.get(name);
    return member != null && member.isNumber() && member.canConvertToInt() ? member.intValue() : otherwise;
  }
}
