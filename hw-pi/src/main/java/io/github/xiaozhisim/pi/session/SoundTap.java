package io.github.xiaozhisim.pi.session;

/**
 * Hears both sides of a conversation as samples, mono. On the device's thread; the
 * arrays are valid during the call only.
 */
public interface SoundTap {

  /** @param endNanos when the last of them was heard by the microphone */
  void microphone(short[] samples, int length, int rateHz, long endNanos);

  /** @param startNanos when the first of them sounds */
  void speaker(short[] samples, int length, int rateHz, long startNanos);

  /** What was told of the loudspeaker for later than {@code nowNanos} was thrown away, and is not heard. */
  default void speakerFlushed(long nowNanos) {}
}
