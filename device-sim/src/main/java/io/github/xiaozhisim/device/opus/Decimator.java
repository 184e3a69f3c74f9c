package io.github.xiaozhisim.device.opus;

import io.github.xiaozhisim.device.signal.KaiserWindow;

/** From 48 kHz to an integer part of it, in a stream: a low-pass of linear phase. What comes out is 1.5 ms late. */
final class Decimator {

  private static final double DELAY_SECONDS = 0.0015;
  private static final double WINDOW_BETA = 6;

  /** Where the fall is half done, in cycles per output sample. */
  private static final double CUTOFF = 0.46;

  private final int factor;
  private final float[] taps;
  private final float[] input;
  private final int history;

  Decimator(int factor, int maxInputSamples) {
    this.factor = factor;
    int half = (int) Math.round(DELAY_SECONDS * 48_000);
    taps = taps(half, factor);
    history = 2 * half;
    input = new float[history + maxInputSamples];
  }

  /** Takes {@code length} samples, a multiple of the factor, and gives {@code length / factor}. */
  int process(short[] pcm, int length, short[] out) {
    for (int i = 0; i < length; i++) {
      input[history + i] = pcm[i];
    }
    int samples = length / factor;
    for (int i = 0; i < samples; i++) {
      float sum = 0;
      for (int j = 0; j < taps.length; j++) {
        sum += taps[j] * input[i * factor + j];
      }
      out[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sum)));
    }
    System.arraycopy(input, length, input, 0, history);
    return samples;
  }

  private static float[] taps(int half, int factor) {
    double[] exact = new double[2 * half + 1];
    double sum = 0;
    for (int i = 0; i < exact.length; i++) {
      double x = i - half;
      double angle = 2 * Math.PI * CUTOFF * x / factor;
      exact[i] = KaiserWindow.lowPass(angle, x / (half + 1), WINDOW_BETA);
      sum += exact[i];
    }
    float[] taps = new float[exact.length];
    for (int i = 0; i < taps.length; i++) {
      taps[i] = (float) (exact[i] / sum);
    }
    return taps;
  }
}
