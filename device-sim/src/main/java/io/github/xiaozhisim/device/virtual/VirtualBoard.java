package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.BoardInfo;
import io.github.xiaozhisim.hal.BoardInfo.AudioEngine;
import io.github.xiaozhisim.hal.BoardInfo.DisplayInfo;
import io.github.xiaozhisim.hal.BoardInfo.NetworkKind;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Settings;
import io.github.xiaozhisim.hal.audio.AudioInput;
import io.github.xiaozhisim.hal.audio.AudioOutput;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.ui.Display;

/**
 * A board made of parts that are handed in: virtual ones, real ones, or a mixture. It adds nothing of its own.
 *
 * @param restarter called when the device restarts its board
 */
public record VirtualBoard(
    BoardInfo info,
    Identity identity,
    Scheduler scheduler,
    Settings settings,
    Network network,
    AudioInput audioInput,
    AudioOutput audioOutput,
    Display display,
    Runnable restarter)
    implements Board {

  /** The board a fleet uses unless told otherwise: an ESP32-S3 with everything that matters to a server. */
  public static final BoardInfo DEFAULT_INFO =
      new BoardInfo(
          "bread-compact-wifi",
          "bread-compact-wifi",
          "",
          "esp32s3",
          9,
          2,
          16_777_216,
          NetworkKind.WIFI,
          new DisplayInfo(128, 32, true),
          16_000,
          24_000,
          false,
          AudioEngine.AFE);

  /** A board of the default kind without a screen to look at, and with settings of its own. */
  public VirtualBoard(
      Identity identity, Scheduler scheduler, Network network, AudioInput microphone, AudioOutput speaker) {
    this(
        DEFAULT_INFO,
        identity,
        scheduler,
        new MemorySettings(),
        network,
        microphone,
        speaker,
        Display.NONE,
        () -> {});
  }

  @Override
  public void restart() {
    restarter.run();
  }
}
