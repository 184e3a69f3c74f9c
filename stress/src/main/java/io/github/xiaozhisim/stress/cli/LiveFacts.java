package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.health.Health;
import io.github.xiaozhisim.stress.measure.ErrorTally;
import io.github.xiaozhisim.stress.monitor.Warning;
import io.github.xiaozhisim.stress.objective.Standing;
import io.github.xiaozhisim.stress.report.PageFacts;
import io.github.xiaozhisim.stress.report.VerdictWords;
import io.github.xiaozhisim.stress.report.WarningTable;
import java.util.List;

/** What is known of a run while it lasts, besides figures over time. On the main thread. */
final class LiveFacts {

  private static final int MOST_ERRORS = 20;

  private final PageFacts.Run run;
  private final ErrorTally errors;

  LiveFacts(PageFacts.Run run, ErrorTally errors) {
    this.run = run;
    this.errors = errors;
  }

  /**
   * @param generator its health so far
   * @param warnings what is worth a word about machine and server so far
   */
  PageFacts now(Health generator, List<Standing> goals, List<Warning> warnings) {
    return PageFacts.of(run)
        .withRemarks(WarningTable.of(warnings))
        .withVerdict(VerdictWords.of(generator))
        .withObjectives(goals.stream().map(LiveFacts::objective).toList())
        .withErrors(
            errors.list().stream()
                .limit(MOST_ERRORS)
                .map(error -> new PageFacts.Failure(error.message(), error.count(), List.of()))
                .toList());
  }

  private static PageFacts.Objective objective(Standing standing) {
    Boolean met =
        switch (standing.state()) {
          case OPEN -> null;
          case HOLDS -> true;
          case IN_DANGER, MISSED -> false;
        };
    return new PageFacts.Objective(
        standing.objective().toString(),
        met,
        standing.worst(),
        standing.atSeconds(),
        new PageFacts.Bound(standing.objective().subject(), standing.objective().limit()));
  }
}
