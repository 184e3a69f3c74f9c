package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.Fidelity;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.device.virtual.LineQuality;
import io.github.xiaozhisim.device.virtual.NetworkConditions;
import io.github.xiaozhisim.device.virtual.Seeds;
import io.github.xiaozhisim.device.virtual.SimNetwork;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.stress.server.EmulatedGateway;
import io.github.xiaozhisim.stress.server.EmulatedServer;
import io.github.xiaozhisim.stress.server.Latency;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import io.github.xiaozhisim.stress.turn.Journal;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import java.net.URI;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fleets that talk over MQTT and UDP to the emulated gateway, in virtual time. */
class MqttFleetTest {

  private static final long MILLI = 1_000_000;
  private static final Corpus CORPUS = Corpus.builtIn();

  private final SimScheduler scheduler = new SimScheduler();
  private final Ears ears = Ears.onTheSpot();
  private NetworkConditions conditions = NetworkConditions.perfect(MILLI);
  private ServerBehaviour behaviour =
      ServerBehaviour.defaults().withLatencies(Latency.fixed(300), Latency.fixed(500), Latency.fixed(200));
  private Fidelity fidelity = Fidelity.ROBUST;
  private EmulatedServer server;

  @AfterEach
  void letTheEarsGo() {
    ears.close();
  }

  private Fleet run(ListeningMode mode, @Nullable String text) {
    Persona speaking = Persona.chatting(CORPUS.utterances(), Span.ofMillis(500, 1500)).withMode(mode);
    Persona user = text == null ? speaking : speaking.withWords(new Words.Typed(List.of(text)));
    Scenario scenario =
        Scenario.of(
                new Scenario.Target.Ota(URI.create("http://127.0.0.1:8000/xiaozhi/ota/")), 4, Population.of(user))
            .withExtent(Extent.ofTurns(2))
            .withRampUp(new RampUp(4, 500 * MILLI))
            .withEquipment(Equipment.usual().withFidelity(fidelity).withEars(1))
            .withTimeouts(new Timeouts(2_000 * MILLI, 2_000 * MILLI, 3_000 * MILLI, 4_000 * MILLI, 5_000 * MILLI));
    server = new EmulatedServer(behaviour, scheduler.clock(), CORPUS.answers(), CORPUS.utterances());
    EmulatedGateway gateway = new EmulatedGateway(server, "key");
    gateway.listens("gateway.test", 1883, 8884);
    SimNetwork network =
        new SimNetwork(scheduler, server, conditions, new SplittableRandom(1)).withGateway(gateway, gateway);
    Fleet fleet =
        new Fleet(
            scenario,
            Roster.invented(new Seeds(1), "02:00:00"),
            List.of(scheduler),
            new VirtualDevices(scenario, (member, loop) -> network, ears),
            new Nowhere());
    fleet.start();
    scheduler.runForMillis(120_000);
    fleet.measurements().collect(0);
    assertThat(fleet.ended()).as("every device has left").isTrue();
    return fleet;
  }

  private static void assertAllAnswered(Fleet fleet) {
    for (TurnOutcome each : TurnOutcome.values()) {
      assertThat(fleet.measurements().outcome(each)).as(each.label()).isEqualTo(each == TurnOutcome.ANSWERED ? 8 : 0);
    }
  }

  @ParameterizedTest
  @EnumSource(ListeningMode.class)
  void shouldHaveEveryTurnAnsweredInEveryMode(ListeningMode mode) {
    Fleet fleet = run(mode, null);
    assertAllAnswered(fleet);
    assertThat(fleet.measurements().count(TurnCount.GAPS)).isZero();
    assertThat(fleet.measurements().count(TurnCount.CUT_TAILS)).isZero();
    assertThat(fleet.errors().list()).isEmpty();
    assertThat(server.totals().badFrames()).isZero();
    assertThat(server.totals().badMessages()).isZero();
    assertThat(server.totals().toolsListed()).isPositive();
    assertThat(server.totals().mcpAnswers()).as("two for the gateway, two for the session").isEqualTo(4 * 4);
    assertThat(server.totals().sessionsOpen()).isZero();
  }

  @Test
  void shouldHaveEveryTurnAnsweredInStrictFidelity() {
    fidelity = Fidelity.STRICT;
    assertAllAnswered(run(ListeningMode.AUTO, null));
  }

  @Test
  void shouldAnswerTurnsWithoutSpeechToo() {
    Fleet fleet = run(ListeningMode.AUTO, "今天天气怎么样");
    assertAllAnswered(fleet);
    assertThat(fleet.errors().list()).isEmpty();
  }

  @Test
  void shouldAnswerEveryTurnOnALineThatLosesAndDoublesDatagrams() {
    LineQuality poor =
        LineQuality.delayed(20 * MILLI).withDelay(20 * MILLI, 30 * MILLI).withLoss(0.02).withDuplication(0.02);
    conditions = new NetworkConditions(poor, poor, 0, 0);
    assertAllAnswered(run(ListeningMode.MANUAL, null));
    assertThat(server.totals().badFrames()).as("doubles").isPositive();
  }

  @Test
  void shouldTellWhomTheGatewayDoesNotLetIn() {
    behaviour = behaviour.withFaults("refuse");
    Fleet fleet = run(ListeningMode.AUTO, null);
    assertThat(fleet.measurements().outcome(TurnOutcome.ANSWERED)).isZero();
    assertThat(fleet.errors().list().toString()).contains("check client id, user name and password");
  }

  /** Keeps nothing. */
  private static final class Nowhere implements Journal {
    @Override
    public void turn(Turn turn) {}

    @Override
    public void event(long wallMillis, int device, String what) {}
  }
}
