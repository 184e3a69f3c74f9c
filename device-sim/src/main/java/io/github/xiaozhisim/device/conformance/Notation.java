package io.github.xiaozhisim.device.conformance;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How messages are written down in a timeline: {@code LS(auto)} instead of a line of JSON. */
final class Notation {

  /** Stricter than the device: a server's parser has no mercy. */
  private static final JsonMapper STRICT =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final Pattern SENTENCE = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

  private Notation() {}

  /** A text message of the device, shortly; one that is no JSON as {@code invalid} and the text. */
  static String ofDevice(String json) {
    JsonNode message;
    try {
      message = STRICT.readTree(json);
    } catch (JacksonException e) {
      return "invalid " + json;
    }
    String state = message.path("state").asString("");
    return switch (message.path("type").asString("")) {
      case "hello" -> "hello";
      case "goodbye" -> "goodbye";
      case "abort" -> abort(message.path("reason").asString(""));
      case "mcp" -> "mcp " + message.path("payload");
      case "listen" ->
          switch (state) {
            case "start" -> "LS(" + message.path("mode").asString("") + ")";
            case "stop" -> "LX";
            case "detect" -> "LD(" + message.path("text").asString("") + ")";
            default -> json;
          };
      default -> json;
    };
  }

  private static String abort(String reason) {
    return switch (reason) {
      case "" -> "AB";
      case "wake_word_detected" -> "AB(w)";
      default -> "AB(" + reason + ")";
    };
  }

  /** A text message of the server, cut to a length that fits a line. */
  static String ofServer(String text) {
    return text.length() <= 100 ? text : text.substring(0, 97) + "… (" + text.length() + " characters)";
  }

  /** The name of a method as a sentence: {@code lateHelloIsIgnored} becomes {@code late hello is ignored}. */
  static String sentence(String methodName) {
    StringBuilder sentence = new StringBuilder();
    for (String word : SENTENCE.split(methodName)) {
      if (!sentence.isEmpty()) {
        sentence.append(' ');
      }
      boolean acronym = word.length() > 1 && word.equals(word.toUpperCase(java.util.Locale.ROOT));
      sentence.append(acronym ? word : word.toLowerCase(java.util.Locale.ROOT));
    }
    return sentence.toString();
  }

  /** {@code S14} sorts behind {@code S2}. */
  static int number(String id) {
    Matcher digits = Pattern.compile("\\d+").matcher(id);
    return digits.find() ? Integer.parseInt(digits.group()) : 0;
  }
}
