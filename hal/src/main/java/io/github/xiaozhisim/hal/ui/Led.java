package io.github.xiaozhisim.hal.ui;

/** A light that shows what the device does. */
public interface Led {

  /** A board without one. */
  Led NONE = (state, voice) -> {};

  /**
   * Called on every change of state and, while listening, when voice begins or ends.
   *
   * @param state the device's state by its log name, such as {@code idle} or {@code listening}
   * @param voiceDetected whether the engine hears somebody speak
   */
  void onStateChanged(String state, boolean voiceDetected);

  /** Called right after {@link #onStateChanged} with what the board's kind of light shows then. */
  default void show(LedPattern pattern) {}
}
