package io.github.xiaozhisim.pi.sound;

/**
 * Loudness in software, for cards without a control of their own. A change takes a few milliseconds, so that it is not
 * heard as a click. One thread.
 */
final class Gain {

  private static final int RAMP_MILLIS = 10;

  private final float step;
  private float factor = 1;
  private float wanted = 1;

  Gain(int rateHz) {
    step = 1_000f / (rateHz * RAMP_MILLIS);
  }

  /** Loudness from now on. // firmware: NoAudioCodec, gain = (v/100)^2 */
  void set(int percent) {
    wanted = percent * percent / 10_000f;
  }

  /** At once, while nothing sounds. */
  void settle() {
    factor = wanted;
  }

  void apply(short[] from, int offset, short[] to, int length) {
    for (int i = 0; i < length; i++) {
      if (factor != wanted) {
        factor = factor < wanted ? Math.min(wanted, factor + step) : Math.max(wanted, factor - step);
      }
      to[i] = (short) Math.round(from[offset + i] * factor);
    }
  }
}
