package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.device.virtual.Seeds;
import io.github.xiaozhisim.device.virtual.SimNetwork;
import io.github.xiaozhisim.pi.session.DeviceSession;
import io.github.xiaozhisim.pi.session.DeviceSessionContract;
import io.github.xiaozhisim.stress.arrivals.Constant;
import io.github.xiaozhisim.stress.arrivals.NotedLoad;
import io.github.xiaozhisim.stress.arrivals.Schedule;
import io.github.xiaozhisim.stress.arrivals.Spacing;
import io.github.xiaozhisim.stress.fleet.Ears;
import io.github.xiaozhisim.stress.fleet.Equipment;
import io.github.xiaozhisim.stress.fleet.Extent;
import io.github.xiaozhisim.stress.fleet.Fleet;
import io.github.xiaozhisim.stress.fleet.OpenModel;
import io.github.xiaozhisim.stress.fleet.Persona;
import io.github.xiaozhisim.stress.fleet.Population;
import io.github.xiaozhisim.stress.fleet.RampUp;
import io.github.xiaozhisim.stress.fleet.Roster;
import io.github.xiaozhisim.stress.fleet.Scenario;
import io.github.xiaozhisim.stress.fleet.Span;
import io.github.xiaozhisim.stress.fleet.VirtualDevices;
import io.github.xiaozhisim.stress.operate.AttachedSession;
import io.github.xiaozhisim.stress.server.EmulatedServer;
import io.github.xiaozhisim.stress.server.Latency;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import io.github.xiaozhisim.stress.turn.Journal;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.web.PageServer;
import io.github.xiaozhisim.stress.web.Shown;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;

/** A device of a fleet behind that fleet's live page keeps the promises of a session: real sockets, hasty time. */
class AttachedSessionContractTest extends DeviceSessionContract {

  private static final Corpus CORPUS = Corpus.builtIn();

  /** No conversation comes while the test lasts. */
  private static final OpenModel QUIET =
      new OpenModel(Schedule.of(new Constant(0.0001), Spacing.REGULAR, 1), Spacing.REGULAR, 100);

  private final HastyTime time = new HastyTime();
  private final Ears ears = Ears.onTheSpot();
  private PageServer page;
  private DeviceSession session;

  @Override
  protected DeviceSession open() throws Exception {
    Roster roster = Roster.invented(new Seeds(1), "02:00:00");
    Fleet fleet = fleet(roster);
    time.execute(fleet::start);
    page =
        PageServer.open(0, "0123456789abcdef", new Bare(), new NotedLoad(1, 1), new LiveDevices(fleet, roster, 0, 0));
    AttachedSession attached = AttachedSession.open(page.uri(), "1", time);
    session = attached;
    runUntil(() -> attached.now().state() == DeviceState.IDLE);
    return attached;
  }

  private Fleet fleet(Roster roster) {
    Scenario scenario =
        Scenario.of(
                new Scenario.Target.Ota(URI.create("http://127.0.0.1:8000/xiaozhi/ota/")),
                1,
                Population.of(Persona.chatting(CORPUS.utterances("zh"), Span.ofMillis(500, 600))))
            .withOpen(QUIET)
            .withExtent(new Extent(0, 0, 0))
            .withRampUp(new RampUp(1, 0))
            .withEquipment(Equipment.usual());
    ServerBehaviour behaviour =
        ServerBehaviour.defaults().withLatencies(Latency.fixed(300), Latency.fixed(500), Latency.fixed(200));
    EmulatedServer server = new EmulatedServer(behaviour, time.clock(), CORPUS.answers(), CORPUS.utterances());
    SimNetwork network = new SimNetwork(time.time(), server, 1_000_000);
    return new Fleet(
        scenario,
        roster,
        List.of(time),
        new VirtualDevices(scenario, (member, loop) -> network, ears),
        new NoJournal());
  }

  @Override
  protected void runUntil(BooleanSupplier done) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(2))
        .until(() -> time.broken() != null || done.getAsBoolean());
    assertThat(time.broken()).isNull();
  }

  @Override
  protected void pass(int millis) {
    long untilNanos = time.clock().nowNanos() + millis * 1_000_000L;
    runUntil(() -> time.clock().nowNanos() >= untilNanos);
  }

  @AfterEach
  void end() {
    if (session != null) {
      session.close();
    }
    if (page != null) {
      page.close();
    }
    time.close();
    ears.close();
  }

  /** A page with nothing on it but what lets somebody in. */
  private static final class Bare implements Shown {
    @Override
    public void writePage(Writer out, String token) throws IOException {
      out.write("<script>{\"live\":true,\"token\":\"" + token + "\"}</script>");
    }

    @Override
    public void writeModel(Writer out) {}

    @Override
    public void writeMetrics(Writer out) {}
  }

  private static final class NoJournal implements Journal {
    @Override
    public void turn(Turn turn) {}

    @Override
    public void event(long wallMillis, int device, String what) {}
  }
}
