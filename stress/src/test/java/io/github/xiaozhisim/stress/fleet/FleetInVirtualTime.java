package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.Device;
import io.github.xiaozhisim.device.DeviceObserver;
import io.github.xiaozhisim.device.Fidelity;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.protocol.Dialect;
import io.github.xiaozhisim.device.protocol.XiaozhiDialect;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.device.virtual.Seeds;
import io.github.xiaozhisim.device.virtual.SimNetwork;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.HttpListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import io.github.xiaozhisim.stress.server.EmulatedServer;
import io.github.xiaozhisim.stress.server.Latency;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import io.github.xiaozhisim.stress.turn.Journal;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A whole fleet of real devices against the emulated server, in virtual time, for tests: set the fields, then run. */
abstract class FleetInVirtualTime {

  static final long MILLI = 1_000_000;
  static final Corpus CORPUS = Corpus.builtIn();
  private static final List<Clip> SHORT = shortest();

  final SimScheduler scheduler = new SimScheduler();
  final Book book = new Book();
  final List<Device> made = new ArrayList<>();
  private final Ears ears = Ears.onTheSpot();
  ServerBehaviour behaviour =
      ServerBehaviour.defaults().withLatencies(Latency.fixed(300), Latency.fixed(500), Latency.fixed(200));
  int devices = 4;
  int turns = 2;
  long durationMillis;
  long warmUpMillis;
  long warmUpThenMillis = -1;
  boolean portsLeft = true;
  ListeningMode mode = ListeningMode.AUTO;
  String text;
  int framing = 1;
  BoardMix boards = BoardMix.usual();
  Dialect dialect = XiaozhiDialect.INSTANCE;
  Fidelity fidelity = Fidelity.ROBUST;
  EmulatedServer server;
  List<Clip> utterances = SHORT;
  Timeouts timeouts =
      new Timeouts(2_000 * MILLI, 2_000 * MILLI, 3_000 * MILLI, 4_000 * MILLI, 5_000 * MILLI);

  private static List<Clip> shortest() {
    return CORPUS.utterances().stream()
        .sorted(java.util.Comparator.comparingInt(Clip::durationMillis))
        .limit(2)
        .toList();
  }

  @AfterEach
  void letTheEarsGo() {
    ears.close();
  }

  private Persona persona() {
    Persona speaking = Persona.chatting(utterances, Span.ofMillis(500, 1500)).withMode(mode);
    return text == null ? speaking : speaking.withWords(new Words.Typed(List.of(text)));
  }

  Fleet run(Scenario.Target target, long millis) {
    Scenario scenario =
        Scenario.of(target, devices, Population.of(persona()))
            .withExtent(new Extent(durationMillis * MILLI, turns, 10_000 * MILLI))
            .withRampUp(new RampUp(devices, 500 * MILLI))
            .withEquipment(
                Equipment.usual()
                    .withBoards(boards)
                    .withFidelity(fidelity)
                    .withDialect(dialect, dialect != XiaozhiDialect.INSTANCE)
                    .withFraming(framing)
                    .withEars(0.25))
            .withTimeouts(timeouts);
    ServerBehaviour.Ota ota = behaviour.ota();
    server =
        new EmulatedServer(
            behaviour.withOta(
                new ServerBehaviour.Ota(
                    ota.websocketUrl(), ota.websocketPath(), framing, ota.timezoneMinutes(), 0, false)),
            scheduler.clock(),
            CORPUS.answers(),
            CORPUS.utterances());
    Network network =
        portsLeft ? new SimNetwork(scheduler, server, MILLI) : new NoPortLeft(new SimNetwork(scheduler, server, MILLI));
    Fleet fleet =
        new Fleet(
            scenario,
            Roster.invented(new Seeds(1), "02:00:00"),
            List.of(scheduler),
            new VirtualDevices(scenario, (member, loop) -> network, ears, new Rollcall()),
            book);
    fleet.start(warmUpMillis * MILLI);
    if (warmUpThenMillis >= 0) {
      scheduler.runForMillis(100);
      fleet.measureFrom(warmUpThenMillis * MILLI);
    }
    scheduler.runForMillis(millis);
    fleet.measurements().collect(0);
    return fleet;
  }

  /** A machine that has no port left for connections that stay. */
  private final class NoPortLeft implements Network {
    private final SimNetwork reachable;

    NoPortLeft(SimNetwork reachable) {
      this.reachable = reachable;
    }

    @Override
    public void http(HttpRequest request, HttpListener listener) {
      reachable.http(request, listener);
    }

    @Override
    public WebSocketConnection openWebSocket(WebSocketRequest request, WebSocketListener listener) {
      scheduler.execute(
          () -> listener.onFailed(new OpenFailure(OpenFailure.Kind.LOCAL_LIMIT, "no free local port")));
      return new NeverOpen();
    }
  }

  private static final class NeverOpen implements WebSocketConnection {
    @Override
    public boolean isOpen() {
      return false;
    }

    @Override
    public boolean sendText(String message) {
      return false;
    }

    @Override
    public boolean sendText(Payload payload) {
      return false;
    }

    @Override
    public boolean sendBinary(Payload payload) {
      return false;
    }

    @Override
    public boolean writable() {
      return false;
    }

    @Override
    public void close(int code, String reason) {}

    @Override
    public void drop() {}

    @Override
    public String peer() {
      return "nobody";
    }
  }

  Fleet run() {
    Fleet fleet = run(new Scenario.Target.Ota(URI.create("http://127.0.0.1:8000/xiaozhi/ota/")), 120_000);
    assertThat(fleet.ended()).as("every device has left").isTrue();
    return fleet;
  }

  static void assertAll(Fleet fleet, TurnOutcome outcome, long count) {
    for (TurnOutcome each : TurnOutcome.values()) {
      assertThat(fleet.measurements().outcome(each)).as(each.label()).isEqualTo(each == outcome ? count : 0);
    }
  }

  static double median(Fleet fleet, TurnMeasure measure) {
    return fleet.measurements().stats(measure).p50();
  }

  /** Knows the devices that were made. */
  private final class Rollcall implements VirtualDevices.Witnesses {
    @Override
    public @Nullable DeviceObserver of(Member member, Scheduler loop) {
      return null;
    }

    @Override
    public void made(Member member, Device device) {
      made.add(device);
    }
  }

  static final class Book implements Journal {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void turn(Turn turn) {
      lines.add(
          turn.device() + " " + turn.number() + " " + turn.outcome() + " " + turn.utterance() + " "
              + turn.nanos(TurnMeasure.FIRST_SOUND) + " " + turn.nanos(TurnMeasure.TOTAL));
    }

    @Override
    public void event(long wallMillis, int device, String what) {
      lines.add(wallMillis + " " + device + " " + what);
    }

    @Override
    public String toString() {
      return String.join("\n", lines);
    }
  }
}
