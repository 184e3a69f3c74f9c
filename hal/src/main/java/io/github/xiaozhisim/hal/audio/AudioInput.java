package io.github.xiaozhisim.hal.audio;

/** A microphone of either kind. It is silent until started and may be started and stopped any number of times. */
public sealed interface AudioInput permits PcmInput, OpusInput {

  /** Stops capturing; no further delivery after it returns. No effect when not started. */
  void stop();

  /** Whether {@link #enabled} does anything; where not, the device spares itself the watching. */
  default boolean hasSwitch() {
    return false;
  }

  /** Turns the converter on or off; idempotent. The device turns it on before it starts. */
  default void enabled(boolean on) {}
}
