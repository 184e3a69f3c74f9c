package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.device.Fidelity;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.board.BoardException;
import io.github.xiaozhisim.device.protocol.ToyaiDialect;
import io.github.xiaozhisim.device.protocol.ToyaiIdentity;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A fleet that speaks the toyai dialect. */
class ToyaiFleetTest extends FleetInVirtualTime {

  private static ToyaiDialect toyai(ToyaiDialect.Habits habits) {
    return new ToyaiDialect(new ToyaiIdentity("a-key-of-nobody", Map.of()), habits);
  }

  private Fleet runDirectly(long millis) {
    return run(new Scenario.Target.Server(URI.create("ws://127.0.0.1:8000")), millis);
  }

  @ParameterizedTest
  @CsvSource({
    "AUTO, ROBUST",
    "MANUAL, ROBUST",
    "REALTIME, ROBUST",
    "AUTO, STRICT",
    "MANUAL, STRICT",
    "REALTIME, STRICT"
  })
  void shouldHaveEveryTurnAnsweredInTheToyaiDialect(ListeningMode each, Fidelity how) {
    mode = each;
    fidelity = how;
    dialect = toyai(ToyaiDialect.Habits.USUAL);
    Fleet fleet = runDirectly(120_000);
    assertAll(fleet, TurnOutcome.ANSWERED, 8);
    assertThat(fleet.errors().list()).isEmpty();
    assertThat(median(fleet, TurnMeasure.ASR)).isCloseTo(300, within(10.0));
    assertThat(median(fleet, TurnMeasure.ENDPOINT)).isBetween(0.0, each == ListeningMode.REALTIME ? 760.0 : 400.0);
  }

  @ParameterizedTest
  @EnumSource(ListeningMode.class)
  void shouldSendPacketsOfThirtyMillisecondsWhereTheCodecChipEncodes(ListeningMode each) throws BoardException {
    mode = each;
    dialect = toyai(ToyaiDialect.Habits.USUAL);
    Fleet usual = runDirectly(120_000);
    assertAll(usual, TurnOutcome.ANSWERED, 8);
    boards = BoardMix.parse("template-opus-codec", devices);
    Fleet byChip = runDirectly(120_000);
    assertAll(byChip, TurnOutcome.ANSWERED, 8);
    assertThat(byChip.errors().list()).isEmpty();
    assertThat(
            (double) byChip.measurements().count(TurnCount.PACKETS_SENT)
                / usual.measurements().count(TurnCount.PACKETS_SENT))
        .as("packets, compared with the firmware's")
        .isBetween(1.8, 2.2);
  }

  @Test
  void shouldTypeInTheToyaiDialect() {
    text = "今天天气怎么样";
    dialect = toyai(new ToyaiDialect.Habits(2_000, true, true, 10_000));
    Fleet fleet = runDirectly(120_000);
    assertAll(fleet, TurnOutcome.ANSWERED, 8);
    assertThat(fleet.measurements().count(TurnCount.PACKETS_SENT)).isZero();
  }

  @Test
  void shouldGoOnWithoutAuthAfterItsWait() {
    dialect = toyai(ToyaiDialect.Habits.USUAL);
    behaviour = behaviour.withFaults("no-hello");
    timeouts = new Timeouts(2_000 * MILLI, 3_000 * MILLI, 3_000 * MILLI, 4_000 * MILLI, 5_000 * MILLI);
    Fleet fleet = runDirectly(120_000);
    assertAll(fleet, TurnOutcome.ANSWERED, 8);
    assertThat(median(fleet, TurnMeasure.HELLO)).isCloseTo(2_000, within(10.0));
  }

  @Test
  void shouldReportARefusedAuthenticationAsSuch() {
    dialect = toyai(ToyaiDialect.Habits.USUAL);
    behaviour = behaviour.withAdmission(behaviour.admission().withApplicationKey("another key"));
    Fleet fleet = runDirectly(60_000);
    assertAll(fleet, TurnOutcome.NOT_AUTHENTICATED, 8);
    assertThat(fleet.errors().list().getFirst().message()).contains("refused this device: auth_failed");
  }

  @Test
  void shouldTakeAnEmptySttAsNothingHeard() {
    dialect = toyai(ToyaiDialect.Habits.USUAL);
    behaviour = behaviour.withFaults("empty-stt");
    assertAll(runDirectly(60_000), TurnOutcome.NOTHING_HEARD, 8);
  }

  @Test
  void shouldTakeTheFirstSentenceForTheModelWhereAServerSendsNoLlm() {
    dialect = toyai(ToyaiDialect.Habits.USUAL);
    behaviour = behaviour.withFaults("no-llm");
    Fleet fleet = runDirectly(120_000);
    assertAll(fleet, TurnOutcome.ANSWERED, 8);
    assertThat(median(fleet, TurnMeasure.LLM)).isCloseTo(700, within(10.0));
  }

  @Test
  void shouldEndAnAnswerThatTheServerInterrupts() {
    dialect = toyai(ToyaiDialect.Habits.USUAL);
    behaviour = behaviour.withFaults("interrupt-mid-answer");
    Fleet fleet = runDirectly(120_000);
    assertAll(fleet, TurnOutcome.ANSWERED, 8);
  }
}
