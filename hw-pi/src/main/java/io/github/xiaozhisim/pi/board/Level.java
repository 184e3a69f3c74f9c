package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.pi.session.Snapshot;

/** How loud samples are. Pure functions. */
final class Level {

  private static final double FULL_SCALE = 32_768;

  private Level() {}

  /** Mean level of every {@code stride}-th of {@code length} samples from {@code from} on, in dB of full scale. */
  static double dbfs(short[] samples, int from, int length, int stride) {
    double energy = 0;
    int counted = 0;
    for (int i = from; i < from + length; i += stride) {
      energy += (double) samples[i] * samples[i];
      counted++;
    }
    return counted == 0 ? Snapshot.SILENCE : ofEnergy(energy / counted);
  }

  private static double ofEnergy(double meanSquare) {
    double power = meanSquare / (FULL_SCALE * FULL_SCALE);
    return power <= 0 ? Snapshot.SILENCE : Math.max(Snapshot.SILENCE, 10 * Math.log10(power));
  }
}
