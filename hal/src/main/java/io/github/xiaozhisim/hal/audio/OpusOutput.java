package io.github.xiaozhisim.hal.audio;

/** A loudspeaker whose codec chip decodes: it takes Opus packets and plays for as long as each lasts. */
public non-sealed interface OpusOutput extends AudioOutput {

  /**
   * Whether {@link #play} wants the bytes. A speaker that only keeps time says false, and is spared copies that nobody
   * would listen to; {@code packet} is then null.
   */
  boolean wantsBytes();

  /**
   * Plays a packet after those already handed over. Only called while {@link #hasRoom()}; {@link
   * IllegalStateException} otherwise.
   *
   * @param packet the Opus packet, to keep; null if {@link #wantsBytes()} is false
   * @param durationMicros how long it plays, read from its header
   */
  void play(byte @org.jspecify.annotations.Nullable [] packet, int durationMicros);
}
