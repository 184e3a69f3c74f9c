package io.github.xiaozhisim.device.speech;

import java.util.Arrays;

/**
 * Finds where speech begins and ends in a recording: an energy gate in blocks of 5 ms whose threshold follows the
 * recording's own noise and loudness. What does not vary (silence, hum, the noise of a room, a tone) is not voiced,
 * however loud; a single click is not either. Pure functions.
 */
public final class VoiceActivity {

  private static final int BLOCKS_PER_SECOND = 200;

  /** Quieter than this (dB of full scale) is nobody speaking. */
  private static final double ABSOLUTE_FLOOR_DB = -55;

  /** Speech is at least this much above the noise; noise itself stays within 4 dB of its floor. */
  private static final double ABOVE_NOISE_DB = 6.5;

  /** The quiet end of a word is at most this much below the loudest. */
  private static final double BELOW_PEAK_DB = 34;

  /** Speech varies by more than this between its loudest and its quieter parts; noise and tones do not. */
  private static final double VARIATION_DB = 9;

  /** A block belongs to speech if this many of the {@link #NEIGHBOURS} from it on are above the threshold. */
  private static final int NEEDED = 3;

  private static final int NEIGHBOURS = 6;

  private VoiceActivity() {}

  /**
   * Where speech is.
   *
   * @param rateHz rate of the samples {@code first} and {@code last} count in
   * @param first index of the first voiced sample, -1 if nothing is voiced
   * @param last index of the last voiced sample, -1 if nothing is voiced
   */
  public record Voiced(int rateHz, int first, int last) {

    public boolean any() {
      return first >= 0;
    }

    /** From the recording's start to the first voiced sample; -1 if nothing is voiced. */
    public double firstMillis() {
      return any() ? first * 1000.0 / rateHz : -1;
    }

    /** From the recording's start to the end of the last voiced sample; -1 if nothing is voiced. */
    public double lastMillis() {
      return any() ? (last + 1) * 1000.0 / rateHz : -1;
    }
  }

  /** Finds speech in mono samples; exact to about 5 ms. */
  public static Voiced find(short[] pcm, int rateHz) {
    Voiced none = new Voiced(rateHz, -1, -1);
    int blockSamples = Math.max(1, rateHz / BLOCKS_PER_SECOND);
    double[] levels = levels(pcm, rateHz, blockSamples);
    if (levels.length < NEIGHBOURS) {
      return none;
    }
    double[] sorted = levels.clone();
    Arrays.sort(sorted);
    double floor = sorted[sorted.length / 25];
    double peak = sorted[Math.max(sorted.length / 2, sorted.length - 10)];
    double threshold = Math.max(ABSOLUTE_FLOOR_DB, Math.max(
        Math.min(floor + ABOVE_NOISE_DB, peak - ABOVE_NOISE_DB), peak - BELOW_PEAK_DB));
    int first = firstVoiced(levels, threshold);
    int last = lastVoiced(levels, threshold);
    if (first < 0 || last < first || !varies(levels, first, last)) {
      return none;
    }
    return new Voiced(rateHz, first * blockSamples, Math.min(pcm.length, (last + 1) * blockSamples) - 1);
  }

  private static int firstVoiced(double[] levels, double threshold) {
    for (int i = 0; i < levels.length; i++) {
      if (levels[i] > threshold && countAbove(levels, i, i + NEIGHBOURS, threshold) >= NEEDED) {
        return i;
      }
    }
    return -1;
  }

  private static int lastVoiced(double[] levels, double threshold) {
    for (int i = levels.length - 1; i >= 0; i--) {
      if (levels[i] > threshold && countAbove(levels, i - NEIGHBOURS + 1, i + 1, threshold) >= NEEDED) {
        return i;
      }
    }
    return -1;
  }

  private static int countAbove(double[] levels, int from, int until, double threshold) {
    int count = 0;
    for (int i = Math.max(0, from); i < Math.min(levels.length, until); i++) {
      if (levels[i] > threshold) {
        count++;
      }
    }
    return count;
  }

  private static boolean varies(double[] levels, int first, int last) {
    double[] inside = Arrays.copyOfRange(levels, first, last + 1);
    Arrays.sort(inside);
    return inside[inside.length - 1 - inside.length / 20] - inside[inside.length / 10] >= VARIATION_DB;
  }

  /** Level of each block in dB of full scale, without what is below 60 Hz or so (hum, an offset). */
  private static double[] levels(short[] pcm, int rateHz, int blockSamples) {
    double[] levels = new double[(pcm.length + blockSamples - 1) / blockSamples];
    double pole = Math.exp(-2 * Math.PI * 60 / rateHz);
    double before = pcm.length > 0 ? pcm[0] : 0;
    double filtered = 0;
    for (int block = 0; block < levels.length; block++) {
      int end = Math.min(pcm.length, (block + 1) * blockSamples);
      double energy = 0;
      for (int i = block * blockSamples; i < end; i++) {
        filtered = pcm[i] - before + pole * filtered;
        before = pcm[i];
        energy += filtered * filtered;
      }
      double power = energy / (end - block * blockSamples) / (32768.0 * 32768.0);
      levels[block] = 10 * Math.log10(power + 1e-12);
    }
    return levels;
  }
}
