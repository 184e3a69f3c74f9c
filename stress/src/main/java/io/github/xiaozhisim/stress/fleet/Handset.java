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

  /** Says a clip, from the next frame on or as soon as the microphone is on. Replaces one not yet said. */
  void say(Clip clip);

  /** Stops saying what is being said, or has not been said yet. */
  void hush();

  /** A turn without audio. */
  void type(String text);

  /** Loses the connection without a word, and is in the network again at once; ends idle. */
  void cutConnection();

  /** For good: nothing is heard from the device any more. */
  void switchOff();

  boolean channelOpen();

  DeviceState state();
}
