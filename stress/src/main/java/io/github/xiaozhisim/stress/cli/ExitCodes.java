package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.report.RunResult;

/** What commands return to the shell. */
final class ExitCodes {

  static final int WELL = 0;
  static final int SOME_FAILED = 1;
  static final int USAGE = 2;
  static final int NOTHING_CONNECTED = 3;
  static final int INTERRUPTED = 130;

  private ExitCodes() {}

  static int of(RunResult run) {
    if (run.interrupted()) {
      return INTERRUPTED;
    }
    if (run.devices().connected() == 0) {
      return NOTHING_CONNECTED;
    }
    return run.well() ? WELL : SOME_FAILED;
  }
}
