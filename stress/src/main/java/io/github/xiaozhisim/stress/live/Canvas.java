package io.github.xiaozhisim.stress.live;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Lines of a screen of a certain size: what does not fit is left out, and colours take no room. */
final class Canvas {

  private final int columns;
  private final int rows;
  private final List<String> lines = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();
  private int used;

  Canvas(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
  }

  Canvas text(String text) {
    return text(text, UnaryOperator.identity());
  }

  /** Adds to the line what still fits into it. */
  Canvas text(String text, UnaryOperator<String> colour) {
    StringBuilder fitting = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              int width = width(point);
              if (used + width <= columns) {
                fitting.appendCodePoint(Character.isISOControl(point) ? ' ' : point);
                used += width;
              } else {
                used = columns; // nothing after what was left out
              }
            });
    if (!fitting.isEmpty()) {
      line.append(colour.apply(fitting.toString()));
    }
    return this;
  }

  /** Goes on in this column, if the line is not there yet. */
  Canvas tab(int column) {
    return text(" ".repeat(Math.max(0, column - used)));
  }

  /** Ends the line. */
  Canvas end() {
    if (lines.size() < rows) {
      lines.add(line.toString());
    }
    line.setLength(0);
    used = 0;
    return this;
  }

  int rowsLeft() {
    return rows - lines.size();
  }

  List<String> lines() {
    return lines;
  }

  /** Chinese characters take two places. */
  private static int width(int point) {
    boolean wide =
        point >= 0x1100 && point <= 0x115F
            || point >= 0x2E80 && point <= 0xA4CF
            || point >= 0xAC00 && point <= 0xD7A3
            || point >= 0xF900 && point <= 0xFAFF
            || point >= 0xFE30 && point <= 0xFE6F
            || point >= 0xFF00 && point <= 0xFF60
            || point >= 0x1F300 && point <= 0x1FAFF;
    return wide ? 2 : 1;
  }
}
