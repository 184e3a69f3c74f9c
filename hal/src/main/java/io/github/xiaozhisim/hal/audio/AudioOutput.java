package io.github.xiaozhisim.hal.audio;

/**
 * A loudspeaker of either kind. Sound handed over is played at once and in order; when there is nothing to play it is
 * silent, and neither waits nor fills up by itself.
 */
public sealed interface AudioOutput permits PcmOutput, OpusOutput {

  /** True while another block or packet would be taken. */
  boolean hasRoom();

  /** True when everything handed over has been heard. */
  boolean drained();

  /** Who is told about room and about the end; set once, before the first sound. */
  void listener(Listener listener);

  /** Throws away, at once, what has not been heard. {@link Listener#onDrained} is not called for it. */
  void flush();

  /** Loudness, 0 to 100. The device keeps and restores the value; the output only applies it. */
  void volume(int percent);

  /** Whether {@link #enabled} does anything; where not, the device spares itself the watching. */
  default boolean hasSwitch() {
    return false;
  }

  /** Whether it shares its clock with the input, and so cannot be off while that is on. */
  default boolean duplex() {
    return false;
  }

  /** Turns the amplifier on or off; idempotent. Sound handed over while off turns it on. */
  default void enabled(boolean on) {}

  /** Called on the scheduler's thread, never from inside a method of the output. */
  interface Listener {

    /** A block has been heard and there is room for another. */
    void onRoom();

    /** The last sound handed over has been heard and nothing follows. Called after the last {@link #onRoom}. */
    void onDrained();
  }
}
