package io.github.xiaozhisim.device.board;

import io.github.xiaozhisim.device.board.Pins.Colour;
import io.github.xiaozhisim.device.board.Pins.KeyPin;
import io.github.xiaozhisim.device.board.Pins.Light;
import io.github.xiaozhisim.device.board.Pins.Plain;
import io.github.xiaozhisim.device.board.Pins.Pull;
import io.github.xiaozhisim.device.board.Pins.PwmPin;
import io.github.xiaozhisim.device.board.Pins.Strip;
import io.github.xiaozhisim.device.board.Pins.Taken;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Turns the pins of a description that has been checked into values. */
final class PinReader {

  private PinReader() {}

  static Pins pins(JsonNode pins) {
    List<KeyPin> keys = new ArrayList<>();
    pins.path("keys").forEach(key -> keys.add(key(key)));
    List<Taken> taken = new ArrayList<>();
    for (JsonNode part : pins.path("taken")) {
      taken.add(new Taken(part.path("by").asString(), numbers(part.path("bcm"))));
    }
    JsonNode backlight = pins.path("backlight");
    return new Pins(
        pins.path("source").asString(""),
        keys,
        pins.has("light") ? light(pins.path("light")) : null,
        backlight.isObject() ? pwm(backlight) : null,
        taken);
  }

  private static KeyPin key(JsonNode key) {
    Pull pull = Pull.valueOf(key.path("pull").asString("up").toUpperCase(Locale.ROOT));
    String usual = pull == Pull.DOWN ? "high" : "low";
    return new KeyPin(
        key.path("key").asString(),
        key.path("bcm").asInt(),
        pull,
        key.path("pressed").asString(usual).equals("high"),
        key.path("longPressMillis").asInt(Pins.LONG_PRESS_MILLIS));
  }

  private static Light light(JsonNode light) {
    boolean litHigh = light.path("lit").asString("high").equals("high");
    return switch (light.path("kind").asString()) {
      case "plain" -> new Plain(light.path("bcm").asInt(), litHigh, light.has("pwm") ? pwm(light) : null);
      case "colour" ->
          new Colour(pin(light.path("red")), pin(light.path("green")), pin(light.path("blue")), litHigh);
      default -> {
        int[] spi = pair(light.path("spi"));
        yield new Strip(light.path("count").asInt(), spi[0], spi[1]);
      }
    };
  }

  private static @Nullable Integer pin(JsonNode bcm) {
    return bcm.isNumber() ? bcm.asInt() : null;
  }

  private static PwmPin pwm(JsonNode part) {
    int[] place = pair(part.path("pwm"));
    return new PwmPin(part.path("bcm").asInt(), place[0], place[1]);
  }

  /** {@code 0.1} as two numbers. */
  private static int[] pair(JsonNode text) {
    String[] parts = text.asString().split("\\.", 2);
    return new int[] {Integer.parseInt(parts[0]), Integer.parseInt(parts[1])};
  }

  static List<Integer> numbers(JsonNode array) {
    List<Integer> all = new ArrayList<>();
    array.forEach(number -> all.add(number.asInt()));
    return all;
  }
}
