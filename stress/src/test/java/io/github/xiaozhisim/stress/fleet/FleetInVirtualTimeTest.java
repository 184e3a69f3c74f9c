package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.device.Device;
import io.github.xiaozhisim.device.Fidelity;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.board.BoardException;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole fleets of real devices against the emulated server, in virtual time: minutes of conversation in moments. */
class FleetInVirtualTimeTest extends FleetInVirtualTime {

  @Test
  void shouldCountWhatFailedForWantOfThisMachinesPorts() {
    portsLeft = false;
    turns = 1;
    Fleet fleet = run();
    assertAll(fleet, TurnOutcome.REFUSED, 4);
    assertThat(fleet.measurements().count(TurnCount.LOCAL_FAILURES)).isEqualTo(4);
    assertThat(fleet.measurements().count(TurnCount.CHANNEL_FAILURES)).isEqualTo(4);
    assertThat(fleet.errors().list().getFirst().message()).contains("raise this machine's limits");
  }

  @Test
  void shouldMeasureNoLatencyOfTurnsThatBeganInTheWarmUp() {
    warmUpMillis = 2_000; // after each first turn has begun, and before any second one
    Fleet fleet = run();
    assertAll(fleet, TurnOutcome.ANSWERED, 8);
    assertThat(fleet.measurements().count(TurnCount.TURNS_WARMING_UP)).isEqualTo(4);
    assertThat(fleet.measurements().stats(TurnMeasure.FIRST_SOUND).count()).isEqualTo(4);
    assertThat(fleet.measurements().stats(TurnMeasure.CONNECT).count()).isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource(ListeningMode.class)
  void shouldHaveEveryTurnAnsweredInEveryMode(ListeningMode each) {
    mode = each;
    Fleet fleet = run();
    assertAll(fleet, TurnOutcome.ANSWERED, 8);
    assertThat(fleet.measurements().count(TurnCount.DEVICES_CONNECTED)).isEqualTo(4);
    assertThat(fleet.measurements().count(TurnCount.CHANNELS_OPENED)).isEqualTo(4);
    assertThat(fleet.measurements().count(TurnCount.GAPS)).isZero();
    assertThat(fleet.measurements().count(TurnCount.CUT_TAILS)).isZero();
    assertThat(fleet.measurements().count(TurnCount.DROPPED_FRAMES)).isZero();
    assertThat(fleet.errors().list()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Fidelity.class)
  void shouldHaveEveryTurnAnsweredOnAnyMixOfBoards(Fidelity each) throws BoardException {
    fidelity = each;
    devices = 10;
    boards =
        BoardMix.parse(
            "esp-box-3:40%,bread-compact-ml307:20%,xmini-c3:10%,df-s3-ai-cam:10%,esp32-p4-nano@ethernet:10%,"
                + "template-opus-codec",
            10);
    assertAll(run(), TurnOutcome.ANSWERED, 20);
  }

  @Test
  void shouldMeasureFromAnEarlierMomentWhenTheStartWasShort() {
    warmUpMillis = 3_600_000;
    warmUpThenMillis = 2_000;
    Fleet fleet = run();
    assertAll(fleet, TurnOutcome.ANSWERED, 8);
    assertThat(fleet.measurements().count(TurnCount.TURNS_WARMING_UP)).isEqualTo(4);
    assertThat(fleet.measurements().stats(TurnMeasure.FIRST_SOUND).count()).isEqualTo(4);
  }

  @Test
  void shouldListenAsEachBoardIsBuiltUnlessToldOtherwise() throws BoardException {
    mode = null;
    boards = BoardMix.parse("esp-box-3:50%,bread-compact-wifi:50%", 4);
    assertAll(run(), TurnOutcome.ANSWERED, 8);
    assertThat(made)
        .extracting(Device::mode)
        .containsOnly(ListeningMode.REALTIME, ListeningMode.AUTO)
        .filteredOn(each -> each == ListeningMode.REALTIME)
        .hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(Fidelity.class)
  void shouldSendPhotosToWhereTheServerLooksAtThem(Fidelity each) throws BoardException {
    fidelity = each;
    boards = BoardMix.parse("m5stack-core-s3,df-s3-ai-cam", 4);
    behaviour = behaviour.withMcp(behaviour.mcp().withCallTool("self.camera.take_photo"));
    assertAll(run(), TurnOutcome.ANSWERED, 8);
    assertThat(server.totals().mcpErrors()).isZero();
    assertThat(server.totals().mcpAnswers()).as("initialize, one page, two photos each").isEqualTo(4 * 4);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void shouldTalkInTheOtherFramings(int each) {
    framing = each;
    assertAll(run(), TurnOutcome.ANSWERED, 8);
  }

  @ParameterizedTest
  @EnumSource(ListeningMode.class)
  void shouldHaveEveryTurnAnsweredByStrictDevices(ListeningMode each) {
    mode = each;
    fidelity = Fidelity.STRICT;
    Fleet fleet = run();
    assertAll(fleet, TurnOutcome.ANSWERED, 8);
    assertThat(fleet.measurements().count(TurnCount.CRASHES)).isZero();
    assertThat(fleet.errors().list()).isEmpty();
  }

  @Test
  void shouldReportCrashesOfStrictDevicesAsSuchAndTalkAgainAfterThem() {
    fidelity = Fidelity.STRICT;
    behaviour = behaviour.withFaults("no-transport@50%");
    Fleet fleet = run();
    assertThat(fleet.measurements().outcome(TurnOutcome.CRASHED)).isEqualTo(4);
    assertThat(fleet.measurements().outcome(TurnOutcome.ANSWERED)).isEqualTo(4);
    assertThat(fleet.measurements().count(TurnCount.CRASHES)).isEqualTo(4);
    assertThat(fleet.errors().list()).anyMatch(error -> error.message().contains("crashed, as the firmware would"));
  }

  @Test
  void shouldSurviveInRobustFidelityWhatCrashesTheFirmware() {
    behaviour = behaviour.withFaults("no-transport");
    Fleet fleet = run();
    assertAll(fleet, TurnOutcome.ANSWERED, 8);
    assertThat(fleet.measurements().count(TurnCount.CRASHES)).isZero();
    assertThat(fleet.measurements().count(TurnCount.VIOLATIONS)).isPositive();
  }

  @Test
  void shouldMeasureTheStagesTheServerWasToldAndShowTheWaitForTheEndOfTheTurn() {
    Fleet fleet = run();
    assertThat(median(fleet, TurnMeasure.ASR)).isCloseTo(300, within(10.0));
    assertThat(median(fleet, TurnMeasure.LLM)).isCloseTo(500, within(10.0));
    assertThat(median(fleet, TurnMeasure.TTS_START)).isCloseTo(200, within(10.0));
    assertThat(median(fleet, TurnMeasure.ENDPOINT)).isBetween(500.0, 760.0);
    assertThat(median(fleet, TurnMeasure.FIRST_SOUND) - median(fleet, TurnMeasure.ENDPOINT))
        .isCloseTo(1000, within(20.0));
    assertThat(fleet.measurements().stats(TurnMeasure.PACING_LATENESS).max()).isZero();
    assertThat(fleet.measurements().stats(TurnMeasure.BOOT).count()).isEqualTo(4);
  }

  @Test
  void shouldEndManualTurnsAtTheRelease() {
    mode = ListeningMode.MANUAL;
    Fleet fleet = run();
    assertThat(median(fleet, TurnMeasure.ENDPOINT)).isBetween(0.0, 40.0);
    assertThat(median(fleet, TurnMeasure.ASR)).isCloseTo(300, within(10.0));
    assertThat(median(fleet, TurnMeasure.FIRST_SOUND) - median(fleet, TurnMeasure.ENDPOINT))
        .isCloseTo(1000, within(20.0));
  }

  @Test
  void shouldTypeInsteadOfSpeaking() {
    text = "今天天气怎么样";
    Fleet fleet = run();
    assertAll(fleet, TurnOutcome.ANSWERED, 8);
    assertThat(fleet.measurements().count(TurnCount.PACKETS_SENT)).isZero();
    assertThat(median(fleet, TurnMeasure.FIRST_SOUND)).isGreaterThan(600);
  }

  @Test
  void shouldTalkToAServerThatIsNamedDirectly() {
    Fleet fleet = run(new Scenario.Target.Server(URI.create("ws://127.0.0.1:8000/xiaozhi/v1/")), 60_000);
    assertAll(fleet, TurnOutcome.ANSWERED, 8);
  }

  @Test
  void shouldDoTheSameTwiceWithTheSameSeed() {
    run();
    String once = book.toString();
    FleetInVirtualTimeTest again = new FleetInVirtualTimeTest();
    again.run();
    assertThat(again.book).hasToString(once);
    assertThat(once).isNotEmpty();
  }
}
