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

  /**
   * Null when the text cannot be read.
   *
   * @param strict take JSON that is no object for an answer that says nothing // firmware: looks only whether it parses
   */
  static @Nullable OtaReply parse(byte[] body, boolean strict) {
    try {
      return new OtaReply(Json.readObject(ByteBuffer.wrap(body)));
    } catch (Json.NotAnObject e) {
      return strict && e.otherJson() ? new OtaReply(Json.MAPPER.createObjectNode()) : null;
    }
  }

  private @Nullable JsonNode section(String name) {
    JsonNode node = member(root, name);
    return node != null && node.isObject() ? node : null;
  }

  // firmware: names are found whatever their case, the first wins
  private static @Nullable JsonNode member(@Nullable JsonNode object, String name) {
    if (object != null) {
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        if (entry.getKey().equalsIgnoreCase(name)) {
          return entry.getValue();
        }
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
    return text(root, "message");
  }

  /** The member's text, or null when it is absent or not a string. */
  @Nullable String activation(String member) {
    JsonNode node = member(section("activation"), member);
    return node != null && node.isString() ? node.stringValue() : null;
  }

  private static String text(@Nullable JsonNode object, String name) {
    JsonNode node = member(object, name);
    return node != null && node.isString() ? node.stringValue() : "";
  }

  /** Whether somebody has to bind the device first. // firmware: a text counts, even when nothing is in it */
  boolean needsActivation() {
    return activation("code") != null || activation("challenge") != null;
  }

  /** As {@link #needsActivation}, with something in it that can be shown or signed. */
  boolean canBeActivated() {
    return !orEmpty(activation("code")).isEmpty() || !orEmpty(activation("challenge")).isEmpty();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
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

  /**
   * What the device's clock is to show, in milliseconds since 1970, or null when the server tells no time. // firmware:
   * the offset of the time zone is added, so that the clock, which thinks in UTC, holds local time
   */
  @Nullable Long serverTimeMillis() {
    JsonNode section = section("server_time");
    JsonNode time = member(section, "timestamp");
    if (time == null || !time.isNumber()) {
      return null;
    }
    JsonNode offsetMinutes = member(section, "timezone_offset");
    double offset = offsetMinutes != null && offsetMinutes.isNumber() ? offsetMinutes.doubleValue() * 60_000 : 0;
    return (long) (time.doubleValue() + offset);
  }

  /** Whether a firmware is offered at all: version and URL are there. */
  boolean offersFirmware() {
    JsonNode section = section("firmware");
    JsonNode version = member(section, "version");
    JsonNode url = member(section, "url");
    return version != null && version.isString() && url != null && url.isString();
  }

  String firmwareVersion() {
    return text(section("firmware"), "version");
  }

  String firmwareUrl() {
    return text(section("firmware"), "url");
  }

  /** The server wants its firmware installed even where it is not newer. */
  boolean firmwareForced() {
    JsonNode force = member(section("firmware"), "force");
    return offersFirmware() && force != null && force.isNumber() && (int) force.doubleValue() == 1;
  }
}
