package io.github.xiaozhisim.pi.gpio;

/** A pin that cannot be used. */
final class PinException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient PinProblem problem;

  PinException(PinProblem problem, Throwable cause) {
    super(problem.toString(), cause);
    this.problem = problem;
  }

  PinProblem problem() {
    return problem;
  }
}
