package io.github.xiaozhisim.pi.gpio;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.context.ContextBuilder;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import com.pi4j.io.pwm.Pwm;
import com.pi4j.io.pwm.PwmPolarity;
import com.pi4j.io.pwm.PwmType;
import com.pi4j.io.spi.Spi;
import com.pi4j.io.spi.SpiBus;
import com.pi4j.io.spi.SpiMode;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalInputProvider;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalOutputProvider;
import com.pi4j.plugin.linuxfs.provider.pwm.LinuxFsPwmProvider;
import com.pi4j.plugin.linuxfs.provider.spi.LinuxFsSpiProvider;
import io.github.xiaozhisim.device.board.Pins;
import io.github.xiaozhisim.device.board.Pins.KeyPin;
import io.github.xiaozhisim.device.board.Pins.PwmPin;
import io.github.xiaozhisim.device.board.Pins.Strip;
import io.github.xiaozhisim.pi.gpio.PinProblem.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pins by Pi4J: the one class that knows it. Its providers are named one by one and never looked for, since the one for
 * tests would win wherever it is found, and pins would be pretended without a word.
 */
final class Pi4jLines implements PinLines {

  private static final Logger LOG = LoggerFactory.getLogger(Pi4jLines.class);

  /** firmware: PWM_LED_FREQUENCY */
  private static final int PWM_HZ = 4_000;

  private static final int SPI_HZ = 4_000_000;
  private static final String PWM_FOLDER = "/sys/class/pwm";
  private static final int PERCENT = 100;

  private final Context context;
  private final List<Runnable> atTheEnd = new ArrayList<>();
  private final Set<String> failed = new HashSet<>();
  private volatile boolean closed;

  Pi4jLines(Context context) {
    this.context = context;
  }

  /** The pins of this machine, so far as {@code pins} need them. */
  static Pi4jLines open(Pins pins) throws PinException {
    try {
      ContextBuilder builder = Pi4J.newContextBuilder();
      if (pins.needsLines()) {
        builder.add(GpioDDigitalInputProvider.newInstance(), GpioDDigitalOutputProvider.newInstance());
      }
      if (pins.light() instanceof Strip) {
        builder.add(LinuxFsSpiProvider.newInstance());
      }
      if (!pins.pwm().isEmpty()) {
        builder.add(LinuxFsPwmProvider.newInstance(PWM_FOLDER, pins.pwm().getFirst().chip()));
      }
      return new Pi4jLines(builder.build());
    } catch (RuntimeException | LinkageError e) {
      throw new PinException(
          new PinProblem(
              Part.LINES,
              "the library for pins does not start (" + innermost(e) + ")",
              "run a 64-bit Java on 64-bit Raspberry Pi OS, or take a board without pins, such as --board linux-pc"),
          e);
    }
  }

  @Override
  public synchronized Input input(KeyPin pin, Contact contact) throws PinException {
    DigitalState pressed = pin.pressedHigh() ? DigitalState.HIGH : DigitalState.LOW;
    try {
      DigitalInput input =
          context.create(
              DigitalInput.newConfigBuilder(context)
                  .id("in-" + pin.bcm())
                  .address(pin.bcm())
                  .pull(
                      switch (pin.pull()) {
                        case UP -> PullResistance.PULL_UP;
                        case DOWN -> PullResistance.PULL_DOWN;
                        case NONE -> PullResistance.OFF;
                      })
                  .debounce(0L) // a key waits for its contact by itself, by the board's clock
                  .build());
      input.addListener(_ -> contact.changed());
      return () -> is(input, pressed);
    } catch (RuntimeException | LinkageError e) {
      throw line(pin.bcm(), e);
    }
  }

  @Override
  public synchronized Output output(int bcm, boolean litHigh) throws PinException {
    DigitalState bright = litHigh ? DigitalState.HIGH : DigitalState.LOW;
    DigitalState dark = litHigh ? DigitalState.LOW : DigitalState.HIGH;
    try {
      DigitalOutput output =
          context.create(
              DigitalOutput.newConfigBuilder(context)
                  .id("out-" + bcm)
                  .address(bcm)
                  .initial(dark)
                  .shutdown(dark)
                  .build());
      String where = "BCM " + bcm;
      Runnable light = () -> output.state(bright);
      Runnable darken = () -> output.state(dark);
      return on -> write(where, on ? light : darken);
    } catch (RuntimeException | LinkageError e) {
      throw line(bcm, e);
    }
  }

  @Override
  public synchronized Dimmer dimmer(PwmPin pin, boolean litHigh) throws PinException {
    // A lamp that shines when low is driven by the rest of the signal and not by turning it round: a signal that is
    // switched off is low either way, and the lamp would shine.
    int dark = litHigh ? 0 : PERCENT;
    try {
      Pwm pwm =
          context.create(
              Pwm.newConfigBuilder(context)
                  .id("pwm-" + pin.bcm())
                  .address(pin.channel())
                  .pwmType(PwmType.HARDWARE)
                  .frequency(PWM_HZ)
                  .polarity(PwmPolarity.NORMAL)
                  .initial(dark)
                  .shutdown(dark)
                  .build());
      String where = "BCM " + pin.bcm();
      return share -> write(where, () -> pwm.on(Math.abs(dark - (int) Math.round(share * PERCENT))));
    } catch (RuntimeException | LinkageError e) {
      throw new PinException(
          new PinProblem(
              Part.PWM,
              "BCM " + pin.bcm() + " cannot be dimmed (" + innermost(e) + ")",
              "look at ls -l " + PWM_FOLDER + "/pwmchip" + pin.chip() + "/, and start anew once it is there"),
          e);
    }
  }

  @Override
  public synchronized Bus bus(Strip strip) throws PinException {
    try {
      Spi spi =
          context.create(
              Spi.newConfigBuilder(context)
                  .id(strip.file())
                  .bus(strip.bus() == 0 ? SpiBus.BUS_0 : SpiBus.BUS_1)
                  .address(strip.device())
                  .baud(SPI_HZ)
                  .mode(SpiMode.MODE_0)
                  .build());
      String where = "/dev/" + strip.file();
      Bus bus = bytes -> write(where, () -> send(spi, bytes));
      atTheEnd.add(() -> bus.write(StripLamp.dark(strip.count())));
      return bus;
    } catch (RuntimeException | LinkageError e) {
      throw new PinException(
          new PinProblem(
              Part.SPI,
              "/dev/" + strip.file() + " cannot be used (" + innermost(e) + ")",
              "look at ls -l /dev/spidev*, and whether another program has it"),
          e);
    }
  }

  /** A light that fails is not worth a conversation: it is said once in the log, and not tried again. */
  private void write(String where, Runnable action) {
    if (closed) {
      return; // before the lock, which closing holds for a while
    }
    synchronized (this) {
      if (closed || failed.contains(where)) {
        return;
      }
      try {
        action.run();
      } catch (RuntimeException e) {
        failed.add(where);
        LOG.warn("{} cannot be written any more ({}); its light stays as it is", where, innermost(e));
      }
    }
  }

  /** Under the lock, since a line that is given back must not be asked: it is native memory. */
  private synchronized boolean is(DigitalInput input, DigitalState pressed) {
    return !closed && input.state() == pressed;
  }

  private static void send(Spi spi, byte[] bytes) {
    if (spi.write(bytes) < bytes.length) {
      throw new IllegalStateException("not all of it was taken");
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      atTheEnd.forEach(Runnable::run);
      closed = true;
    }
    context.shutdown();
  }

  private static PinException line(int bcm, Throwable cause) {
    return new PinException(
        new PinProblem(
            Part.LINES,
            "BCM " + bcm + " cannot be used (" + innermost(cause) + ")",
            "gpioinfo | grep -w GPIO" + bcm + " tells which program has it"),
        cause);
  }

  /** What is at the bottom of it, in a few words. */
  private static String innermost(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null || message.isBlank()
        ? cause.getClass().getSimpleName()
        : message.lines().findFirst().orElse(message).strip();
  }
}
