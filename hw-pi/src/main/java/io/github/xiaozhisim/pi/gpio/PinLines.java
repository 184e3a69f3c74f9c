package io.github.xiaozhisim.pi.gpio;

import io.github.xiaozhisim.device.board.Pins.KeyPin;
import io.github.xiaozhisim.device.board.Pins.PwmPin;
import io.github.xiaozhisim.device.board.Pins.Strip;

/**
 * The way to a machine's pins, small enough to be made with any library. Whatever is opened stays open until all is
 * closed; after that, writing has no effect. Safe for use by several threads.
 */
interface PinLines extends AutoCloseable {

  /**
   * An input with its resistor.
   *
   * @param contact told of changes, on a thread of the library, as often as the contact bounces; not of each when there
   *     are many
   */
  Input input(KeyPin pin, Contact contact) throws PinException;

  /**
   * An output, dark at first and when all is closed.
   *
   * @param litHigh the level at which it shines
   */
  Output output(int bcm, boolean litHigh) throws PinException;

  /** A modulated output, dark at first. */
  Dimmer dimmer(PwmPin pin, boolean litHigh) throws PinException;

  /** A bus to which bytes are written. */
  Bus bus(Strip strip) throws PinException;

  @Override
  void close();

  /** Hears that an input has changed. */
  interface Contact {
    void changed();
  }

  /** What an input is at the moment. */
  interface Input {
    /** Asks the pin, which takes some microseconds; false once all is closed. */
    boolean pressed();
  }

  /** One light, on or off. */
  interface Output {
    void lit(boolean on);
  }

  /** One light, from dark to bright. */
  interface Dimmer {
    /** @param share 0 to 1 */
    void shine(double share);
  }

  /** Where bytes go; they are sent before it returns. */
  interface Bus {
    void write(byte[] bytes);
  }
}
