package io.github.xiaozhisim.stress.server;

/**
 * How loud a packet is, in up to three blocks of equal length, packed into 24 bits: each block's level in half decibels
 * above -100 dBFS. A packet of 60 ms has three blocks of 20 ms, one of 40 ms two, shorter ones one.
 */
final class Loudness {

  static final int BITS = 24;
  static final int SILENCE = 0;

  private static final float FLOOR_DB = -100;

  private Loudness() {}

  static int blocks(int durationMicros) {
    return durationMicros >= 60_000 ? 3 : durationMicros >= 40_000 ? 2 : 1;
  }

  /** Level of block {@code index} in dBFS, -100 to 0 and a little above. */
  static float decibels(int packed, int index) {
    return (packed >>> (8 * index) & 0xFF) / 2f + FLOOR_DB;
  }

  /** Measures {@code count} samples. */
  static int of(short[] pcm, int count, int blocks) {
    int packed = 0;
    for (int block = 0; block < blocks; block++) {
      int from = (int) ((long) count * block / blocks);
      int to = (int) ((long) count * (block + 1) / blocks);
      double squares = 0;
      for (int i = from; i < to; i++) {
        squares += (double) pcm[i] * pcm[i];
      }
      double meanSquare = squares / Math.max(1, to - from) / (32768.0 * 32768.0);
      double decibels = meanSquare <= 0 ? FLOOR_DB : 10 * Math.log10(meanSquare);
      packed |= (int) Math.clamp(Math.round((decibels - FLOOR_DB) * 2), 0, 255) << (8 * block);
    }
    return packed;
  }
}
