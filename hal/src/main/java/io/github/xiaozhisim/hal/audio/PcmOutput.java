package io.github.xiaozhisim.hal.audio;

/** A loudspeaker that takes samples. */
public non-sealed interface PcmOutput extends AudioOutput {

  /** Samples per second. */
  int rateHz();

  /**
   * Plays a block after those already handed over. Only called while {@link #hasRoom()}; {@link IllegalStateException}
   * otherwise.
   *
   * @param samples mono, signed 16 bit; belongs to the caller again when the method returns
   * @param length samples to play from index 0
   */
  void play(short[] samples, int length);
}
