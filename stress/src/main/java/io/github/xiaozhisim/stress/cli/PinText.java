package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.board.Pins;
import io.github.xiaozhisim.device.board.Pins.Colour;
import io.github.xiaozhisim.device.board.Pins.KeyPin;
import io.github.xiaozhisim.device.board.Pins.Light;
import io.github.xiaozhisim.device.board.Pins.Plain;
import io.github.xiaozhisim.device.board.Pins.PwmPin;
import io.github.xiaozhisim.device.board.Pins.Strip;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The wiring of a board in words, for who has its header before them. Pure. */
final class PinText {

  private PinText() {}

  /** What is wired and to where. */
  static List<Map.Entry<String, String>> lines(Pins pins) {
    List<Map.Entry<String, String>> lines = new ArrayList<>();
    for (KeyPin key : pins.keys()) {
      String to = key.pressedHigh() ? " to 3.3 V" : " to ground";
      lines.add(Map.entry("pin", "key " + key.key() + ": " + pin(key.bcm()) + to));
    }
    if (pins.light() != null) {
      light(pins.light()).forEach(line -> lines.add(Map.entry("pin", line)));
    }
    PwmPin backlight = pins.backlight();
    if (backlight != null) {
      lines.add(Map.entry("pin", "backlight: " + pin(backlight.bcm()) + ", dimmed"));
    }
    pins.taken().forEach(part -> lines.add(Map.entry("taken", part.by() + ": " + numbers(part.bcm()))));
    if (!pins.source().isEmpty()) {
      lines.add(Map.entry("wiring from", pins.source()));
    }
    return lines;
  }

  private static List<String> light(Light light) {
    return switch (light) {
      case Plain plain -> List.of("light: " + pin(plain.bcm()) + (plain.pwm() == null ? "" : ", dimmed"));
      case Strip strip ->
          List.of(strip.count() + " lights in a row on /dev/" + strip.file() + ": " + numbers(strip.bcm()));
      case Colour colour -> {
        List<String> colours = new ArrayList<>();
        add(colours, "red", colour.red());
        add(colours, "green", colour.green());
        add(colours, "blue", colour.blue());
        yield colours;
      }
    };
  }

  private static void add(List<String> colours, String name, @Nullable Integer bcm) {
    if (bcm != null) {
      colours.add("light, " + name + ": " + pin(bcm));
    }
  }

  private static String numbers(List<Integer> pins) {
    return "BCM " + String.join(", ", pins.stream().map(String::valueOf).toList());
  }

  private static String pin(int bcm) {
    return "BCM " + bcm + " (place " + Pins.header(bcm) + " of the header)";
  }
}
