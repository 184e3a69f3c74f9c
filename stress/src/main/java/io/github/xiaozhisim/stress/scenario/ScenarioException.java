package io.github.xiaozhisim.stress.scenario;

import java.util.List;
import java.util.stream.Collectors;

/** A scenario cannot be used; the message has all reasons, one a line, in sentences for people. */
public final class ScenarioException extends Exception {

  private static final long serialVersionUID = 1L;

  ScenarioException(List<ScenarioProblem> problems) {
    this(problems.stream().map(ScenarioProblem::toString).collect(Collectors.joining("\n")));
  }

  ScenarioException(String message) {
    super(message, null, false, false);
  }
}
