package io.github.xiaozhisim.pi.sound;

/** Three tones that go up: a sound that nobody takes for anything else. Pure functions. */
public final class Chime {

  private static final double[] TONES_HZ = {523.25, 659.25, 783.99};
  private static final int TONE_MILLIS = 300;
  private static final int EDGE_MILLIS = 20;
  private static final double AMPLITUDE = 9_000;

  private Chime() {}

  public static short[] samples(int rateHz) {
    int tone = rateHz * TONE_MILLIS / 1_000;
    int edge = rateHz * EDGE_MILLIS / 1_000;
    short[] samples = new short[tone * TONES_HZ.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) Math.round(AMPLITUDE * Math.sin(2 * Math.PI * TONES_HZ[i / tone] * i / rateHz));
    }
    for (int i = 0; i < TONES_HZ.length; i++) {
      Fade.in(samples, i * tone, edge);
      Fade.out(samples, (i + 1) * tone - edge, edge);
    }
    return samples;
  }
}
