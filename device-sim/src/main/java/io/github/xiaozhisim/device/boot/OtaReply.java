package io.github.xiaozhisim.device.boot;

import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.hal.Settings;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a server answered to the OTA request. Sections are found whatever the case of their names; their members are
 * stored as they are spelt. // firmware: Ota::CheckVersion
 */
public final class OtaReply {

  private final JsonNode root;

  private OtaReply(JsonNode root) {
    this.root = root;
  }

  /** Null when the text is not a JSON object. */
  static @Nullable OtaReply parse(byte[] body) {
    try {
      return new OtaReply(Json.readObject(ByteBuffer.wrap(body)));
    } catch (Json.NotAnObject e) {
      return null;
    }
  }

  private @Nullable JsonNode section(String name) {
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      if (entry.getKey().equalsIgnoreCase(name)) {
        return entry.getValue().isObject() ? entry.getValue() : null;
      }
    }
    return null;
  }

  boolean hasMqtt() {
    return section("mqtt") != null;
  }

  boolean hasWebSocket() {
    return section("websocket") != null;
  }

  /** A message for the user that some servers send instead of a configuration. */
  String message() {
    JsonNode node = root.get("message");
    return node != null && node.isString() ? node.stringValue() : "";
  }

  String activation(String member) {
    JsonNode section = section("activation");
    JsonNode node = section == null ? null : section.get(member);
    return node != null && node.isString() ? node.stringValue() : "";
  }

  boolean needsActivation() {
    return !activation("code").isEmpty() || !activation("challenge").isEmpty();
  }

  /**
   * Stores the sections {@code mqtt} and {@code websocket}: strings and numbers under their own names, everything else
   * passed over, what is missing keeps its old value.
   *
   * @return how many members could not be stored because they are too long
   */
  int store(Settings settings) {
    return store(settings, "mqtt") + store(settings, "websocket");
  }

  private int store(Settings settings, String namespace) {
    JsonNode section = section(namespace);
    if (section == null) {
      return 0;
    }
    int refused = 0;
    for (Map.Entry<String, JsonNode> entry : section.properties()) {
      String key = entry.getKey();
      JsonNode value = entry.getValue();
      try {
        if (value.isString()) {
          if (!value.stringValue().equals(settings.getString(namespace, key))) {
            settings.putString(namespace, key, value.stringValue());
          }
        } else if (value.isNumber()) {
          int number = (int) value.doubleValue();
          if (number != settings.getInt(namespace, key, ~number)) {
            settings.putInt(namespace, key, number);
          }
        }
      } catch (IllegalArgumentException e) {
        refused++; // firmware: the checked write aborts; here the member is left out and counted
      }
    }
    return refused;
  }

  /** Difference of the server's clock in milliseconds, or null when it tells none. */
  @Nullable Long serverTimeMillis() {
    JsonNode section = section("server_time");
    JsonNode node = section == null ? null : section.get("timestamp");
    return node != null && node.isNumber() ? (long) node.doubleValue() : null;
  }

  /** The version offered, or empty when version or URL are missing. */
  String firmwareVersion() {
    JsonNode section = section("firmware");
    JsonNode version = section == null ? null : section.get("version");
    JsonNode url = section == null ? null : section.get("url");
    if (version == null || !version.isString() || url == null || !url.isString() || url.stringValue().isEmpty()) {
      return "";
    }
    return version.stringValue();
  }
}
