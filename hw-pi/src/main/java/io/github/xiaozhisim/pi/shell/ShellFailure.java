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

  private ShellFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  static ShellFailure failed(String message) {
    return new ShellFailure(Kind.FAILED, message);
  }

  static ShellFailure mistake(String message) {
    return new ShellFailure(Kind.MISTAKE, message);
  }

  static ShellFailure unreachable(String message) {
    return new ShellFailure(Kind.UNREACHABLE, message);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }

  int exitCode() {
    return kind.exitCode;
  }
}
