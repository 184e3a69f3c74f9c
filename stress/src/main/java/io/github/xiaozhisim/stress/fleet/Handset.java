package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.speech.Clip;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

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

  /** Loses its power: gone without a word, and nothing is heard from it any more. */
  void unplug();

  /** Asks the server to stop speaking, as the button does while it speaks. */
  void interrupt();

  /** Calls the wake word, or wakes it by touch where it has no ear for words. */
  void wake(String word);

  /** Asks the device by MCP as a server does; the answer comes on its thread, if there is one. */
  void ask(JsonNode request, Consumer<String> answer);

  boolean channelOpen();

  DeviceState state();
}
