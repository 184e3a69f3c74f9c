package io.github.xiaozhisim.pi.gpio;

import io.github.xiaozhisim.pi.gpio.PinLines.Dimmer;
import io.github.xiaozhisim.pi.gpio.PinLines.Output;

/** One light of one colour: dimmed, or on from a tenth of full brightness; what is meant to be fainter is dark. */
final class PlainLamp implements Lamp {

  private static final int FULL = 255;
  private static final int ON_FROM = 25;

  private final Dimmer dimmer;

  PlainLamp(Dimmer dimmer) {
    this.dimmer = dimmer;
  }

  /** A light that can be on and off only. */
  static PlainLamp switched(Output output) {
    return new PlainLamp(share -> output.lit(share * FULL >= ON_FROM));
  }

  @Override
  public int lights() {
    return 1;
  }

  @Override
  public void shine(int[] colours) {
    dimmer.shine((double) brightest(colours[0]) / FULL);
  }

  static int brightest(int colour) {
    return Math.max(colour >> 16 & 0xFF, Math.max(colour >> 8 & 0xFF, colour & 0xFF));
  }
}
