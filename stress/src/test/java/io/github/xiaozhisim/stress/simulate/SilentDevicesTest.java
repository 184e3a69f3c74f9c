package io.github.xiaozhisim.stress.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.Fidelity;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.device.virtual.NetworkConditions;
import io.github.xiaozhisim.device.virtual.Seeds;
import io.github.xiaozhisim.stress.fleet.Equipment;
import io.github.xiaozhisim.stress.fleet.Extent;
import io.github.xiaozhisim.stress.fleet.Persona;
import io.github.xiaozhisim.stress.fleet.Population;
import io.github.xiaozhisim.stress.fleet.RampUp;
import io.github.xiaozhisim.stress.fleet.Roster;
import io.github.xiaozhisim.stress.fleet.Scenario;
import io.github.xiaozhisim.stress.fleet.Span;
import io.github.xiaozhisim.stress.fleet.Wave;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import io.github.xiaozhisim.stress.turn.Journal;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Devices that only stay connected, and the waves in which some of them talk. */
class SilentDevicesTest {

  private static final long SECOND = 1_000_000_000L;
  private static final int DEVICES = 40;

  private final List<Turn> turns = new ArrayList<>();
  private double talking;
  private List<Wave> waves = List.of();
  private NetworkConditions conditions = NetworkConditions.perfect(10_000_000);
  private Fidelity fidelity = Fidelity.ROBUST;
  private int idleCloseMillis;
  private RampUp rampUp = new RampUp(DEVICES, SECOND);
  private Simulation simulation;

  @AfterEach
  void close() {
    simulation.close();
  }

  private void start(int seconds) {
    Scenario scenario =
        Scenario.of(
                new Scenario.Target.Ota(URI.create("http://virtual.invalid/xiaozhi/ota/")),
                DEVICES,
                Population.talking(
                    Persona.chatting(Corpus.builtIn().utterances().subList(0, 2), Span.ofMillis(500, 1_500)), talking))
            .withExtent(Extent.lasting(seconds * SECOND))
            .withRampUp(rampUp)
            .withWaves(waves)
            .withEquipment(Equipment.usual().withFidelity(fidelity));
    Journal book =
        new Journal() {
          @Override
          public void turn(Turn turn) {
            turns.add(turn);
          }

          @Override
          public void event(long wallMillis, int device, String what) {}
        };
    simulation =
        new Simulation(
            scenario,
            Roster.invented(new Seeds(1), "02:00:00"),
            ServerBehaviour.defaults().withIdleCloseMillis(idleCloseMillis),
            index -> conditions,
            book,
            new Traces(List.of()),
            1);
    simulation.start();
  }

  private void pass(int seconds) throws InterruptedException {
    simulation.advance(seconds * SECOND);
    simulation.measurements().collect(0);
  }

  private long count(TurnCount count) {
    return simulation.measurements().count(count);
  }

  private Map<TurnOutcome, Long> outcomes() {
    return turns.stream().collect(Collectors.groupingBy(Turn::outcome, Collectors.counting()));
  }

  @Test
  void shouldOpenTheirChannelsAndStayIdle() throws InterruptedException {
    start(600);
    pass(599);

    assertThat(count(TurnCount.CHANNELS_OPEN)).isEqualTo(DEVICES);
    assertThat(count(TurnCount.CHANNELS_OPENED)).as("opened once and kept").isEqualTo(DEVICES);
    assertThat(simulation.measurements().state(DeviceState.IDLE.ordinal())).isEqualTo(DEVICES);
    assertThat(count(TurnCount.PACKETS_SENT)).isZero();
  }

  @Test
  void shouldBeCountedAsStayedWhenTheRunIsOver() throws InterruptedException {
    start(600);
    pass(601);

    assertThat(count(TurnCount.SILENT_DEVICES)).isEqualTo(DEVICES);
    assertThat(count(TurnCount.SILENT_CONNECTED)).isEqualTo(DEVICES);
    assertThat(count(TurnCount.SILENT_STAYED)).isEqualTo(DEVICES);
    assertThat(count(TurnCount.SILENT_LOSSES)).isZero();
    assertThat(count(TurnCount.CHANNELS_OPEN)).isZero();
    assertThat(turns).isEmpty();
  }

  @Test
  void shouldConnectAgainAfterALoss() throws InterruptedException {
    conditions = conditions.withMeanLife(60 * SECOND);
    start(300);
    pass(299);
    long losses = count(TurnCount.SILENT_LOSSES);
    long closes = count(TurnCount.IDLE_CLOSES);
    long open = count(TurnCount.CHANNELS_OPEN);
    pass(2);

    assertThat(losses).isGreaterThan(DEVICES).isEqualTo(closes);
    assertThat(open).isGreaterThan(DEVICES / 2);
    assertThat(count(TurnCount.SILENT_STAYED)).as("those that never lost it").isLessThan(DEVICES / 2);
  }

  @Test
  void shouldCountItAsALossWhenTheServerSendsIdleDevicesAway() throws InterruptedException {
    idleCloseMillis = 100_000;
    start(120);
    pass(121);

    assertThat(count(TurnCount.SILENT_LOSSES)).isEqualTo(DEVICES);
    assertThat(count(TurnCount.SILENT_STAYED)).isZero();
    assertThat(count(TurnCount.CHANNELS_OPENED)).as("all came back").isEqualTo(2 * DEVICES);
  }

  @Test
  void shouldTryAgainUntilTheyAreConnected() throws InterruptedException {
    conditions = conditions.withRefusedShare(0.3);
    start(300);
    pass(301);

    assertThat(count(TurnCount.CHANNEL_FAILURES)).isPositive();
    assertThat(count(TurnCount.SILENT_CONNECTED))
        .isEqualTo(count(TurnCount.SILENT_STAYED))
        .isGreaterThan(DEVICES * 3 / 4);
  }

  @ParameterizedTest
  @EnumSource(Fidelity.class)
  void shouldTakeOneTurnInAWaveAndFallSilentAgain(Fidelity each) throws InterruptedException {
    fidelity = each;
    waves = List.of(Wave.speak(0.25, 30 * SECOND), Wave.speak(0.5, 90 * SECOND));
    start(180);
    pass(29);
    assertThat(turns).isEmpty();
    pass(50);
    assertThat(outcomes()).containsOnlyKeys(TurnOutcome.ANSWERED).containsValue(DEVICES / 4L);
    assertThat(simulation.measurements().state(DeviceState.IDLE.ordinal())).isEqualTo(DEVICES);
    pass(60);
    assertThat(outcomes()).containsOnlyKeys(TurnOutcome.ANSWERED).containsValue(DEVICES * 3 / 4L);
    assertThat(turns.stream().map(Turn::device).distinct()).as("others each time").hasSize(DEVICES * 3 / 4);
    assertThat(count(TurnCount.CHANNELS_OPENED)).as("nobody had to connect again").isEqualTo(DEVICES);
    pass(60);
    assertThat(count(TurnCount.SILENT_STAYED)).isEqualTo(DEVICES);
  }

  @Test
  void shouldMeasureABootFromSwitchingOnThoughAWaveComesMeanwhile() throws InterruptedException {
    conditions = NetworkConditions.perfect(SECOND);
    waves = List.of(Wave.speak(1, 2 * SECOND)); // all are switched on, and none is ready
    start(120);
    pass(121);

    assertThat(simulation.measurements().stats(TurnMeasure.BOOT).count()).isEqualTo(DEVICES);
    assertThat(simulation.measurements().stats(TurnMeasure.BOOT).p50()).isBetween(4_000.0, 4_200.0);
    assertThat(outcomes()).containsOnlyKeys(TurnOutcome.ANSWERED).containsValue((long) DEVICES);
    assertThat(turns).as("wait from the wave on").allMatch(turn -> turn.nanos(TurnMeasure.WAIT) > 2 * SECOND);
  }

  @Test
  void shouldConnectAnewForATurnAfterTwoMinutesOfSilence() throws InterruptedException {
    waves = List.of(Wave.speak(0.5, 150 * SECOND));
    start(240);
    pass(230);

    assertThat(outcomes()).containsOnlyKeys(TurnOutcome.ANSWERED).containsValue(DEVICES / 2L);
    assertThat(count(TurnCount.CHANNELS_OPENED)).isEqualTo(DEVICES * 3 / 2);
    assertThat(count(TurnCount.CHANNELS_OPEN)).isEqualTo(DEVICES);
    pass(20);
    assertThat(count(TurnCount.SILENT_STAYED)).isEqualTo(DEVICES);
    assertThat(count(TurnCount.CHANNELS_OPEN)).isZero();
  }

  @Test
  void shouldConnectNoFasterThanTheyMay() throws InterruptedException {
    rampUp = new RampUp(DEVICES, 0, 10);
    waves = List.of(Wave.speak(1, 150 * SECOND));
    start(300);
    pass(2);
    assertThat(count(TurnCount.CHANNELS_OPENED))
        .as("half of the connections are requests for the configuration")
        .isLessThan(20);
    pass(10);
    assertThat(count(TurnCount.CHANNELS_OPENED)).isEqualTo(DEVICES);
    assertThat(simulation.measurements().stats(TurnMeasure.CONNECT_WAIT).max()).isBetween(3_000.0, 5_000.0);
    assertThat(simulation.measurements().stats(TurnMeasure.BOOT).max())
        .as("the wait is not the server's")
        .isLessThan(100);
    pass(139); // all of them want to talk, and must connect anew for it
    assertThat(count(TurnCount.CHANNELS_OPENED)).isBetween(DEVICES + 5L, DEVICES + 15L);
    pass(60);
    assertThat(outcomes()).containsOnlyKeys(TurnOutcome.ANSWERED).containsValue((long) DEVICES);
    assertThat(simulation.measurements().stats(TurnMeasure.CONNECT).max()).isLessThan(100);
  }

  @Test
  void shouldCountALossAlsoWhileTheyWaitToConnect() throws InterruptedException {
    rampUp = new RampUp(DEVICES, 0, 10);
    idleCloseMillis = 144_000;
    waves = List.of(Wave.speak(1, 150 * SECOND)); // after two minutes of silence, so that all have to connect anew
    start(300);
    pass(301);

    assertThat(count(TurnCount.IDLE_CLOSES)).isPositive().isEqualTo(count(TurnCount.SILENT_LOSSES));
    assertThat(count(TurnCount.SILENT_STAYED)).isZero();
  }

  @Test
  void shouldConnectMoreSlowlyWhenRequestsForTheConfigurationAreRefused() throws InterruptedException {
    rampUp = new RampUp(DEVICES, 0, 10);
    conditions = conditions.withRefusedShare(1);
    start(20);
    pass(10);

    assertThat(count(TurnCount.CHANNELS_OPENED)).as("nobody got as far as a channel").isZero();
    assertThat(count(TurnCount.CONNECT_BACKOFFS)).isPositive();
  }

  @Test
  void shouldLiveBesideThoseThatTalk() throws InterruptedException {
    talking = 0.25;
    start(120);
    pass(160);

    assertThat(count(TurnCount.SILENT_DEVICES)).isEqualTo(DEVICES * 3 / 4);
    assertThat(count(TurnCount.SILENT_STAYED)).isEqualTo(DEVICES * 3 / 4);
    assertThat(turns.stream().mapToInt(Turn::device).distinct().count()).isEqualTo(DEVICES / 4);
  }
}
