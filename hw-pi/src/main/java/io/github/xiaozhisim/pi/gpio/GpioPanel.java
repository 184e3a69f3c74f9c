package io.github.xiaozhisim.pi.gpio;

import io.github.xiaozhisim.device.board.Pins;
import io.github.xiaozhisim.device.board.Pins.Colour;
import io.github.xiaozhisim.device.board.Pins.KeyPin;
import io.github.xiaozhisim.device.board.Pins.Light;
import io.github.xiaozhisim.device.board.Pins.Plain;
import io.github.xiaozhisim.device.board.Pins.PwmPin;
import io.github.xiaozhisim.device.board.Pins.Strip;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.ui.Backlight;
import io.github.xiaozhisim.hal.ui.Button;
import io.github.xiaozhisim.hal.ui.Led;
import io.github.xiaozhisim.pi.gpio.PinLines.Output;
import io.github.xiaozhisim.pi.gpio.PinProblem.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that a board has on its pins. What cannot be opened is left out and told by {@link #problems}: a device talks
 * without a light as well.
 *
 * <p><b>Thread.</b> {@link #open} and {@link #close} on any. Opening takes some hundred milliseconds, in which the
 * library starts, and closing some ten for each key, in which it ends: so before a device is switched on and after it
 * has been switched off. The parts are used on the scheduler's thread and call back there.
 */
public final class GpioPanel implements AutoCloseable {

  /** Makes the way to the pins, when it is known that something needs it. */
  interface Opener {
    PinLines open(Pins pins) throws PinException;
  }

  private final Map<String, Button> buttons = new HashMap<>();
  private final List<PinProblem> problems;

  /** What was known to be closed before anything was tried. */
  private final Set<Part> closed = EnumSet.noneOf(Part.class);

  private @Nullable PinLines lines;
  private Led led = Led.NONE;
  private @Nullable Backlight backlight;

  private GpioPanel(List<PinProblem> problems) {
    this.problems = new ArrayList<>(problems);
    problems.forEach(problem -> closed.add(problem.part()));
  }

  /**
   * Opens what {@code pins} name on this machine, so far as it can.
   *
   * @param pins null for a board without any: then there is nothing, and no problem
   */
  public static GpioPanel open(@Nullable Pins pins, Scheduler scheduler) {
    return pins == null
        ? new GpioPanel(List.of())
        : open(pins, scheduler, PinAccess.check(pins, Path.of("/")), Pi4jLines::open);
  }

  /** @param known what is in the way already; those parts are not tried */
  static GpioPanel open(Pins pins, Scheduler scheduler, List<PinProblem> known, Opener opener) {
    GpioPanel panel = new GpioPanel(known);
    boolean anything =
        (pins.needsLines() && panel.free(Part.LINES))
            || (pins.light() instanceof Strip && panel.free(Part.SPI))
            || (!pins.pwm().isEmpty() && panel.free(Part.PWM));
    if (anything) {
      try {
        PinLines opened = opener.open(pins);
        panel.lines = opened;
        panel.fit(pins, opened, scheduler);
      } catch (PinException e) {
        panel.problems.add(e.problem());
      }
    }
    return panel;
  }

  private boolean free(Part part) {
    return !closed.contains(part) && !closed.contains(Part.MACHINE);
  }

  private void fit(Pins pins, PinLines opened, Scheduler scheduler) {
    if (free(Part.LINES)) {
      for (KeyPin pin : pins.keys()) {
        attempt(
            () -> {
              GpioButton button = new GpioButton(scheduler, pin.longPressMillis());
              button.begin(opened.input(pin, button));
              buttons.put(pin.key(), button);
            });
      }
    }
    Light light = pins.light();
    if (light != null && free(partOf(light))) {
      attempt(() -> led = new LightShow(scheduler, lamp(light, opened)));
    }
    PwmPin pin = pins.backlight();
    if (pin != null && free(Part.PWM)) {
      attempt(() -> backlight = new PwmBacklight(scheduler, opened.dimmer(pin, true), 0));
    }
  }

  private static Part partOf(Light light) {
    return switch (light) {
      case Strip _ -> Part.SPI;
      case Plain plain -> plain.pwm() == null ? Part.LINES : Part.PWM;
      case Colour _ -> Part.LINES;
    };
  }

  private static Lamp lamp(Light light, PinLines opened) throws PinException {
    return switch (light) {
      case Strip strip -> new StripLamp(opened.bus(strip), strip.count());
      case Plain plain when plain.pwm() != null ->
          new PlainLamp(opened.dimmer(plain.pwm(), plain.litHigh()));
      case Plain plain -> PlainLamp.switched(opened.output(plain.bcm(), plain.litHigh()));
      case Colour colour ->
          new ColourLamp(
              output(opened, colour.red(), colour.litHigh()),
              output(opened, colour.green(), colour.litHigh()),
              output(opened, colour.blue(), colour.litHigh()));
    };
  }

  private static @Nullable Output output(PinLines opened, @Nullable Integer bcm, boolean litHigh)
      throws PinException {
    return bcm == null ? null : opened.output(bcm, litHigh);
  }

  private void attempt(Opening opening) {
    try {
      opening.run();
    } catch (PinException e) {
      problems.add(e.problem());
    }
  }

  /** The key of that name in the board's description, or null where it has no pin that works. */
  public @Nullable Button button(String key) {
    return buttons.get(key);
  }

  /** What shows the state; {@link Led#NONE} without a light that works. */
  public Led led() {
    return led;
  }

  /** The light of the screen, dark at first; null without one that works. */
  public @Nullable Backlight backlight() {
    return backlight;
  }

  /** What does not work, and why; fixed once it is open. */
  public List<PinProblem> problems() {
    return List.copyOf(problems);
  }

  /** Gives the pins back, with all lights dark. Keys are not told any more. */
  @Override
  public void close() {
    if (lines != null) {
      lines.close();
    }
  }

  /** Opens one part. */
  private interface Opening {
    void run() throws PinException;
  }
}
