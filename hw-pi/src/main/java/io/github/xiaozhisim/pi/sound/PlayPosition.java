package io.github.xiaozhisim.pi.sound;

/**
 * How much of what was written to a loudspeaker has been heard. The card's own count is believed only as far as time allows:
 * sound servers take a piece out of their buffer some milliseconds before it sounds. One line, one thread.
 */
final class PlayPosition {

  /** The two clocks may differ by so many parts in a thousand; a card that is faster than ours is followed by that much. */
  private static final int DRIFT_PER_THOUSAND = 1;

  private final int rateHz;
  private long written;
  private long heard;
  /** When the first sample would have begun to sound, had there been no pause since. */
  private long startNanos;

  private long lookedNanos;

  PlayPosition(int rateHz, long nowNanos) {
    this.rateHz = rateHz;
    this.startNanos = nowNanos;
    this.lookedNanos = nowNanos;
  }

  /** Samples written so far, silence included. */
  long written() {
    return written;
  }

  /** {@code count} samples were written just now. */
  void wrote(int count, long nowNanos) {
    // what follows a pause cannot have been heard before it was written
    startNanos = Math.max(startNanos, nowNanos - nanos(written));
    written += count;
  }

  /** How many samples have been heard, while {@code queued} are in the card's buffer. */
  long heard(int queued, long nowNanos) {
    long byCard = written - queued;
    long byClock = (nowNanos - startNanos) / 1_000 * rateHz / 1_000_000;
    if (byCard > byClock) {
      startNanos -= (nowNanos - lookedNanos) * DRIFT_PER_THOUSAND / 1_000;
    }
    lookedNanos = nowNanos;
    heard = Math.max(heard, Math.min(written, Math.min(byCard, byClock)));
    return heard;
  }

  /** For how long it has been silent because nothing was written in time; 0 while something sounds. */
  long dryNanos(long nowNanos) {
    return heard < written ? 0 : Math.max(0, nowNanos - startNanos - nanos(written));
  }

  private long nanos(long samples) {
    return samples * 1_000_000 / rateHz * 1_000;
  }
}
