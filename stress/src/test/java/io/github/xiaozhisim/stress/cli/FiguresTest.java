package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.live.LiveLine;
import io.github.xiaozhisim.stress.measure.ErrorTally;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.measure.Recorder;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import io.github.xiaozhisim.stress.turn.TurnWork;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run's figures say while it goes on. */
class FiguresTest {

  @Test
  void shouldCallNoTurnFailedThatWasCutOnPurpose() {
    Recorder recorder = new Recorder(TurnWork.VOCABULARY);
    for (TurnOutcome outcome :
        List.of(TurnOutcome.ANSWERED, TurnOutcome.INTERRUPTED, TurnOutcome.ABORTED, TurnOutcome.TIMED_OUT_STT)) {
      recorder.ended(outcome);
      recorder.add(TurnCount.TURNS_FINISHED, 1);
    }
    Measurements all = new Measurements(TurnWork.VOCABULARY, List.of(recorder));

    LiveLine.Snapshot now = new Figures.Rate().snapshot(all, new ErrorTally(), 1_000_000_000L, Verdict.VALID);

    assertThat(now.answered()).isEqualTo(2);
    assertThat(now.failed()).isEqualTo(1);
  }
}
