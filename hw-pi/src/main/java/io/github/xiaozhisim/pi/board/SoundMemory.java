package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.hal.audio.PcmInput;

/**
 * The last two and a half seconds of a mono microphone, to be heard again: 60 ms every 30 ms by the clock, in however
 * large lumps a card delivers, until the present is reached; an encoder has room for two frames. On one thread;
 * allocates nothing per block.
 */
final class SoundMemory {

  private static final double SECONDS = 2.5;
  private static final int PIECE_MILLIS = 60;
  private static final long PACE_NANOS = 30_000_000;

  private final int rateHz;
  private final short[] ring;
  private final short[] piece;
  /** Samples heard so far; the ring holds the last of them. */
  private long heard;
  private long lastNanos;
  private long next = -1;
  private long lastPieceNanos;

  SoundMemory(int rateHz) {
    this.rateHz = rateHz;
    this.ring = new short[(int) (rateHz * SECONDS)];
    this.piece = new short[rateHz * PIECE_MILLIS / 1_000];
  }

  /** @param endNanos when the last of the samples was heard */
  void add(short[] samples, int length, long endNanos) {
    for (int i = 0; i < length; i++) {
      ring[(int) (heard++ % ring.length)] = samples[i];
    }
    lastNanos = endNanos;
  }

  /** What was heard since then is to be heard again, so far as it is remembered. */
  void replayFrom(long nanos) {
    long back = Math.max(0, (lastNanos - nanos) * rateHz / 1_000_000_000L);
    next = Math.max(Math.max(0, heard - ring.length), heard - back);
    lastPieceNanos = lastNanos - PACE_NANOS;
  }

  /** Whether the present has not been reached yet. */
  boolean replays() {
    return next >= 0;
  }

  /** Nobody listens any more. */
  void stop() {
    next = -1;
  }

  /**
   * Hands on the next piece when it is time; whoever is replayed to gets everything here, the newest block as well.
   *
   * @return false when nothing is being replayed
   */
  boolean replay(PcmInput.Sink to, long nowNanos) {
    if (next < 0) {
      return false;
    }
    if (nowNanos - lastPieceNanos < PACE_NANOS) {
      return true;
    }
    lastPieceNanos = nowNanos;
    next = Math.max(next, heard - ring.length);
    int length = (int) Math.min(piece.length, heard - next);
    for (int i = 0; i < length; i++) {
      piece[i] = ring[(int) ((next + i) % ring.length)];
    }
    next += length;
    long behindNanos = (heard - next) * 1_000_000_000L / rateHz;
    if (next == heard) {
      next = -1; // the present is reached
    }
    to.onSamples(piece, length, lastNanos - behindNanos);
    return true;
  }
}
