package io.github.xiaozhisim.device.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * The members of one JSON object as the device's parser sees them: names compare without regard to case, the first of
 * several equal ones wins, a byte-order mark before and text behind the object are passed over, a string ends at {@code
 * \u0000}, broken UTF-8 becomes U+FFFD. // firmware: cJSON's habits, which servers have come to rely on
 */
final class Fields {

  private final Map<String, JsonNode> members;

  private Fields(Map<String, JsonNode> members) {
    this.members = members;
  }

  /** Why a text is not an object; the message is for people. */
  static final class NotAnObject extends Exception {
    NotAnObject(String message) {
      super(message, null, false, false);
    }
  }

  static Fields read(ByteBuffer utf8) throws NotAnObject {
    String text = StandardCharsets.UTF_8.decode(utf8.slice()).toString();
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    Map<String, JsonNode> members = new LinkedHashMap<>();
    try (JsonParser parser = Json.MAPPER.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT) {
        throw new NotAnObject(first == null ? "empty text" : "not a JSON object");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName().toLowerCase(Locale.ROOT);
        parser.nextToken();
        JsonNode value = parser.readValueAsTree();
        if (value.isString() && Json.hasLoneSurrogate(value.stringValue())) {
          throw new NotAnObject("half a surrogate pair in " + name);
        }
        members.putIfAbsent(name, value);
      }
    } catch (JacksonException e) {
      throw new NotAnObject("not JSON: " + firstLine(e.getOriginalMessage()));
    }
    return new Fields(members);
  }

  private Fields(JsonNode object) {
    members = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> e : object.properties()) {
      members.putIfAbsent(e.getKey().toLowerCase(Locale.ROOT), e.getValue());
    }
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  /** The member's text, or null when it is absent or not a string. */
  @Nullable String string(String name) {
    JsonNode node = members.get(name);
    if (node == null || !node.isString()) {
      return null;
    }
    String text = node.stringValue();
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
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

  /** The member as a tree when it is an object, else null. */
  @Nullable JsonNode tree(String name) {
    JsonNode node = members.get(name);
    return node != null && node.isObject() ? node : null;
  }
}
