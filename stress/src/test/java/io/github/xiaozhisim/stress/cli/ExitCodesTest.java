package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.objective.ObjectiveText;
import io.github.xiaozhisim.stress.objective.Standing;
import io.github.xiaozhisim.stress.report.RunResult;
import io.github.xiaozhisim.stress.report.Runs;
import io.github.xiaozhisim.stress.turn.TurnWork;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run tells the program that started it. */
class ExitCodesTest {

  @Test
  void shouldGiveTheExitCodeOfTheRun() {
    assertThat(ExitCodes.of(Runs.of(2, 2, 4, 0, false), false)).isEqualTo(0);
    assertThat(ExitCodes.of(Runs.of(2, 2, 3, 1, false), false)).isEqualTo(1);
    assertThat(ExitCodes.of(Runs.of(2, 0, 0, 0, false), false)).isEqualTo(3);
    assertThat(ExitCodes.of(Runs.of(2, 2, 4, 0, true), false)).isEqualTo(130);
  }

  @Test
  void shouldEndWithFourWhenTheGeneratorWasTooLate() {
    RunResult late = Runs.withHealth(Verdict.INVALID, Runs.of(2, 2, 3, 1, false));
    assertThat(ExitCodes.of(late, false)).isEqualTo(4);
    assertThat(ExitCodes.of(late, true)).isEqualTo(1);
    assertThat(ExitCodes.of(Runs.withHealth(Verdict.INVALID, Runs.of(2, 0, 0, 0, false)), false)).isEqualTo(3);
    assertThat(ExitCodes.of(Runs.withHealth(Verdict.INVALID, Runs.of(2, 2, 4, 0, true)), false)).isEqualTo(130);
    assertThat(ExitCodes.of(Runs.withHealth(Verdict.DEGRADED, Runs.of(2, 2, 4, 0, false)), false)).isEqualTo(0);
  }

  /** Not of devices that were to stay connected. */
  @Test
  void shouldLetObjectivesExcuseTurnsOnly() {
    RunResult.Goals goals = new RunResult.Goals(List.of(met("failed < 30%")), false);
    assertThat(ExitCodes.of(Runs.of(2, 2, 3, 1, false).withGoals(goals), false)).isEqualTo(0);
    assertThat(ExitCodes.of(Runs.silent(100, 97, 5).withGoals(goals), false)).isEqualTo(1);
    assertThat(ExitCodes.of(Runs.silent(100, 100, 0).withGoals(goals), false)).isEqualTo(0);
  }

  private static Standing met(String text) {
    return new Standing(ObjectiveText.parse(text, TurnWork.VOCABULARY), Standing.State.HOLDS, 25, 25, 0);
  }
}
