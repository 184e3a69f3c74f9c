package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.github.xiaozhisim.stress.arrivals.Load;
import io.github.xiaozhisim.stress.arrivals.Phases;
import io.github.xiaozhisim.stress.measure.Durations;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.report.Step;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import io.github.xiaozhisim.stress.turn.TurnWork;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** A run that goes through phases. */
class SteppingTest {

  private static final long SECOND = 1_000_000_000L;

  private final Load load = Mockito.mock(Load.class);
  private final Stepping stepping =
      new Stepping(Phases.parse("10: 2s, 30: 3s, 20: 1s"), TurnWork.VOCABULARY, TurnMeasure.FIRST_SOUND);

  SteppingTest() {
    Mockito.when(load.most()).thenReturn(25.0);
  }

  private static Slice second(long second, int answered, int refused, int aborted, long firstSoundMillis) {
    List<Durations> durations =
        new ArrayList<>(Collections.nCopies(TurnWork.VOCABULARY.measures().size(), Durations.NONE));
    Histogram heard = new Histogram(3);
    for (int i = 0; i < answered; i++) {
      heard.recordValue(firstSoundMillis * 1000);
    }
    Measure measure = TurnMeasure.FIRST_SOUND;
    durations.set(measure.ordinal(), Durations.of(heard));
    List<Long> outcomes = new ArrayList<>(Collections.nCopies(TurnWork.VOCABULARY.outcomes().size(), 0L));
    outcomes.set(TurnOutcome.ANSWERED.ordinal(), (long) answered);
    outcomes.set(TurnOutcome.REFUSED.ordinal(), (long) refused);
    outcomes.set(TurnOutcome.ABORTED.ordinal(), (long) aborted);
    return new Slice(second * SECOND, (second + 1) * SECOND, durations, List.of(), outcomes, List.of());
  }

  @Test
  void shouldTurnTheRunUpAndDownWhereAPhaseBegins() {
    for (int i = 0; i < 8; i++) {
      stepping.look(second(i, 1, 0, 0, 100), load);
      if (i == 0) {
        Mockito.verify(load, Mockito.never()).level(Mockito.anyDouble());
      }
    }
    Mockito.verify(load).level(25); // as many as there can be
    Mockito.verify(load).level(20);
    Mockito.verify(load, Mockito.times(2)).level(Mockito.anyDouble());
  }

  @Test
  void shouldKeepApartWhatHappenedInEachPhase() {
    stepping.look(second(0, 4, 0, 0, 100), load);
    stepping.look(second(1, 4, 0, 0, 100), load);
    stepping.look(second(2, 3, 1, 0, 500), load);
    stepping.look(second(3, 0, 0, 2, 500), load);
    List<Step> steps = stepping.steps();
    assertThat(steps).hasSize(2);
    assertThat(steps.getFirst().ended()).isEqualTo(8);
    assertThat(steps.getFirst().headline().p50()).isCloseTo(100, withPercentage(0.1));
    assertThat(steps.getLast())
        .extracting(Step::level, Step::fromSeconds, Step::untilSeconds)
        .containsExactly(30, 2.0, 4.0);
    assertThat(steps.getLast()).extracting(Step::ended, Step::failed).containsExactly(4L, 1L);
    assertThat(stepping.table()).contains("0:02 - 0:04", "25.0%", "end of speech to first sound");
  }

  @Test
  void shouldLeaveARunAloneThatHasNoPhases() {
    Stepping none = new Stepping(null, TurnWork.VOCABULARY, TurnMeasure.FIRST_SOUND);
    none.look(second(0, 1, 0, 0, 100), load);
    Mockito.verifyNoInteractions(load);
    assertThat(none.steps()).isEmpty();
    assertThat(none.table()).isEmpty();
  }
}
