package io.github.xiaozhisim.device.board;

/**
 * One thing that is wrong with a description of a board.
 *
 * @param file as it was named
 * @param line from 1, 0 when it is not known
 * @param column from 1
 * @param field where in the document, such as {@code display.width}; empty for the whole
 * @param what what is wrong and how to mend it
 */
public record BoardProblem(String file, int line, int column, String field, String what) {

  @Override
  public String toString() {
    return file
        + (line > 0 ? ":" + line + ":" + column : "")
        + ": "
        + (field.isEmpty() ? "" : field + ": ")
        + what;
  }
}
