package io.github.xiaozhisim.pi.sound;

/**
 * Sound that begins or ends in the middle of a wave clicks; a few milliseconds of half a cosine do not. Pure
 * functions that change the samples in place.
 */
final class Fade {

  static final int MILLIS = 5;

  private Fade() {}

  /** How many samples a fade has. */
  static int samples(int rateHz) {
    return rateHz * MILLIS / 1_000;
  }

  static void in(short[] samples, int offset, int length) {
    for (int i = 0; i < length; i++) {
      samples[offset + i] = (short) Math.round(samples[offset + i] * share(i, length));
    }
  }

  static void out(short[] samples, int offset, int length) {
    for (int i = 0; i < length; i++) {
      samples[offset + i] = (short) Math.round(samples[offset + i] * share(length - 1 - i, length));
    }
  }

  /** From nearly 0 to nearly 1. */
  private static double share(int i, int length) {
    return 0.5 - 0.5 * Math.cos(Math.PI * (i + 0.5) / length);
  }
}
