package io.github.xiaozhisim.device.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What hangs on which pin of a board that runs on a Raspberry Pi. Pins are numbered as the processor's maker does
 * (BCM), which is the same on every model with the 40-pin header. Immutable.
 *
 * @param source where the wiring is written down; may be empty
 * @param keys one for each key that has a pin
 * @param light what shows the state, or null without one
 * @param backlight the light of the screen, or null where it cannot be dimmed
 * @param taken what else on the board needs pins
 */
public record Pins(
    String source, List<KeyPin> keys, @Nullable Light light, @Nullable PwmPin backlight, List<Taken> taken) {

  /** The first and last that are free for use: 0 and 1 belong to the memory by which an add-on board is known. */
  public static final int FIRST = 2;

  public static final int LAST = 27;

  /** When a press counts as long, unless said. // firmware: CONFIG_BUTTON_LONG_PRESS_TIME_MS */
  public static final int LONG_PRESS_MILLIS = 1500;

  /** Where each BCM number is on the header, from 0 on. */
  private static final int[] HEADER = {
    27, 28, 3, 5, 7, 29, 31, 26, 24, 21, 19, 23, 32, 33, 8, 10, 36, 11, 12, 35, 38, 40, 15, 16, 18, 22, 37, 13
  };

  public Pins {
    keys = List.copyOf(keys);
    taken = List.copyOf(taken);
  }

  /** The place of a BCM number on the header, 1 to 40. */
  public static int header(int bcm) {
    return HEADER[bcm];
  }

  /** The BCM number at a place of the header, or -1 where there is power, ground or nothing. */
  public static int bcmAt(int place) {
    for (int bcm = 0; bcm < HEADER.length; bcm++) {
      if (HEADER[bcm] == place) {
        return bcm;
      }
    }
    return -1;
  }

  /** Whether anything needs the chip that reads and sets single pins. */
  public boolean needsLines() {
    return !keys.isEmpty() || light instanceof Colour || (light instanceof Plain plain && plain.pwm() == null);
  }

  /** The outputs with pulse-width modulation: at most a light and a backlight. */
  public List<PwmPin> pwm() {
    List<PwmPin> all = new ArrayList<>();
    if (light instanceof Plain plain && plain.pwm() != null) {
      all.add(Objects.requireNonNull(plain.pwm()));
    }
    if (backlight != null) {
      all.add(backlight);
    }
    return all;
  }

  /** The chip's own resistor at an input. */
  public enum Pull {
    UP,
    DOWN,
    NONE
  }

  /**
   * @param key the key's name on the board
   * @param pressedHigh the level while it is pressed
   */
  public record KeyPin(String key, int bcm, Pull pull, boolean pressedHigh, int longPressMillis) {}

  /** What shows the state. */
  public sealed interface Light {}

  /**
   * One light of one colour.
   *
   * @param litHigh the level at which it shines
   * @param pwm by which it is dimmed, or null: on and off only
   */
  public record Plain(int bcm, boolean litHigh, @Nullable PwmPin pwm) implements Light {}

  /**
   * A light with a pin for each colour, on and off only; it may lack some of them.
   *
   * @param litHigh the level at which it shines
   */
  public record Colour(@Nullable Integer red, @Nullable Integer green, @Nullable Integer blue, boolean litHigh)
      implements Light {}

  /**
   * APA102 lights, one behind the other, on SPI.
   *
   * @param bus and {@code device} as in {@code /dev/spidevBUS.DEVICE}
   */
  public record Strip(int count, int bus, int device) implements Light {

    /** The file by which it is reached. */
    public String file() {
      return "spidev" + bus + "." + device;
    }

    /** The pins that the bus needs. */
    public List<Integer> bcm() {
      return bus == 0 ? List.of(10, 11, device == 0 ? 8 : 7) : List.of(20, 21, 18 - device);
    }
  }

  /**
   * A pin with pulse-width modulation.
   *
   * @param chip and {@code channel} as in {@code /sys/class/pwm/pwmchipCHIP/pwmCHANNEL}
   */
  public record PwmPin(int bcm, int chip, int channel) {}

  /** Pins that something else needs. */
  public record Taken(String by, List<Integer> bcm) {
    public Taken {
      bcm = List.copyOf(bcm);
    }
  }
}
