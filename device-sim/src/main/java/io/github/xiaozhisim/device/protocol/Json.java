package io.github.xiaozhisim.device.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one JSON mapper of the device, and its reader: as lenient as the device's own parser where that is harmless (raw
 * control characters in strings, equal keys, text behind the value), as strict where it must be (depth).
 */
public final class Json {

  /** Deeper documents are refused; the firmware's task stack would overflow long before its parser's limit. */
  public static final int MAX_DEPTH = 64;

  /** Shared by all threads. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                  .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .build();

  private Json() {}

  /** Why a text could not be read as an object; the message is for people. */
  public static final class NotAnObject extends Exception {
    private static final long serialVersionUID = 1;

    /** What it is instead. */
    private enum Instead {
      NO_JSON,
      TOO_DEEP,
      OTHER_JSON
    }

    private final Instead instead;

    private NotAnObject(String message, Instead instead) {
      super(message, null, false, false);
      this.instead = instead;
    }

    /** Whether it is nested deeper than {@link #MAX_DEPTH}. */
    public boolean tooDeep() {
      return instead == Instead.TOO_DEEP;
    }

    /** Whether it is JSON: an array, a text, a number, or one of the three words. */
    public boolean otherJson() {
      return instead == Instead.OTHER_JSON;
    }
  }

  /**
   * Whether anything but blanks follows the first object of a text that begins with one; nothing is allocated for a
   * buffer on the heap. The device's parser passes over it. The buffer's position does not move.
   */
  public static boolean hasTextBehindObject(ByteBuffer utf8) {
    if (utf8.hasArray()) {
      int from = utf8.arrayOffset() + utf8.position();
      return hasTextBehindObject(utf8.array(), from, from + utf8.remaining());
    }
    byte[] bytes = new byte[utf8.remaining()];
    utf8.get(utf8.position(), bytes);
    return hasTextBehindObject(bytes, 0, bytes.length);
  }

  private static boolean hasTextBehindObject(byte[] utf8, int from, int limit) {
    int depth = 0;
    boolean inString = false;
    for (int i = from; i < limit; i++) {
      byte c = utf8[i];
      if (inString) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          inString = false;
        }
        continue;
      }
      switch (c) {
        case '"' -> inString = true;
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        default -> {}
      }
      if (depth == 0 && c == '}') {
        return !isBlank(utf8, i + 1, limit);
      }
    }
    return false;
  }

  private static boolean isBlank(byte[] utf8, int from, int limit) {
    for (int i = from; i < limit; i++) {
      byte c = utf8[i];
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t' && c != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads one object as the device's parser does, at every depth: the first of several equal keys wins (case is looked
   * at by whoever looks a key up), a byte-order mark before and text behind the object are passed over, a string ends
   * at {@code \u0000}, broken UTF-8 becomes U+FFFD. The buffer's position does not move.
   *
   * @throws NotAnObject for anything else, half a surrogate pair in any string included
   */
  public static ObjectNode readObject(ByteBuffer utf8) throws NotAnObject {
    String text = StandardCharsets.UTF_8.decode(utf8.slice()).toString();
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    try (JsonParser parser = MAPPER.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new NotAnObject("empty text", NotAnObject.Instead.NO_JSON);
      }
      if (first != JsonToken.START_OBJECT) {
        readValue(parser);
        throw new NotAnObject("not a JSON object", NotAnObject.Instead.OTHER_JSON);
      }
      return readMembers(parser);
    } catch (StreamConstraintsException e) {
      throw new NotAnObject(
          "beyond bounds: " + firstLine(String.valueOf(e.getOriginalMessage())),
          isDepth(e) ? NotAnObject.Instead.TOO_DEEP : NotAnObject.Instead.NO_JSON);
    } catch (JacksonException e) {
      throw new NotAnObject(
          "not JSON: " + firstLine(String.valueOf(e.getOriginalMessage())), NotAnObject.Instead.NO_JSON);
    }
  }

  /**
   * The tree of an object or array that {@link PlainProof} has found to be plain.
   *
   * @throws IllegalArgumentException when it is not
   */
  static JsonNode readPlain(String text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      parser.nextToken();
      return readValue(parser);
    } catch (NotAnObject | JacksonException e) {
      throw new IllegalArgumentException("not plain: " + e.getMessage(), e);
    }
  }

  private static ObjectNode readMembers(JsonParser parser) throws NotAnObject {
    ObjectNode object = MAPPER.createObjectNode();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      JsonNode value = readValue(parser);
      if (!object.has(name)) {
        object.set(name, value);
      }
    }
    return object;
  }

  /** The value whose first token is the current one. */
  private static JsonNode readValue(JsonParser parser) throws NotAnObject {
    return switch (parser.currentToken()) {
      case START_OBJECT -> readMembers(parser);
      case START_ARRAY -> {
        ArrayNode array = MAPPER.createArrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(readValue(parser));
        }
        yield array;
      }
      case VALUE_STRING -> {
        String text = parser.getString();
        if (hasLoneSurrogate(text)) {
          throw new NotAnObject("half a surrogate pair in a string", NotAnObject.Instead.NO_JSON);
        }
        int end = text.indexOf('\0');
        yield MAPPER.getNodeFactory().stringNode(end < 0 ? text : text.substring(0, end));
      }
      default -> parser.readValueAsTree();
    };
  }

  private static boolean isDepth(StreamConstraintsException e) {
    return String.valueOf(e.getOriginalMessage()).contains("nesting depth");
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  /** A string as a JSON literal, quotes included, fit for any JSON text. */
  public static String quote(String text) {
    return '"' + escaped(text) + '"';
  }

  /** What stands between the quotes of {@link #quote}: the text itself, where nothing in it needs an escape. */
  static String escaped(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
        return escapedAnew(text);
      }
    }
    return text;
  }

  private static String escapedAnew(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20 || unpaired(text, i)) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.toString();
  }

  private static boolean unpaired(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 >= text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  /** True when a string holds half a surrogate pair, which no valid UTF-8 text can. */
  public static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i)) && unpaired(text, i)) {
        return true;
      }
    }
    return false;
  }

  /** How many bytes a text without half surrogate pairs takes in UTF-8. */
  public static int utf8Length(CharSequence text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }
}
