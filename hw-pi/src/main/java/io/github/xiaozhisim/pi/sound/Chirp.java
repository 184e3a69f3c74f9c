package io.github.xiaozhisim.pi.sound;

/**
 * A short sound whose pitch rises, and the finding of it in what a microphone has heard: it is like no other sound
 * and like itself at one place only. Pure functions.
 */
final class Chirp {

  static final int MILLIS = 100;

  private static final double FROM_HZ = 600;
  private static final double TO_HZ = 3_600;
  private static final double AMPLITUDE = 16_000;
  private static final int EDGE_MILLIS = 10;

  private Chirp() {}

  /**
   * Where it was found.
   *
   * @param index of its first sample, -1 where nothing was searched
   * @param likeness 1 for the chirp itself at whatever loudness, 0 for anything else
   */
  record Found(int index, double likeness) {}

  static short[] samples(int rateHz) {
    int length = rateHz * MILLIS / 1_000;
    short[] samples = new short[length];
    double seconds = MILLIS / 1_000.0;
    for (int i = 0; i < length; i++) {
      double at = (double) i / rateHz;
      double phase = 2 * Math.PI * (FROM_HZ * at + (TO_HZ - FROM_HZ) * at * at / (2 * seconds));
      samples[i] = (short) Math.round(AMPLITUDE * Math.sin(phase));
    }
    int edge = rateHz * EDGE_MILLIS / 1_000;
    Fade.in(samples, 0, edge);
    Fade.out(samples, length - edge, edge);
    return samples;
  }

  /** The place between {@code from} and {@code until} that is most like it. */
  static Found find(short[] heard, int from, int until, int rateHz) {
    short[] chirp = samples(rateHz);
    double chirpEnergy = energy(chirp, 0, chirp.length);
    Found best = new Found(-1, 0);
    double energy = from + chirp.length <= heard.length ? energy(heard, from, chirp.length) : 0;
    for (int at = Math.max(0, from); at + chirp.length <= Math.min(until, heard.length); at++) {
      double product = 0;
      for (int i = 0; i < chirp.length; i++) {
        product += (double) chirp[i] * heard[at + i];
      }
      double likeness = energy < 1 ? 0 : Math.abs(product) / Math.sqrt(chirpEnergy * energy);
      if (likeness > best.likeness) {
        best = new Found(at, likeness);
      }
      if (at + chirp.length < heard.length) {
        energy += square(heard[at + chirp.length]) - square(heard[at]);
      }
    }
    return best;
  }

  private static double energy(short[] samples, int from, int length) {
    double sum = 0;
    for (int i = from; i < from + length; i++) {
      sum += square(samples[i]);
    }
    return sum;
  }

  private static double square(short sample) {
    return (double) sample * sample;
  }
}
