package io.github.xiaozhisim.template;

import io.github.xiaozhisim.device.virtual.StoredIdentity;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.BoardInfo;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Settings;
import io.github.xiaozhisim.hal.audio.AudioInput;
import io.github.xiaozhisim.hal.audio.AudioOutput;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.ui.Display;
import java.security.SecureRandom;

/**
 * All parts of the board in one place. A part that is not here (button, light, backlight, battery, camera) is one that
 * the board lacks: override its getter when you have it.
 *
 * @param info from board.json
 * @param identity see {@link #identityOf}
 * @param scheduler the one thread
 * @param settings what survives a restart
 * @param network the way to servers
 * @param audioInput the microphone
 * @param audioOutput the loudspeaker
 * @param display where status and conversation are shown
 */
public record TemplateBoard(
    BoardInfo info,
    Identity identity,
    Scheduler scheduler,
    Settings settings,
    Network network,
    AudioInput audioInput,
    AudioOutput audioOutput,
    Display display)
    implements Board {

  /** The same after every start: {@code address} is the hardware's, the client id is made once and kept. */
  static Identity identityOf(Settings settings, String address) {
    return StoredIdentity.of(settings, address, null, new SecureRandom());
  }
}
