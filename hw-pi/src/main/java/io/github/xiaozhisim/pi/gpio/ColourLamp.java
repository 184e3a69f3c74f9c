package io.github.xiaozhisim.pi.gpio;

import io.github.xiaozhisim.pi.gpio.PinLines.Output;
import org.jspecify.annotations.Nullable;

/**
 * A light with an output for each colour, on and off only: the colours that matter in a mixture shine. Where a light
 * lacks the colour that is meant, all it has shine.
 */
final class ColourLamp implements Lamp {

  /** Parts of a mixture weaker than this, compared with the strongest, are not worth a colour of their own. */
  private static final int WEAK = 4;

  private final @Nullable Output[] outputs;

  ColourLamp(@Nullable Output red, @Nullable Output green, @Nullable Output blue) {
    outputs = new @Nullable Output[] {red, green, blue};
  }

  @Override
  public int lights() {
    return 1;
  }

  @Override
  public void shine(int[] colours) {
    int colour = colours[0];
    int strongest = PlainLamp.brightest(colour);
    boolean has = false;
    for (int i = 0; i < outputs.length; i++) {
      has |= outputs[i] != null && meant(colour, i, strongest);
    }
    for (int i = 0; i < outputs.length; i++) {
      Output output = outputs[i];
      if (output != null) {
        output.lit(strongest > 0 && (has ? meant(colour, i, strongest) : true));
      }
    }
  }

  private static boolean meant(int colour, int part, int strongest) {
    int value = colour >> (16 - 8 * part) & 0xFF;
    return value > 0 && value * WEAK > strongest;
  }
}
