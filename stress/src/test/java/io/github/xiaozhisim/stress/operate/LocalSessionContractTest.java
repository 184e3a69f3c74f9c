package io.github.xiaozhisim.stress.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.board.BoardException;
import io.github.xiaozhisim.device.board.Boards;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.device.virtual.MemorySettings;
import io.github.xiaozhisim.device.virtual.SimNetwork;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.pi.board.CardsInVirtualTime;
import io.github.xiaozhisim.pi.board.LocalSession;
import io.github.xiaozhisim.pi.board.VirtualSession;
import io.github.xiaozhisim.pi.session.DeviceSession;
import io.github.xiaozhisim.pi.session.DeviceSessionContract;
import io.github.xiaozhisim.stress.server.EmulatedServer;
import io.github.xiaozhisim.stress.server.Latency;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import java.net.URI;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Nested;

/** A device in this process keeps the promises of a session, on a virtual board and on the one that this machine is. */
class LocalSessionContractTest {

  private static final Identity IDENTITY =
      new Identity("02:00:00:00:00:01", "6e0a1b52-2f3c-4d6b-9a17-0d5c8f3e2b41", null);

  abstract static class InVirtualTime extends DeviceSessionContract {
    private static final int LIMIT_MILLIS = 60_000;

    final SimScheduler scheduler = new SimScheduler();

    abstract LocalSession start(Network network, DeviceConfig config) throws BoardException;

    @Override
    protected DeviceSession open() {
      Corpus corpus = Corpus.builtIn();
      ServerBehaviour behaviour =
          ServerBehaviour.defaults().withLatencies(Latency.fixed(300), Latency.fixed(500), Latency.fixed(200));
      EmulatedServer server =
          new EmulatedServer(behaviour, scheduler.clock(), corpus.answers(), corpus.utterances());
      DeviceConfig config = DeviceConfig.defaults().withOtaUrl(URI.create("http://server/xiaozhi/ota/"));
      LocalSession[] made = new LocalSession[1];
      scheduler.execute(() -> made[0] = started(new SimNetwork(scheduler, server, 1_000_000), config));
      runUntil(() -> made[0] != null && made[0].now().state() == DeviceState.IDLE);
      return made[0];
    }

    private LocalSession started(Network network, DeviceConfig config) {
      try {
        return start(network, config);
      } catch (BoardException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    protected void runUntil(BooleanSupplier done) {
      for (int i = 0; i < LIMIT_MILLIS && !done.getAsBoolean(); i++) {
        scheduler.runForMillis(1);
      }
      assertThat(done.getAsBoolean()).as("done within a minute").isTrue();
    }

    @Override
    protected void pass(int millis) {
      scheduler.runForMillis(millis);
    }

    /** On the device's thread: elsewhere it would wait for that thread. */
    @Override
    protected void close(DeviceSession session) {
      scheduler.execute(session::close);
      scheduler.runForMillis(1);
    }
  }

  @Nested
  class OnAVirtualBoard extends InVirtualTime {
    @Override
    LocalSession start(Network network, DeviceConfig config) throws BoardException {
      return VirtualSession.start(
          Boards.find("virtual"),
          IDENTITY,
          scheduler,
          network,
          new MemorySettings(),
          config,
          TurnKeeper::new,
          Runnable::run);
    }
  }

  @Nested
  class OnTheBoardOfThisMachine extends InVirtualTime {
    @Override
    LocalSession start(Network network, DeviceConfig config) throws BoardException {
      return CardsInVirtualTime.start(
          Boards.find("linux-pc"), IDENTITY, scheduler, network, config, TurnKeeper::new);
    }
  }
}
