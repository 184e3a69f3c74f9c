package io.github.xiaozhisim.stress.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.stress.measure.Measurements;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** What is left out of the figures at the start of a run, and what is not. */
class WarmUpTest {

  private static final long MILLI = 1_000_000L;

  private final TurnRecorder recorder = new TurnRecorder();
  private final Measurements all = new Measurements(TurnWork.VOCABULARY, List.of(recorder.recorder()));

  private static Turn turn(long intendedMillis) {
    Turn turn = new Turn(0, 1, intendedMillis * MILLI, intendedMillis * MILLI, 0);
    turn.mark(Mark.CONNECT_START, intendedMillis * MILLI);
    turn.mark(Mark.CONNECTED, (intendedMillis + 3) * MILLI);
    turn.mark(Mark.HELLO_DONE, (intendedMillis + 5) * MILLI);
    turn.mark(Mark.LAST_VOICED, (intendedMillis + 100) * MILLI);
    turn.mark(Mark.STT, (intendedMillis + 300) * MILLI);
    turn.end(TurnOutcome.ANSWERED, "", (intendedMillis + 400) * MILLI);
    return turn;
  }

  @Test
  void shouldLeaveOutLatenciesOfTurnsThatBeganEarlier() {
    recorder.measureFrom(1_000 * MILLI);
    recorder.finished(turn(999));
    recorder.finished(turn(1_000));
    all.collect(0);
    assertThat(all.stats(TurnMeasure.STT).count()).isEqualTo(1);
    assertThat(all.count(TurnCount.TURNS_WARMING_UP)).isEqualTo(1);
  }

  @Test
  void shouldCountEveryTurnAndItsOutcome() {
    recorder.measureFrom(1_000 * MILLI);
    recorder.finished(turn(0));
    recorder.finished(turn(2_000));
    assertThat(all.count(TurnCount.TURNS_FINISHED)).isEqualTo(2);
    assertThat(all.outcome(TurnOutcome.ANSWERED)).isEqualTo(2);
  }

  @Test
  void shouldMeasureEveryOpeningSinceMostHappenEarly() {
    recorder.measureFrom(1_000 * MILLI);
    recorder.finished(turn(0));
    all.collect(0);
    assertThat(all.stats(TurnMeasure.CONNECT).count()).isEqualTo(1);
    assertThat(all.stats(TurnMeasure.HELLO).count()).isEqualTo(1);
  }

  @Test
  void shouldLeaveOutTheGapsOfThoseTurns() {
    recorder.measureFrom(1_000 * MILLI);
    recorder.gap(turn(0), 80 * MILLI);
    recorder.gap(turn(1_000), 90 * MILLI);
    all.collect(0);
    assertThat(all.stats(TurnMeasure.GAP).count()).isEqualTo(1);
    assertThat(all.stats(TurnMeasure.GAP).max()).isBetween(89.9, 90.1);
  }

  @Test
  void shouldMeasureEverythingWithoutAWarmUp() {
    recorder.finished(turn(0));
    all.collect(0);
    assertThat(all.stats(TurnMeasure.STT).count()).isEqualTo(1);
    assertThat(all.count(TurnCount.TURNS_WARMING_UP)).isZero();
  }

  @Test
  void shouldForgetWhatWasCollectedAndGiveOutWhatIsNew() {
    recorder.record(TurnMeasure.PACING_LATENESS, 5 * MILLI);
    all.collect(0);
    all.forget(TurnMeasure.PACING_LATENESS);
    recorder.record(TurnMeasure.PACING_LATENESS, 7 * MILLI);
    all.collect(0);
    Histogram latest = new Histogram(3);
    all.addLatest(TurnMeasure.PACING_LATENESS, latest);
    assertThat(latest.getTotalCount()).isEqualTo(1);
    assertThat(all.stats(TurnMeasure.PACING_LATENESS).count()).isEqualTo(1);
    assertThat(all.stats(TurnMeasure.PACING_LATENESS).max()).isBetween(6.9, 7.1);
  }
}
