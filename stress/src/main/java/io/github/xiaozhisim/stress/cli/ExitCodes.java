package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.health.Health;
import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.report.RunResult;

/** What commands return to the shell. */
final class ExitCodes {

  static final int WELL = 0;
  static final int SOME_FAILED = 1;
  static final int USAGE = 2;
  static final int NOTHING_CONNECTED = 3;
  static final int INVALID = 4;
  static final int OBJECTIVE_MISSED = 5;

  /** Nothing that options could mend, but a new start does. */
  static final int START_ANEW = 75;

  static final int INTERRUPTED = 130;

  private ExitCodes() {}

  /**
   * {@code acceptDegraded}: whatever the generator's health, objectives and turns decide. Where an objective says how
   * many turns may fail, that decides, else none may.
   */
  static int of(RunResult run, boolean acceptDegraded) {
    Health health = run.health();
    boolean invalid = health != null && health.verdict() == Verdict.INVALID;
    if (run.interrupted()) {
      return INTERRUPTED;
    }
    if (run.devices().connected() == 0) {
      return NOTHING_CONNECTED;
    }
    if (invalid && !acceptDegraded) {
      return INVALID;
    }
    if (!run.goals().allMet()) {
      return OBJECTIVE_MISSED;
    }
    return run.isWellEnough() ? WELL : SOME_FAILED;
  }
}
