package io.github.xiaozhisim.pi.sound;

/**
 * How loud it is: the root mean square of each tenth of a second, in decibels below full scale (dBFS). Fed by one
 * thread, read by any.
 */
public final class SoundLevel {

  /** No sound at all: below the smallest step of 16 bits. */
  public static final double SILENCE_DBFS = -96;

  private static final int WINDOWS_PER_SECOND = 10;

  private int windowSamples;
  private double energy;
  private int counted;
  private volatile double dbfs = SILENCE_DBFS;

  public SoundLevel(int rateHz) {
    rate(rateHz);
  }

  /** What comes from now on has this rate. */
  void rate(int rateHz) {
    windowSamples = Math.max(1, rateHz / WINDOWS_PER_SECOND);
  }

  /** Takes mono samples. */
  public void add(short[] samples, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      energy += (double) samples[i] * samples[i];
      if (++counted >= windowSamples) {
        dbfs = of(energy / counted);
        energy = 0;
        counted = 0;
      }
    }
  }

  /** Nothing is heard any more. */
  public void reset() {
    energy = 0;
    counted = 0;
    dbfs = SILENCE_DBFS;
  }

  /** The last whole tenth of a second; 0 for a square wave of full scale, {@link #SILENCE_DBFS} for nothing. */
  public double dbfs() {
    return dbfs;
  }

  private static double of(double meanSquare) {
    double level = 10 * Math.log10(meanSquare / (32_768.0 * 32_768.0) + 1e-12);
    return Math.max(SILENCE_DBFS, level);
  }
}
