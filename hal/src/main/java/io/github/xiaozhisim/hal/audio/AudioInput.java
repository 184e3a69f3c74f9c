package io.github.xiaozhisim.hal.audio;

/** A microphone of either kind. It is silent until started and may be started and stopped any number of times. */
public sealed interface AudioInput permits PcmInput, OpusInput {

  /** Stops capturing; no further delivery after it returns. No effect when not started. */
  void stop();
}
