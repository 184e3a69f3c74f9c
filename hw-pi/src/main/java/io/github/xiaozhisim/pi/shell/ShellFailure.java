package io.github.xiaozhisim.pi.shell;

/** A line that could not be carried out; the message is one sentence for who wrote it. */
final class ShellFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** What a script ends with. */
  enum Kind {
    /** What was asked for did not come about. */
    FAILED(1),
    /** The line itself is wrong, whatever the device does. */
    MISTAKE(2),
    /** No server. */
    UNREACHABLE(3);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }
  }

  private final Kind kind;
  private final boolean told;

  private ShellFailure(Kind kind, String message, boolean told) {
    super(message);
    this.kind = kind;
    this.told = told;
  }

  static ShellFailure failed(String message) {
    return new ShellFailure(Kind.FAILED, message, false);
  }

  static ShellFailure mistake(String message) {
    return new ShellFailure(Kind.MISTAKE, message, false);
  }

  static ShellFailure unreachable(String message) {
    return new ShellFailure(Kind.UNREACHABLE, message, false);
  }

  /** The same, of which an event has told the reason. */
  ShellFailure thatWasTold() {
    return new ShellFailure(kind, sentence(), true);
  }

  /** Whether a person at the terminal has read the reason already. */
  boolean wasTold() {
    return told;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }

  int exitCode() {
    return kind.exitCode;
  }
}
