package io.github.xiaozhisim.hal;

import io.github.xiaozhisim.hal.audio.AudioInput;
import io.github.xiaozhisim.hal.audio.AudioOutput;
import io.github.xiaozhisim.hal.network.Link;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.tool.Tool;
import io.github.xiaozhisim.hal.ui.Backlight;
import io.github.xiaozhisim.hal.ui.Battery;
import io.github.xiaozhisim.hal.ui.Camera;
import io.github.xiaozhisim.hal.ui.Display;
import io.github.xiaozhisim.hal.ui.Led;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One board: everything a device can touch. The device calls the parts directly ({@code board.led().show(...)}), as
 * the firmware does, so that whoever ports it can follow line by line; answers come back as events.
 *
 * <p>Each getter returns the same object for the board's whole life. Display and LED have null objects; parts that a
 * board may lack altogether are {@code @Nullable}.
 */
public interface Board {

  /** What the board is: never changes while the device lives. */
  BoardInfo info();

  /** Who this device is towards a server. */
  Identity identity();

  /** The one thread and the time of the device on this board. */
  Scheduler scheduler();

  /** What survives a restart. */
  Settings settings();

  /** The microphone, either as PCM or, where the codec chip encodes, as ready Opus packets. */
  AudioInput audioInput();

  /** The loudspeaker, either for PCM or, where the codec chip decodes, for Opus packets. */
  AudioOutput audioOutput();

  /** The way to servers. */
  Network network();

  /** What is known of the connection now, or null while there is none. */
  default @Nullable Link link() {
    return null;
  }

  /** What servers may do with this board beyond what every device offers. Asked once. */
  default List<Tool> tools() {
    return List.of();
  }

  /** Introduces the device that lives on the board, before it starts; the board's keys and detectors act on it. */
  default void attach(DeviceInputs device) {}

  default Display display() {
    return Display.NONE;
  }

  default Led led() {
    return Led.NONE;
  }

  default @Nullable Backlight backlight() {
    return null;
  }

  default @Nullable Battery battery() {
    return null;
  }

  default @Nullable Camera camera() {
    return null;
  }

  /** Chip temperature in degrees Celsius, or null where the board cannot tell. */
  default @Nullable Double temperatureCelsius() {
    return null;
  }

  /**
   * HMAC-SHA256 of {@code message} under the key burnt into the chip, which never leaves it; null where there is none.
   */
  default byte @Nullable [] hmac(byte[] message) {
    return null;
  }

  /** When the board sleeps and turns itself off, or null where it does neither. */
  default @Nullable PowerSave powerSave() {
    return null;
  }

  /** Turns the machine off, as far as it can. */
  default void powerOff() {}

  /**
   * When an idle board sleeps.
   *
   * @param sleepSeconds after so long the screen goes dark; -1 for never
   * @param shutdownSeconds after so long the board turns itself off; -1 for never
   * @param slowsDown whether the processor sleeps as well, for which microphone and wake word are switched off
   */
  record PowerSave(int sleepSeconds, int shutdownSeconds, boolean slowsDown) {}

  /** A hint to the radio; boards without such a choice ignore it. */
  default void powerLevel(PowerLevel level) {}

  /**
   * Restarts the machine the device runs on, or whatever stands for that. Where this returns, the device boots anew on
   * the same board.
   */
  default void restart() {}

  /** How much the radio may sleep. */
  enum PowerLevel {
    LOW_POWER,
    BALANCED,
    PERFORMANCE
  }
}
