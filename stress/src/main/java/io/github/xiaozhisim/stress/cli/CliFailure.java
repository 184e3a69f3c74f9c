package io.github.xiaozhisim.stress.cli;

/** The command ends here: one sentence for people, and the exit code. */
final class CliFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  CliFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** Usage or configuration. */
  static CliFailure usage(String message) {
    return new CliFailure(ExitCodes.USAGE, message);
  }

  int exitCode() {
    return exitCode;
  }
}
