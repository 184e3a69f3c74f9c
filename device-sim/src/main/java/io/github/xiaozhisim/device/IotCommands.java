package io.github.xiaozhisim.device;

import io.github.xiaozhisim.device.protocol.Json;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Commands for things, as servers gave them before there were tools: {@code {"name":"Speaker","method":"SetVolume",
 * "parameters":{"volume":50}}}. Those that have a tool today are carried out by it; others are told to the observer. On
 * the device's thread. // firmware: Speaker, Screen and Lamp were the common things up to version 1.7
 */
final class IotCommands {

  /**
   * A method's tool.
   *
   * @param parameter its only parameter, or null
   * @param argument what the tool calls it
   */
  private record Method(String tool, @Nullable String parameter, @Nullable String argument) {}

  private static final Map<String, Method> METHODS =
      Map.of(
          "Speaker.SetVolume", new Method("self.audio_speaker.set_volume", "volume", "volume"),
          "Screen.SetBrightness", new Method("self.screen.set_brightness", "brightness", "brightness"),
          "Screen.SetTheme", new Method("self.screen.set_theme", "theme_name", "theme"),
          "Lamp.TurnOn", new Method("self.lamp.turn_on", null, null),
          "Lamp.TurnOff", new Method("self.lamp.turn_off", null, null));

  private final DeviceTools tools;
  private final BiConsumer<String, String> violation;

  /**
   * @param violation hears rule and detail of what cannot be done
   */
  IotCommands(DeviceTools tools, BiConsumer<String, String> violation) {
    this.tools = tools;
    this.violation = violation;
  }

  /** Carries out an array of commands, in order. */
  void carryOut(@Nullable JsonNode commands) {
    if (commands == null) {
      violation.accept("iot.commands", "iot message without an array of commands");
      return;
    }
    for (JsonNode command : commands) {
      String what = command.path("name").asString("") + "." + command.path("method").asString("");
      Method method = METHODS.get(what);
      if (method == null) {
        violation.accept("iot.unknown", "this device has no " + what);
      } else {
        tools.answer(
            request(method, command.path("parameters")),
            answer -> {
              if (answer.contains("\"error\":")) {
                violation.accept("iot.refused", what + ": " + answer);
              }
            });
      }
    }
  }

  private static JsonNode request(Method method, JsonNode parameters) {
    ObjectNode request = Json.MAPPER.createObjectNode();
    request.put("jsonrpc", "2.0").put("id", 0).put("method", "tools/call");
    ObjectNode arguments = request.putObject("params").put("name", method.tool()).putObject("arguments");
    if (method.parameter() != null && method.argument() != null && parameters.has(method.parameter())) {
      arguments.set(method.argument(), parameters.get(method.parameter()));
    }
    return request;
  }
}
