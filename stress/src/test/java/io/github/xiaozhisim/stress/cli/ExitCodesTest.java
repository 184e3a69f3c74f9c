package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.report.RunResult;
import io.github.xiaozhisim.stress.report.Runs;
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
}
