package io.github.xiaozhisim.pi.sound;

/** An open loudspeaker for mono samples at its own rate. On the thread of the card only. */
interface PlaybackLine extends CardLine {

  /** How many samples its buffer holds. */
  int capacity();

  /** Samples written and not played yet, or {@link #FAILED}. */
  int queued();

  /**
   * Writes without waiting.
   *
   * @return how many of the {@code length} samples from {@code offset} on were taken, or {@link #FAILED}
   */
  int write(short[] mono, int offset, int length);

  /**
   * Sets the loudness of the card itself.
   *
   * @param percent 0 to 100
   * @return false where the card has no control for it: the samples have to be made quieter then
   */
  boolean volume(int percent);
}
