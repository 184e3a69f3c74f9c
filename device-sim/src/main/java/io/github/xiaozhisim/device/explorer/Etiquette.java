package io.github.xiaozhisim.device.explorer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a server may expect of a device on one connection: a hello comes first, every message is JSON with a type, and
 * no sound comes before the server was told of it.
 */
final class Etiquette {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern TYPE = Pattern.compile("\"type\":\"([a-z]+)\"");

  private final boolean robust;
  private boolean greeted;
  private boolean toldOfSound;

  /** {@code robust}: messages are JSON whatever is in them. // firmware: joins strings without escaping */
  Etiquette(boolean robust) {
    this.robust = robust;
  }

  void text(String message) {
    if (robust && !json(message)) {
      throw new Trouble("says JSON", "the device said " + message);
    }
    Matcher type = TYPE.matcher(message);
    String kind = type.find() ? type.group(1) : "";
    if (!greeted && !kind.equals("hello")) {
      throw new Trouble("hello comes first", "the device said " + message);
    }
    greeted = true;
    toldOfSound |= kind.equals("listen");
  }

  private static boolean json(String message) {
    try {
      JsonNode node = JSON.readTree(message);
      return node.isObject() && node.path("type").isString();
    } catch (JacksonException e) {
      return false;
    }
  }

  void sound() {
    if (!toldOfSound) {
      throw new Trouble("sound is announced", "a packet came before any listen message");
    }
  }
}
