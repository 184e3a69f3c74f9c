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
import io.github.xiaozhisim.transport.HardwareAddress;
import java.security.SecureRandom;

/** All parts of the board; one that is not here it lacks. Override the getter of {@link Board} when you have it. */
record TemplateBoard(
    BoardInfo info,
    Identity identity,
    Scheduler scheduler,
    Settings settings,
    Network network,
    AudioInput audioInput,
    AudioOutput audioOutput,
    Display display)
    implements Board {

  /** The same after every start: the address is the hardware's, the client id is made once and kept. */
  static Identity identityOf(Settings settings) {
    return StoredIdentity.of(settings, HardwareAddress.first("02:00:00:00:00:01"), null, new SecureRandom());
  }
}
