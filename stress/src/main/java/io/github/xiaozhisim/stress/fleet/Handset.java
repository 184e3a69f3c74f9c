package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.speech.Clip;

/**
 * What a user can do with a device, and see of it. All methods on the device's thread; nothing calls back from inside.
 */
public interface Handset {

  /** Boots; the observer hears when it is ready. */
  void switchOn();

  /** Presses the chat button. */
  void toggleChat();

  void pressToTalk();

  void releaseToTalk();

  /** Says a clip, from the next frame on; only while the microphone is open. */
  void say(Clip clip);

  /** Stops in the middle of what is being said. */
  void hush();

  /** A turn without audio. */
  void type(String text);

  /** Opens the channel and stays idle. */
  void openChannel();

  /** Drops the connection without a word; ends idle. */
  void hangUp();

  /** For good: nothing is heard from the device any more. */
  void switchOff();

  boolean channelOpen();

  DeviceState state();
}
