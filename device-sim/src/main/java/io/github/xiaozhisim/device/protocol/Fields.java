package io.github.xiaozhisim.device.protocol;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The members of one JSON object as the device's parser sees them: names compare without regard to case, and the first
 * of several equal ones wins. // firmware: cJSON's habits, which servers have come to rely on
 */
final class Fields {

  private final Map<String, JsonNode> members = new LinkedHashMap<>();

  /** The members of {@code object}; of names that differ only in case the first wins. */
  Fields(JsonNode object) {
    for (Map.Entry<String, JsonNode> e : object.properties()) {
      members.putIfAbsent(e.getKey().toLowerCase(Locale.ROOT), e.getValue());
    }
  }

  static Fields read(ByteBuffer utf8) throws Json.NotAnObject {
    return new Fields(Json.readObject(utf8));
  }

  /** The member's text, or null when it is absent or not a string. */
  @Nullable String string(String name) {
    JsonNode node = members.get(name);
    return node != null && node.isString() ? node.stringValue() : null;
  }

  String string(String name, String otherwise) {
    String text = string(name);
    return text == null ? otherwise : text;
  }

  /** The member as a whole number, cut to 32 bits; {@code otherwise} when it is absent or not a number. */
  int number(String name, int otherwise) {
    JsonNode node = members.get(name);
    if (node == null || !node.isNumber()) {
      return otherwise;
    }
    double value = node.doubleValue();
    return (int) value; // firmware: saturates and drops the fraction, as this cast does
  }

  double decimal(String name) {
    JsonNode node = members.get(name);
    return node != null && node.isNumber() ? node.doubleValue() : Double.NaN;
  }

  /** The member's own members, or null when it is absent or not an object. */
  @Nullable Fields object(String name) {
    JsonNode node = members.get(name);
    return node != null && node.isObject() ? new Fields(node) : null;
  }

  /** The member as a tree when it is an array, else null. */
  @Nullable JsonNode array(String name) {
    JsonNode node = members.get(name);
    return node != null && node.isArray() ? node : null;
  }

  /** The member as a tree when it is an object, else null. */
  @Nullable JsonNode tree(String name) {
    JsonNode node = members.get(name);
    return node != null && node.isObject() ? node : null;
  }
}
