package io.github.xiaozhisim.pi.sound;

/** A line of a sound card that is open. No method but {@link #close} may block. */
interface CardLine {

  /** What a method answers on a line that has failed for good. */
  int FAILED = Integer.MIN_VALUE;

  /** Samples per second. */
  int rateHz();

  /** Card and format, for people. */
  String describe();

  /** Gives the card back; may block when the card is broken. No effect when closed. */
  void close();
}
