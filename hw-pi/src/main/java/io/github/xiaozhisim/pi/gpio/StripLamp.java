package io.github.xiaozhisim.pi.gpio;

import io.github.xiaozhisim.pi.gpio.PinLines.Bus;
import java.util.Arrays;

/**
 * A strip of APA102 lights, also sold as DotStar, and of the SK9822, their double. A message is: 32 zero bits; for each
 * light a byte of ones, then blue, green and red; then zeroes, of which the strip needs half a bit for each light to
 * pass the last colour on, and the SK9822 32 more.
 */
final class StripLamp implements Lamp {

  private static final int LIGHT_BYTES = 4;
  private static final byte FULL = (byte) 0xFF;

  private final Bus bus;
  private final byte[] message;
  private final int lights;

  StripLamp(Bus bus, int lights) {
    this.bus = bus;
    this.lights = lights;
    this.message = new byte[LIGHT_BYTES + lights * LIGHT_BYTES + LIGHT_BYTES + (lights + 15) / 16];
    for (int i = 1; i <= lights; i++) {
      message[i * LIGHT_BYTES] = FULL;
    }
  }

  @Override
  public int lights() {
    return lights;
  }

  @Override
  public void shine(int[] colours) {
    for (int i = 0; i < lights; i++) {
      int at = (i + 1) * LIGHT_BYTES;
      message[at + 1] = (byte) colours[i];
      message[at + 2] = (byte) (colours[i] >> 8);
      message[at + 3] = (byte) (colours[i] >> 16);
    }
    bus.write(message);
  }

  /** The message that turns all lights off, for who cannot ask the strip any more. */
  static byte[] dark(int lights) {
    byte[][] sent = new byte[1][];
    new StripLamp(bytes -> sent[0] = Arrays.copyOf(bytes, bytes.length), lights).shine(new int[lights]);
    return sent[0];
  }
}
