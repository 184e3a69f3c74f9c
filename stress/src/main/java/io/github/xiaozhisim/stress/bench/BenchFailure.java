package io.github.xiaozhisim.stress.bench;

/** A measurement that cannot be made. The message is one sentence for people: what, and what to do about it. */
public final class BenchFailure extends Exception {
  private static final long serialVersionUID = 1L;

  BenchFailure(String message) {
    super(message);
  }

  BenchFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
