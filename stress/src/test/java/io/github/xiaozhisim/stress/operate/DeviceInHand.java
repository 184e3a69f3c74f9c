package io.github.xiaozhisim.stress.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.board.Boards;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.device.virtual.MemorySettings;
import io.github.xiaozhisim.device.virtual.SimNetwork;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.network.HttpListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import io.github.xiaozhisim.pi.board.LocalSession;
import io.github.xiaozhisim.pi.board.VirtualSession;
import io.github.xiaozhisim.pi.session.SessionEvent;
import io.github.xiaozhisim.pi.session.SessionException;
import io.github.xiaozhisim.pi.session.TurnAccount;
import io.github.xiaozhisim.pi.session.Utterance;
import io.github.xiaozhisim.stress.server.EmulatedServer;
import io.github.xiaozhisim.stress.server.Latency;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A device on a virtual board in a person's hands, against the emulated server, in virtual time: for tests. */
abstract class DeviceInHand {

  static final Clip SENTENCE = Corpus.builtIn().utterances("zh").getFirst();
  static final Utterance SAID = new Utterance.BuiltIn(SENTENCE.transcript());

  final SimScheduler scheduler = new SimScheduler();
  private final ServerBehaviour behaviour =
      ServerBehaviour.defaults().withLatencies(Latency.fixed(300), Latency.fixed(500), Latency.fixed(200));
  private final EmulatedServer server =
      new EmulatedServer(
          behaviour, scheduler.clock(), Corpus.builtIn().answers(), Corpus.builtIn().utterances());
  final SimNetwork network = new SimNetwork(scheduler, server, 1_000_000);
  final List<SessionEvent> events = new ArrayList<>();

  /** Nobody answers before that moment. */
  long awayUntilNanos;

  LocalSession started(ListeningMode mode) {
    return started(mode, "virtual");
  }

  LocalSession started(ListeningMode mode, String board) {
    LocalSession[] made = new LocalSession[1];
    scheduler.execute(() -> made[0] = start(mode, board));
    scheduler.runForMillis(1);
    made[0].listener(events::add);
    scheduler.runForMillis(3_000);
    return made[0];
  }

  private LocalSession start(ListeningMode mode, String board) {
    try {
      return VirtualSession.start(
          Boards.find(board),
          new Identity("02:00:00:00:00:01", "6e0a1b52-2f3c-4d6b-9a17-0d5c8f3e2b41", null),
          scheduler,
          awayUntilNanos == 0 ? network : new ServerAway(),
          new MemorySettings(),
          DeviceConfig.defaults()
              .withKeepsAskingAtBoot(awayUntilNanos > 0)
              .withOtaUrl(URI.create("http://server/xiaozhi/ota/")).withDefaultMode(mode),
          TurnKeeper::new,
          Runnable::run);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private final class ServerAway implements Network {
    @Override
    public WebSocketConnection openWebSocket(WebSocketRequest request, WebSocketListener to) {
      return network.openWebSocket(request, to);
    }

    @Override
    public void http(HttpRequest request, HttpListener to) {
      if (scheduler.clock().nowNanos() < awayUntilNanos) {
        scheduler.execute(() -> to.onFailed(new OpenFailure(OpenFailure.Kind.REFUSED, "nothing listens there")));
      } else {
        network.http(request, to);
      }
    }
  }

  <T extends SessionEvent> List<T> events(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  List<TurnAccount> turns() {
    return events(SessionEvent.TurnEnded.class).stream().map(SessionEvent.TurnEnded::turn).toList();
  }

  List<String> problems() {
    return events(SessionEvent.Problem.class).stream().map(SessionEvent.Problem::text).toList();
  }

  static @Nullable String failure(CompletionStage<?> stage) {
    return stage.toCompletableFuture().isCompletedExceptionally()
        ? stage.toCompletableFuture().exceptionNow().getMessage()
        : null;
  }

  DeviceState state(LocalSession session) {
    session.now();
    scheduler.runForMillis(1);
    return session.now().state();
  }

  static String why(CompletionStage<?> failed) throws InterruptedException {
    try {
      failed.toCompletableFuture().get();
      throw new AssertionError("it did not fail");
    } catch (ExecutionException e) {
      assertThat(e.getCause()).isInstanceOf(SessionException.class);
      return String.valueOf(e.getCause().getMessage());
    }
  }
}
