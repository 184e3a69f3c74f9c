package io.github.xiaozhisim.hal;

/**
 * What a board's keys, detectors and tools can do to the device that lives on it. All methods on the board's scheduler;
 * they only queue.
 */
public interface DeviceInputs {

  /** The chat button. */
  void toggleChat();

  /** Push-to-talk pressed. */
  void pressToTalk();

  /** Push-to-talk let go. */
  void releaseToTalk();

  /** A wake word was heard, or something that stands for it; {@code text} is what servers are told. */
  void wakeWord(String text);

  /** The user wants to set up the wireless network. */
  void configureWifi();
}
