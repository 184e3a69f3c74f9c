package io.github.xiaozhisim.stress.scenario;

/**
 * Where something stands in a text.
 *
 * @param line from 1; 0 when it is the text as a whole
 * @param column from 1
 */
public record Place(int line, int column) {

  /** The text as a whole. */
  static final Place WHOLE = new Place(0, 0);

  @Override
  public String toString() {
    return line == 0 ? "" : line + ":" + column;
  }
}
