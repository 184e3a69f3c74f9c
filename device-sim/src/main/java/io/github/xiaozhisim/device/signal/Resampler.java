package io.github.xiaozhisim.device.signal;

import java.util.Arrays;

/**
 * Changes the sample rate of mono PCM, from any rate to any: a polyphase filter, a sinc under a Kaiser window. Flat up
 * to 84 % of what the lower rate can carry; what it cannot carry is suppressed by 75 dB or more.
 *
 * <p>The output is not delayed: its first sample belongs to the first sample put in. As the filter looks ahead, the
 * last few milliseconds come with {@link #finish}. One resampler is one stream; not for several threads.
 */
public final class Resampler {

  /** Zero crossings of the sinc on each side, counted in samples of the lower rate. */
  private static final int HALF_WIDTH = 32;

  /** Kaiser's shape: about 80 dB. */
  private static final double KAISER_BETA = 8.0;

  /** Middle of the fall, in cycles per sample of the lower rate; the fall ends at 0.5. */
  private static final double CUTOFF = 0.46;

  /** Rates without a small common ratio use this many phases and a straight line between neighbours. */
  private static final int MAX_PHASES = 512;

  private final int fromHz;
  private final int toHz;
  private final int up;
  private final int down;
  private final int half;
  private final int phases;
  private final float[][] rows;

  private float[] input;
  private int inputLength;
  private long inputBase;
  private long next;
  private int nextPhase;
  private long taken;
  private long given;

  /**
   * A resampler for one stream.
   *
   * @throws IllegalArgumentException for a rate that is not positive
   */
  public Resampler(int fromHz, int toHz) {
    if (fromHz < 1 || toHz < 1) {
      throw new IllegalArgumentException("cannot change the rate from " + fromHz + " to " + toHz + " Hz");
    }
    this.fromHz = fromHz;
    this.toHz = toHz;
    int divisor = gcd(fromHz, toHz);
    up = toHz / divisor;
    down = fromHz / divisor;
    double step = Math.max(1.0, (double) fromHz / toHz);
    half = (int) Math.ceil(HALF_WIDTH * step);
    phases = Math.min(up, MAX_PHASES);
    rows = new float[phases + 1][];
    for (int p = 0; p <= phases; p++) {
      rows[p] = row((double) p / phases, step);
    }
    input = new float[4 * half + 4096];
    reset();
  }

  /** A whole recording at once; its length becomes {@code pcm.length * toHz / fromHz}, rounded. */
  public static short[] resample(short[] pcm, int fromHz, int toHz) {
    Resampler resampler = new Resampler(fromHz, toHz);
    short[] out = new short[resampler.maxOutput(pcm.length) + resampler.maxTail()];
    if (fromHz == toHz) {
      return pcm.clone();
    }
    int length = 0;
    for (int at = 0; at < pcm.length; at += 8192) {
      length += resampler.process(pcm, at, Math.min(8192, pcm.length - at), out, length);
    }
    length += resampler.finish(out, length);
    return Arrays.copyOf(out, length);
  }

  /** Room that {@link #process} may need for {@code samples} samples put in. */
  public int maxOutput(int samples) {
    return (int) ((long) samples * toHz / fromHz) + 2;
  }

  /** Room that {@link #finish} may need. */
  public int maxTail() {
    return maxOutput(half + 1);
  }

  /**
   * Takes {@code length} samples and gives what can be computed so far.
   *
   * @return how many samples were written to {@code out} from {@code outOffset} on
   */
  public int process(short[] pcm, int offset, int length, short[] out, int outOffset) {
    append(pcm, offset, length);
    taken += length;
    return compute(out, outOffset, Long.MAX_VALUE);
  }

  /** Gives the rest, as if silence followed, and begins a new stream. Returns how many samples were written. */
  public int finish(short[] out, int outOffset) {
    append(new short[half + 1], 0, half + 1);
    long total = Math.round((double) taken * toHz / fromHz);
    int written = compute(out, outOffset, total - given);
    reset();
    return written;
  }

  private void reset() {
    Arrays.fill(input, 0);
    inputLength = half;
    inputBase = -half;
    next = 0;
    nextPhase = 0;
    taken = 0;
    given = 0;
  }

  private void append(short[] pcm, int offset, int length) {
    if (inputLength + length > input.length) {
      input = Arrays.copyOf(input, Math.max(input.length * 2, inputLength + length));
    }
    for (int i = 0; i < length; i++) {
      input[inputLength + i] = pcm[offset + i];
    }
    inputLength += length;
  }

  private int compute(short[] out, int outOffset, long limit) {
    int written = 0;
    long end = inputBase + inputLength;
    while (next + half < end && written < limit) {
      out[outOffset + written++] = sample((int) (next - half + 1 - inputBase));
      nextPhase += down;
      next += nextPhase / up;
      nextPhase %= up;
    }
    given += written;
    int spent = (int) Math.min(inputLength, next - half + 1 - inputBase);
    if (spent > 0) {
      System.arraycopy(input, spent, input, 0, inputLength - spent);
      inputLength -= spent;
      inputBase += spent;
    }
    return written;
  }

  private short sample(int from) {
    double sum;
    if (phases == up) {
      sum = dot(rows[nextPhase], from);
    } else {
      double at = (double) nextPhase * phases / up;
      int row = (int) at;
      double part = at - row;
      sum = dot(rows[row], from) * (1 - part) + dot(rows[row + 1], from) * part;
    }
    return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sum)));
  }

  private float dot(float[] row, int from) {
    float sum = 0;
    for (int j = 0; j < row.length; j++) {
      sum += row[j] * input[from + j];
    }
    return sum;
  }

  /** Coefficients for an output {@code fraction} of an input sample after the input {@code half - 1}. */
  private float[] row(double fraction, double step) {
    double[] exact = new double[2 * half];
    double sum = 0;
    for (int j = 0; j < exact.length; j++) {
      double x = j - half + 1 - fraction;
      double angle = 2 * Math.PI * CUTOFF * x / step;
      exact[j] = KaiserWindow.lowPass(angle, x / half, KAISER_BETA);
      sum += exact[j];
    }
    float[] row = new float[exact.length];
    for (int j = 0; j < row.length; j++) {
      row[j] = (float) (exact[j] / sum);
    }
    return row;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
