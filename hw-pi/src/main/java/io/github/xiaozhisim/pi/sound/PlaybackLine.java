package io.github.xiaozhisim.pi.sound;

/**
 * An open loudspeaker for mono samples at its own rate. It is stopped at first, and whenever there is nothing to
 * play. On the thread of the card only.
 */
interface PlaybackLine extends CardLine {

  /** How many samples its buffer holds. */
  int capacity();

  /** How many samples it would take now: as the card counts, which may be wrong and more than {@link #capacity}. */
  int room();

  /** Begins to play what is written from now on. */
  void start();

  /**
   * Writes without waiting.
   *
   * @return how many of the {@code length} samples from {@code offset} on were taken, or {@link #FAILED}
   */
  int write(short[] mono, int offset, int length);

  /** Stops at once and forgets what it holds. */
  void stop();

  /**
   * Sets the loudness of the card itself.
   *
   * @param percent 0 to 100
   * @return false where the card has no control for it: the samples have to be made quieter then
   */
  boolean volume(int percent);
}
