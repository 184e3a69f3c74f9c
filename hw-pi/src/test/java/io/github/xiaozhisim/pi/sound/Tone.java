package io.github.xiaozhisim.pi.sound;

/** Tones and what is left of them. */
final class Tone {

  private Tone() {}

  /** A cosine, which begins at its peak and so with the loudest possible click. */
  static short[] cosine(double hz, int rateHz, int millis, int amplitude) {
    short[] samples = new short[rateHz * millis / 1_000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) Math.round(amplitude * Math.cos(2 * Math.PI * hz * i / rateHz));
    }
    return samples;
  }

  /** Amplitude of one frequency in a part of {@code samples}. */
  static double amplitude(short[] samples, int from, int length, double hz, int rateHz) {
    double turn = 2 * Math.cos(2 * Math.PI * hz / rateHz);
    double one = 0;
    double two = 0;
    for (int i = from; i < from + length; i++) {
      double next = samples[i] + turn * one - two;
      two = one;
      one = next;
    }
    return Math.sqrt(Math.max(0, one * one + two * two - turn * one * two)) * 2 / length;
  }

  /** The largest jump from one sample to the next. */
  static int steepest(short[] samples) {
    int steepest = 0;
    for (int i = 1; i < samples.length; i++) {
      steepest = Math.max(steepest, Math.abs(samples[i] - samples[i - 1]));
    }
    return steepest;
  }

  /** The largest jump that a tone itself has. */
  static double slope(double hz, int rateHz, int amplitude) {
    return 2 * amplitude * Math.sin(Math.PI * hz / rateHz);
  }

  static int firstLoud(short[] samples, int threshold) {
    for (int i = 0; i < samples.length; i++) {
      if (Math.abs(samples[i]) > threshold) {
        return i;
      }
    }
    return -1;
  }

  static int lastLoud(short[] samples, int threshold) {
    for (int i = samples.length - 1; i >= 0; i--) {
      if (Math.abs(samples[i]) > threshold) {
        return i;
      }
    }
    return -1;
  }

  /** The longest run of samples between the first and the last loud one that are not loud, in samples. */
  static int longestGap(short[] samples, int threshold) {
    int longest = 0;
    int before = firstLoud(samples, threshold);
    for (int i = before + 1; before >= 0 && i < samples.length; i++) {
      if (Math.abs(samples[i]) > threshold) {
        longest = Math.max(longest, i - before - 1);
        before = i;
      }
    }
    return longest;
  }
}
