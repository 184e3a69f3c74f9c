package io.github.xiaozhisim.pi.board;

/**
 * Tells while it goes on whether somebody speaks: blocks of 10 ms that stand out of the room's noise, which is
 * followed. A single click is not voice, and a pause within a sentence is no end. It drives a light and accounts; what
 * the server hears never depends on it. // firmware: VAD only drives the LED. On one thread; allocates nothing.
 */
final class VoiceGate {

  /** What the gate finds. */
  interface Listener {

    /**
     * Somebody begins or stops to speak.
     *
     * @param sinceNanos when that was
     */
    void onVoiceChanged(boolean voice, long sinceNanos);

    /** These samples were voiced. */
    void onVoice(long fromNanos, long untilNanos);
  }

  private static final double QUIETEST_DBFS = -50;
  private static final double ABOVE_NOISE_DB = 9;
  private static final double RISE_DB = 0.03;
  private static final double LOUDEST_NOISE_DBFS = -25;
  private static final int NEEDED = 3;
  private static final int NEIGHBOURS = 6;
  private static final int HANGOVER_BLOCKS = 40;
  private static final long BLOCK_NANOS = 10_000_000;

  private final int blockSamples;
  private final Listener listener;
  private final short[] block;
  private int filled;
  private double noiseDbfs = QUIETEST_DBFS - ABOVE_NOISE_DB;
  private int recent;
  private int quietBlocks;
  private boolean voice;
  private long firstLoudNanos;

  VoiceGate(int rateHz, Listener listener) {
    this.blockSamples = rateHz / 100;
    this.block = new short[blockSamples];
    this.listener = listener;
  }

  /** Every {@code stride}-th of {@code length} samples; {@code endNanos} is when the last of them was heard. */
  void hear(short[] samples, int length, int stride, long endNanos) {
    int left = length / stride;
    for (int i = 0; i < length; i += stride) {
      block[filled++] = samples[i];
      left--;
      if (filled == blockSamples) {
        filled = 0;
        judge(endNanos - left * BLOCK_NANOS / blockSamples);
      }
    }
  }

  private void judge(long blockEndNanos) {
    double dbfs = Level.dbfs(block, 0, blockSamples, 1);
    boolean loud = dbfs > Math.max(QUIETEST_DBFS, noiseDbfs + ABOVE_NOISE_DB);
    noiseDbfs = dbfs < noiseDbfs ? dbfs : Math.min(LOUDEST_NOISE_DBFS, noiseDbfs + RISE_DB);
    recent = (recent << 1 | (loud ? 1 : 0)) & (1 << NEIGHBOURS) - 1;
    if (loud && Integer.bitCount(recent) == 1) {
      firstLoudNanos = blockEndNanos - BLOCK_NANOS;
    }
    if (Integer.bitCount(recent) >= NEEDED && loud) {
      quietBlocks = 0;
      listener.onVoice(voice ? blockEndNanos - BLOCK_NANOS : firstLoudNanos, blockEndNanos);
      change(true, firstLoudNanos);
    } else if (voice && ++quietBlocks >= HANGOVER_BLOCKS) {
      change(false, blockEndNanos);
    }
  }

  private void change(boolean to, long sinceNanos) {
    if (to != voice) {
      voice = to;
      listener.onVoiceChanged(to, sinceNanos);
    }
  }

  /** The microphone was off: nobody speaks. */
  void silence(long nowNanos) {
    filled = 0;
    recent = 0;
    quietBlocks = 0;
    change(false, nowNanos);
  }
}
