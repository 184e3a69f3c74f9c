package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a fleet makes of servers that refuse, fall silent, break off or talk nonsense. */
class IllServerFleetTest extends FleetInVirtualTime {

  @Test
  void shouldCountExactlyTheAnswersThatStopInTheMiddleAndGoOn() {
    behaviour = behaviour.withFaults("stop-mid-answer");
    Fleet fleet = run();
    assertAll(fleet, TurnOutcome.TIMED_OUT_TTS, 8);
    assertThat(fleet.measurements().count(TurnCount.CHANNELS_OPENED)).as("each after a new connection").isEqualTo(8);
    assertThat(fleet.errors().list().getFirst().message()).contains("stopped in the middle");
  }

  @Test
  void shouldHaveExactlyHalfRefusedWhenHalfAreRefused() {
    behaviour = behaviour.withFaults("refuse@50%");
    Fleet fleet = run();
    assertThat(fleet.measurements().outcome(TurnOutcome.REFUSED)).isEqualTo(4);
    assertThat(fleet.measurements().outcome(TurnOutcome.ANSWERED)).isEqualTo(4);
    assertThat(fleet.measurements().count(TurnCount.DEVICES_CONNECTED)).isEqualTo(2);
  }

  @Test
  void shouldHearAGapInEachAnswerThatLacksThreePackets() {
    behaviour = behaviour.withFaults("skip-packets:3").withAnswering(behaviour.answering().withHeadStart(1));
    Fleet fleet = run();
    assertAll(fleet, TurnOutcome.ANSWERED, 8);
    assertThat(fleet.measurements().count(TurnCount.GAPS)).isEqualTo(8);
    assertThat(median(fleet, TurnMeasure.GAP)).isCloseTo(180, within(2.0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http-200", "http-401", "drop", "close-after-101", "plain-text-close"})
  void shouldCallEveryWayToSayNoARefusalWithASentence(String fault) {
    behaviour = behaviour.withFaults(fault);
    Fleet fleet = run();
    assertAll(fleet, TurnOutcome.REFUSED, 8);
    assertThat(fleet.errors().list().getFirst().message()).hasSizeGreaterThan(20);
  }

  @Test
  void shouldTellStagesApartWhenAServerGoesSilent() {
    behaviour = behaviour.withFaults("ignore");
    assertAll(run(), TurnOutcome.TIMED_OUT_CONNECT, 8);
  }

  @Test
  void shouldTimeOutWithoutAHello() {
    behaviour = behaviour.withFaults("no-hello");
    assertAll(run(), TurnOutcome.TIMED_OUT_HELLO, 8);
  }

  @Test
  void shouldTimeOutWithoutAnAnswer() {
    behaviour = behaviour.withFaults("no-answer");
    assertAll(run(), TurnOutcome.TIMED_OUT_ANSWER, 8);
  }

  @Test
  void shouldCallAnswersWithoutSttAnswers() {
    behaviour = behaviour.withFaults("no-stt");
    assertAll(run(), TurnOutcome.ANSWERED, 8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"close-mid-answer", "drop-mid-answer"})
  void shouldCallALostConnectionDroppedAtItsStageAndConnectAgain(String fault) {
    behaviour = behaviour.withFaults(fault);
    Fleet fleet = run();
    assertAll(fleet, TurnOutcome.DROPPED_TTS, 8);
    assertThat(fleet.measurements().count(TurnCount.CHANNELS_OPENED)).isEqualTo(8);
  }

  @Test
  void shouldLoseItsPatienceWhenNothingIsRecognised() {
    utterances = List.of(CORPUS.noise());
    assertAll(run(), TurnOutcome.TIMED_OUT_STT, 8);
  }

  @Test
  void shouldSurviveGarbage() {
    behaviour = behaviour.withFaults("garbage");
    Fleet fleet = run();
    assertAll(fleet, TurnOutcome.ANSWERED, 8);
    assertThat(fleet.measurements().count(TurnCount.VIOLATIONS)).isPositive();
  }
}
