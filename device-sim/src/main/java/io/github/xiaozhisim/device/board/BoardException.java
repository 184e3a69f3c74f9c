package io.github.xiaozhisim.device.board;

import java.util.List;
import java.util.stream.Collectors;

/** A board cannot be used; the message has all reasons, one a line, in sentences for people. */
public final class BoardException extends Exception {

  private static final long serialVersionUID = 1L;

  public BoardException(String message) {
    super(message, null, false, false);
  }

  BoardException(List<BoardProblem> problems) {
    this(problems.stream().map(BoardProblem::toString).collect(Collectors.joining("\n")));
  }
}
