package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.DeviceObserver;
import io.github.xiaozhisim.device.board.BoardDefinition;
import io.github.xiaozhisim.device.virtual.MemorySettings;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.device.virtual.VirtualPcmMicrophone;
import io.github.xiaozhisim.device.virtual.VirtualPcmSpeaker;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.ui.Display;
import io.github.xiaozhisim.hal.ui.Led;
import io.github.xiaozhisim.pi.session.TurnWatch;
import io.github.xiaozhisim.pi.sound.SoundCounters;
import java.util.function.LongConsumer;

/** A device on the board that this machine is, put together as a real one, but with cards that live in virtual time. */
public final class CardsInVirtualTime {

  private static final int INPUT_HZ = 16_000;

  private CardsInVirtualTime() {}

  /** Switches it on. On the scheduler's thread. */
  public static LocalSession start(
      BoardDefinition kind,
      Identity identity,
      SimScheduler scheduler,
      Network network,
      DeviceConfig config,
      TurnWatch.Factory accounts) {
    HostNetwork way = new HostNetwork(network, scheduler, () -> true);
    Beginning beginning = new Beginning();
    CardVoice voice =
        new CardVoice(
            new VirtualPcmMicrophone(scheduler, INPUT_HZ, 1),
            new VirtualPcmSpeaker(
                scheduler, kind.info().audio().outputRateHz(), (samples, nanos) -> beginning.tell(nanos)),
            scheduler.clock(),
            told -> beginning.to = told,
            new Cards(way));
    SessionScreen screen = new SessionScreen(Display.NONE);
    RealBoard board =
        new RealBoard(
            kind,
            new RealBoard.Parts(
                identity,
                scheduler,
                new MemorySettings(),
                way,
                voice.input(),
                voice.output(),
                screen,
                Led.NONE,
                null,
                ThisMachine.NONE,
                () -> "192.0.2.7"));
    LocalSession session =
        new LocalSession(
            new LocalSession.Equipment(
                "cards", board, config, voice, screen, accounts, new DeviceObserver() {}, Runnable::run));
    session.start();
    return session;
  }

  /** Tells of each sound that it begins; who listens takes the first after silence. */
  private static final class Beginning {
    private LongConsumer to = nanos -> {};

    void tell(long nanos) {
      to.accept(nanos);
    }
  }

  private record Cards(HostNetwork way) implements CardVoice.Cards {
    @Override
    public SoundCounters microphone() {
      return SoundCounters.NONE;
    }

    @Override
    public SoundCounters loudspeaker() {
      return SoundCounters.NONE;
    }

    @Override
    public void close() {
      way.close();
    }
  }
}
