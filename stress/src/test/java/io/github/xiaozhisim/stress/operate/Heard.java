package io.github.xiaozhisim.stress.operate;

/**
 * Finds known speech in a recording: where it lies, how alike the two are, whether something is missing or was put in.
 * The loudness of the recording does not matter.
 *
 * @param atSample where the speech begins in the recording
 * @param correlation 1 for the same sound
 * @param longestGapMillis the longest silence where the speech has none, or all jumps in time together if that is more
 */
record Heard(int atSample, double correlation, double longestGapMillis) {

  private static final int BLOCKS_PER_SECOND = 100;
  private static final double AUDIBLE = Math.pow(10, -45 / 20.0) * 32_768;
  private static final double SILENT = Math.pow(10, -62 / 20.0) * 32_768;

  /** Where {@code speech} is most likely to lie in {@code recording}, from {@code fromSample} on; both at this rate. */
  static Heard find(short[] speech, short[] recording, int fromSample, int rateHz) {
    int block = rateHz / BLOCKS_PER_SECOND;
    double[] wanted = levels(speech, 0, speech.length, block);
    double[] there = levels(recording, fromSample, recording.length - fromSample, block);
    int best = 0;
    double bestAlike = -2;
    for (int lag = 0; lag + wanted.length <= there.length; lag++) {
      double alike = alike(wanted, there, lag);
      if (alike > bestAlike) {
        bestAlike = alike;
        best = lag;
      }
    }
    int coarse = fromSample + best * block;
    int at = refine(speech, 0, speech.length, recording, coarse, 3 * block);
    return piecewise(speech, recording, at, rateHz);
  }

  /**
   * Aligns the speech piece by piece, each within a tenth of a second of the one before, so that a hole is a hole and
   * does not make everything after it unlike.
   */
  private static Heard piecewise(short[] speech, short[] recording, int at, int rateHz) {
    int window = rateHz / 5;
    double product = 0;
    double a = 1e-9;
    double b = 1e-9;
    double jumps = 0;
    int place = at;
    boolean placed = false;
    for (int from = 0; from < speech.length; from += window) {
      int until = Math.min(speech.length, from + window);
      boolean audible = until == from + window && levels(speech, from, window, window)[0] > 2 * AUDIBLE;
      if (audible) {
        int now = refine(speech, from, window, recording, place, rateHz / 10);
        jumps += placed ? Math.abs(now - place) : 0;
        place = now;
        placed = true;
      }
      for (int i = from; i < until; i++) {
        int there = place + i;
        double y = there < 0 || there >= recording.length ? 0 : recording[there];
        product += speech[i] * y;
        a += (double) speech[i] * speech[i];
        b += y * y;
      }
    }
    double hole = Math.max(silence(speech, recording, at, rateHz), jumps * 1_000 / rateHz);
    return new Heard(at, product / Math.sqrt(a * b), hole);
  }

  private static double[] levels(short[] samples, int from, int length, int block) {
    double[] levels = new double[length / block];
    for (int i = 0; i < levels.length; i++) {
      double energy = 0;
      for (int j = from + i * block; j < from + (i + 1) * block; j++) {
        energy += (double) samples[j] * samples[j];
      }
      levels[i] = Math.sqrt(energy / block);
    }
    return levels;
  }

  private static double alike(double[] wanted, double[] there, int lag) {
    double product = 0;
    double a = 1e-9;
    double b = 1e-9;
    for (int i = 0; i < wanted.length; i++) {
      product += wanted[i] * there[lag + i];
      a += wanted[i] * wanted[i];
      b += there[lag + i] * there[lag + i];
    }
    return product / Math.sqrt(a * b);
  }

  /** The best place within {@code reach} samples of {@code about}, to the sample. */
  private static int refine(short[] speech, int from, int length, short[] recording, int about, int reach) {
    int best = about;
    double bestCorrelation = -2;
    for (int at = about - reach; at <= about + reach; at++) {
      double now = correlation(speech, from, length, recording, at + from, 7);
      if (now > bestCorrelation) {
        bestCorrelation = now;
        best = at;
      }
    }
    return best;
  }

  private static double correlation(short[] speech, int from, int length, short[] recording, int at, int stride) {
    double product = 0;
    double a = 1e-9;
    double b = 1e-9;
    for (int i = 0; i < length; i += stride) {
      int there = at + i;
      double y = there < 0 || there >= recording.length ? 0 : recording[there];
      double x = speech[from + i];
      product += x * y;
      a += x * x;
      b += y * y;
    }
    return product / Math.sqrt(a * b);
  }

  /** The longest silence where there should be sound, in milliseconds. */
  private static double silence(short[] speech, short[] recording, int at, int rateHz) {
    int block = rateHz / 200;
    double[] wanted = levels(speech, 0, speech.length, block);
    int until = Math.min(recording.length, at + speech.length);
    double[] there = levels(recording, Math.max(0, at), Math.max(0, until - Math.max(0, at)), block);
    int silent = 0;
    int longest = 0;
    for (int i = 0; i < Math.min(wanted.length, there.length); i++) {
      silent = wanted[i] > AUDIBLE && there[i] < SILENT ? silent + 1 : 0;
      longest = Math.max(longest, silent);
    }
    return longest * 5.0;
  }
}
