package io.github.xiaozhisim.pi.sound;

/** An open microphone, as mono samples at its own rate. On the thread of the card only. */
interface CaptureLine extends CardLine {

  /** Samples that can be read now, or {@link #FAILED}. */
  int available();

  /**
   * Reads without waiting.
   *
   * @param most no more than are {@link #available}
   * @return how many were read into {@code mono} from index 0 on, or {@link #FAILED}
   */
  int read(short[] mono, int most);
}
