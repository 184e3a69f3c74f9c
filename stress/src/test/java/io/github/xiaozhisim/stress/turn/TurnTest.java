package io.github.xiaozhisim.stress.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.stress.measure.ErrorTally;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.measure.Stats;
import org.junit.jupiter.api.Test;

/** Times in these tests are milliseconds; the intended start is 0. */
class TurnTest {

  private final Turn turn = new Turn(0, 1, 0, ms(5), 1_767_225_600_000L);

  private static long ms(long millis) {
    return millis * 1_000_000;
  }

  private void mark(Mark mark, long millis) {
    turn.mark(mark, ms(millis));
  }

  @Test
  void shouldCountConnectingFromWhenTheTurnBeganAndWhatKeptItFromBeginningAsItsWait() {
    mark(Mark.CONNECT_START, 40);
    mark(Mark.CONNECTED, 60);
    mark(Mark.HELLO_DONE, 75);
    assertThat(turn.nanos(TurnMeasure.CONNECT)).isEqualTo(ms(55));
    assertThat(turn.nanos(TurnMeasure.WAIT)).isEqualTo(ms(5));
    assertThat(turn.nanos(TurnMeasure.HELLO)).isEqualTo(ms(15));
  }

  @Test
  void shouldNotHaveAConnectTimeWhenAChannelWasOpenAlready() {
    mark(Mark.STT, 100);
    assertThat(turn.nanos(TurnMeasure.CONNECT)).isEqualTo(Turn.UNSET);
  }

  @Test
  void shouldSplitTheWaitForSttWhereTheServerTellsItsShare() {
    mark(Mark.LAST_VOICED, 1000);
    mark(Mark.STT, 1900);
    turn.emulatedStages(300, 800);
    assertThat(turn.nanos(TurnMeasure.STT)).isEqualTo(ms(900));
    assertThat(turn.nanos(TurnMeasure.ENDPOINT)).isEqualTo(ms(600));
    assertThat(turn.nanos(TurnMeasure.ASR)).isEqualTo(ms(300));
  }

  @Test
  void shouldTakeListenStopAsTheEndOfAManualTurn() {
    mark(Mark.LAST_VOICED, 1000);
    mark(Mark.LISTEN_STOP, 1020);
    mark(Mark.STT, 1320);
    assertThat(turn.nanos(TurnMeasure.ENDPOINT)).isEqualTo(ms(20));
    assertThat(turn.nanos(TurnMeasure.ASR)).isEqualTo(ms(300));
  }

  @Test
  void shouldLeaveTheEndOfTheTurnOpenWhereNobodyTells() {
    mark(Mark.LAST_VOICED, 1000);
    mark(Mark.STT, 1900);
    assertThat(turn.nanos(TurnMeasure.ENDPOINT)).isEqualTo(Turn.UNSET);
    assertThat(turn.nanos(TurnMeasure.ASR)).isEqualTo(Turn.UNSET);
  }

  @Test
  void shouldCountTtsStartFromLlmOrFromSttWhereLlmComesLater() {
    mark(Mark.STT, 1000);
    mark(Mark.LLM, 1500);
    mark(Mark.TTS_START, 1700);
    assertThat(turn.nanos(TurnMeasure.LLM)).isEqualTo(ms(500));
    assertThat(turn.nanos(TurnMeasure.TTS_START)).isEqualTo(ms(200));

    Turn other = new Turn(0, 2, 0, 0, 0);
    other.mark(Mark.STT, ms(1000));
    other.mark(Mark.TTS_START, ms(1003));
    other.mark(Mark.LLM, ms(1500));
    assertThat(other.nanos(TurnMeasure.TTS_START)).isEqualTo(ms(3));
    assertThat(other.nanos(TurnMeasure.LLM)).isEqualTo(ms(500));
  }

  @Test
  void shouldTakeTheFirstSentenceForServersWithoutLlm() {
    mark(Mark.STT, 1000);
    mark(Mark.TTS_START, 1300);
    mark(Mark.SENTENCE, 1310);
    assertThat(turn.nanos(TurnMeasure.LLM)).isEqualTo(ms(310));
  }

  @Test
  void shouldNeverHaveANegativeDuration() {
    mark(Mark.LAST_VOICED, 2000);
    mark(Mark.STT, 1500);
    mark(Mark.FIRST_SOUND, 1900);
    assertThat(turn.nanos(TurnMeasure.STT)).isEqualTo(Turn.UNSET);
    assertThat(turn.nanos(TurnMeasure.FIRST_SOUND)).isEqualTo(Turn.UNSET);
  }

  @Test
  void shouldEndWithTheLaterOfTtsStopAndTheLastSound() {
    mark(Mark.LAST_VOICED, 1000);
    mark(Mark.TTS_STOP, 4000);
    assertThat(turn.nanos(TurnMeasure.TOTAL_NAIVE)).isEqualTo(ms(3000));
    turn.moveMark(Mark.DRAINED, ms(4200));
    assertThat(turn.nanos(TurnMeasure.TOTAL_NAIVE)).isEqualTo(ms(3200));
  }

  @Test
  void shouldCountTheWaitForItsBeginningIntoTheAnswerTime() {
    Turn late = new Turn(0, 1, ms(1_000), ms(3_500), 0);
    late.mark(Mark.LAST_VOICED, ms(5_000));
    late.mark(Mark.FIRST_SOUND, ms(5_800));
    late.mark(Mark.TTS_STOP, ms(8_000));
    assertThat(late.nanos(TurnMeasure.WAIT)).isEqualTo(ms(2_500));
    assertThat(late.nanos(TurnMeasure.FIRST_SOUND_NAIVE)).isEqualTo(ms(800));
    assertThat(late.nanos(TurnMeasure.FIRST_SOUND)).isEqualTo(ms(3_300));
    assertThat(late.nanos(TurnMeasure.TOTAL_NAIVE)).isEqualTo(ms(3_000));
    assertThat(late.nanos(TurnMeasure.TOTAL)).isEqualTo(ms(5_500));
  }

  @Test
  void shouldMeasureHowSoonTheServerStopsWhenItIsInterrupted() {
    mark(Mark.LAST_VOICED, 1000);
    mark(Mark.INTERRUPTED, 3000);
    mark(Mark.TTS_STOP, 3100);
    assertThat(turn.nanos(TurnMeasure.INTERRUPT)).isEqualTo(ms(100));
    assertThat(turn.nanos(TurnMeasure.TOTAL)).as("nobody heard it to its end").isEqualTo(Turn.UNSET);
  }

  @Test
  void shouldKnowItsStage() {
    assertThat(turn.stage()).isEqualTo(Stage.STT);
    mark(Mark.CONNECT_START, 0);
    assertThat(turn.stage()).isEqualTo(Stage.CONNECT);
    mark(Mark.CONNECTED, 10);
    assertThat(turn.stage()).isEqualTo(Stage.HELLO);
    mark(Mark.HELLO_DONE, 20);
    assertThat(turn.stage()).isEqualTo(Stage.STT);
    mark(Mark.STT, 30);
    assertThat(turn.stage()).isEqualTo(Stage.ANSWER);
    mark(Mark.TTS_START, 40);
    assertThat(turn.stage()).isEqualTo(Stage.TTS);
  }

  @Test
  void shouldEndOnce() {
    turn.end(TurnOutcome.ANSWERED, "", ms(10));
    assertThatThrownBy(() -> turn.end(TurnOutcome.ABORTED, "", ms(11))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldGiveStatisticsWithoutLosingAny() {
    TurnRecorder one = new TurnRecorder();
    TurnRecorder two = new TurnRecorder();
    Measurements all = new Measurements(TurnWork.VOCABULARY, java.util.List.of(one.recorder(), two.recorder()));
    for (int i = 1; i <= 100; i++) {
      (i % 2 == 0 ? one : two).record(TurnMeasure.STT, ms(i));
      if (i == 50) {
        all.collect(0);
      }
    }
    all.collect(0);
    Stats stats = all.stats(TurnMeasure.STT);
    assertThat(stats.count()).isEqualTo(100);
    assertThat(stats.p50()).isBetween(49.9, 50.1);
    assertThat(stats.p99()).isBetween(98.9, 99.1);
    assertThat(stats.max()).isBetween(99.9, 100.1);
    assertThat(all.stats(TurnMeasure.LLM)).isEqualTo(Stats.EMPTY);
  }

  @Test
  void shouldKeepAtMostTwoHundredDifferentErrors() {
    ErrorTally tally = new ErrorTally();
    for (int i = 0; i < 1000; i++) {
      tally.add("error " + i);
    }
    tally.add("error 0");
    assertThat(tally.list()).hasSizeLessThanOrEqualTo(ErrorTally.MAX_MESSAGES + 1);
    assertThat(tally.total()).isEqualTo(1001);
    assertThat(tally.list()).contains(new ErrorTally.ErrorCount("error 0", 2));
  }
}
