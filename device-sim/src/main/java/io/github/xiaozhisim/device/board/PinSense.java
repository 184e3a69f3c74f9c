package io.github.xiaozhisim.device.board;

import io.github.xiaozhisim.device.board.BoardSense.Problems;
import io.github.xiaozhisim.device.board.Pins.Strip;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What the pins of a description must hold to: numbers that exist, each used once, keys and lights the board has. */
final class PinSense {

  /** The pins that the processor can modulate. */
  private static final Set<Integer> MODULATED = Set.of(12, 13, 18, 19);

  /** Members of a light that only some kinds have. */
  private static final Map<String, List<String>> MEMBERS =
      Map.of(
          "plain", List.of("bcm", "lit", "pwm"),
          "colour", List.of("red", "green", "blue", "lit"),
          "apa102", List.of("count", "spi"));

  private final Problems problems;
  private final JsonNode part;
  private final JsonNode board;
  private final String partAt;

  /** Who has which pin. */
  private final Map<Integer, String> users = new HashMap<>();

  /** @param part the board, or a variant of it, whose members go before the board's */
  PinSense(Problems problems, JsonNode part, String partAt, JsonNode board) {
    this.problems = problems;
    this.part = part;
    this.partAt = partAt;
    this.board = board;
  }

  void check(JsonNode pins, String at) {
    if (!member("chip").asString().equals("linux")) {
      problems.add(pins, at, "pins are for boards that run Linux; leave them out, or make chip \"linux\"");
    }
    int i = 0;
    for (JsonNode taken : pins.path("taken")) {
      String here = at + ".taken." + i++ + ".bcm.";
      int j = 0;
      for (JsonNode bcm : taken.path("bcm")) {
        use(bcm, here + j++, taken.path("by").asString());
      }
    }
    keys(pins.path("keys"), at + ".keys.");
    if (pins.has("light")) {
      light(pins.path("light"), at + ".light");
    }
    JsonNode backlight = pins.path("backlight");
    if (backlight.isObject()) {
      use(backlight.path("bcm"), at + ".backlight.bcm", "the backlight");
      modulated(backlight, at + ".backlight");
      if (!member("backlight").asBoolean(false)) {
        problems.add(
            backlight, at + ".backlight", "the board has no light of a screen; add \"backlight\": true and a display");
      }
    }
  }

  /** A member of the variant, else of the board. */
  private JsonNode member(String name) {
    return part.has(name) ? part.path(name) : board.path(name);
  }

  private void keys(JsonNode keys, String at) {
    List<String> names = new ArrayList<>();
    member("keys").forEach(key -> names.add(key.path("name").asString()));
    Set<String> seen = new HashSet<>();
    int i = 0;
    for (JsonNode key : keys) {
      String here = at + i++;
      String name = key.path("key").asString();
      if (!names.contains(name)) {
        problems.add(
            key.path("key"), here + ".key",
            "the board has no key '" + name + "'; "
                + (names.isEmpty() ? "add it to " + partAt + "keys" : "write one of " + String.join(", ", names)));
      } else if (!seen.add(name)) {
        problems.add(key.path("key"), here + ".key", "key '" + name + "' has a pin already; give each key one");
      }
      use(key.path("bcm"), here + ".bcm", "key '" + name + "'");
    }
  }

  private void light(JsonNode light, String at) {
    String kind = light.path("kind").asString();
    String led = member("led").asString("none");
    List<String> fitting =
        switch (kind) {
          case "plain" -> List.of("gpio");
          case "colour" -> List.of("rgb");
          default -> List.of("rgb", "ring");
        };
    if (!fitting.contains(led)) {
      problems.add(
          light.path("kind"), at + ".kind",
          "a light of this kind does not fit \"led\": \"" + led + "\"; write \"led\": \"" + fitting.getLast() + "\"");
    }
    List<String> members = MEMBERS.getOrDefault(kind, List.of());
    light.properties().stream()
        .filter(found -> !found.getKey().equals("kind") && !members.contains(found.getKey()))
        .forEach(
            found ->
                problems.add(
                    found.getValue(), at + "." + found.getKey(),
                    "a light of kind " + kind + " has no such member; it has " + String.join(", ", members)));
    switch (kind) {
      case "plain" -> plain(light, at);
      case "colour" -> colour(light, at);
      default -> strip(light, at);
    }
  }

  private void plain(JsonNode light, String at) {
    if (needs(light, at, "bcm")) {
      use(light.path("bcm"), at + ".bcm", "the light");
      if (light.has("pwm")) {
        modulated(light, at);
      }
    }
  }

  private void colour(JsonNode light, String at) {
    for (String colour : List.of("red", "green", "blue")) {
      if (light.has(colour)) {
        use(light.path(colour), at + "." + colour, "the light's " + colour);
      }
    }
    if (!light.has("red") && !light.has("green") && !light.has("blue")) {
      problems.add(light, at, "has no colour; add one of red, green and blue with its pin");
    }
  }

  private void strip(JsonNode light, String at) {
    if (needs(light, at, "count") & needs(light, at, "spi")) {
      String spi = light.path("spi").asString();
      Strip strip = new Strip(1, spi.charAt(0) - '0', spi.charAt(2) - '0');
      if (strip.bus() == 0 && strip.device() > 1) {
        problems.add(light.path("spi"), at + ".spi", "bus 0 has the devices 0.0 and 0.1; write one of these");
        return;
      }
      strip.bcm().forEach(bcm -> claim(light.path("spi"), at + ".spi", bcm, "the light's SPI"));
    }
  }

  private boolean needs(JsonNode light, String at, String name) {
    if (!light.has(name)) {
      problems.add(light, at + "." + name, "is missing; add it");
    }
    return light.has(name);
  }

  private void modulated(JsonNode part, String at) {
    int bcm = part.path("bcm").asInt();
    if (bcm >= Pins.FIRST && bcm <= Pins.LAST && !MODULATED.contains(bcm)) {
      problems.add(
          part.path("bcm"), at + ".bcm", "BCM " + bcm + " cannot be modulated; those that can are 12, 13, 18 and 19");
    }
  }

  private void use(JsonNode where, String at, String user) {
    int bcm = where.asInt();
    if (bcm == 0 || bcm == 1) {
      problems.add(
          where, at, "BCM " + bcm + " belongs to the memory by which an add-on board is known; take one of 2 to 27");
    } else if (bcm < Pins.FIRST || bcm > Pins.LAST) {
      int meant = Pins.bcmAt(bcm);
      problems.add(
          where, at,
          bcm + " is no BCM number, those are 2 to 27"
              + (meant < Pins.FIRST
                  ? "; pinout.xyz shows them"
                  : "; place " + bcm + " of the header is BCM " + meant));
    } else {
      claim(where, at, bcm, user);
    }
  }

  private void claim(JsonNode where, String at, int bcm, String user) {
    String before = users.putIfAbsent(bcm, user);
    if (before != null) {
      problems.add(where, at, "BCM " + bcm + " is used by " + before + " already; give each its own pin");
    }
  }
}
