package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.DeviceObserver;
import io.github.xiaozhisim.device.board.BoardDefinition;
import io.github.xiaozhisim.device.virtual.VirtualBoard;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Settings;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.pi.session.TurnWatch;
import java.util.concurrent.Executor;

/** A device on a virtual board in a person's hands. */
public final class VirtualSession {

  private VirtualSession() {}

  /**
   * Puts the device together and switches it on. On the scheduler's thread; takes the time of loading the speech that
   * ships with the program.
   *
   * @param worker where speech is read and encoded
   */
  public static LocalSession start(
      BoardDefinition kind,
      Identity identity,
      Scheduler scheduler,
      Network network,
      Settings settings,
      DeviceConfig config,
      TurnWatch.Factory accounts,
      Executor worker) {
    VirtualVoice voice = new VirtualVoice(scheduler, kind.info().audio().frameMillis());
    SessionScreen screen = new SessionScreen(kind.screen());
    VirtualBoard board =
        new VirtualBoard(
            kind.info(), identity, scheduler, settings, network, voice.input(), voice.output(), screen, () -> {});
    kind.fit(board);
    String name = kind.key() + " " + identity.deviceId();
    LocalSession session =
        new LocalSession(
            new LocalSession.Equipment(
                name, board, config, voice, screen, accounts, new DeviceObserver() {}, worker));
    session.start();
    return session;
  }
}
