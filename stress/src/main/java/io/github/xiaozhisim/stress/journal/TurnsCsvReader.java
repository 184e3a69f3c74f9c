package io.github.xiaozhisim.stress.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads lines of {@code turns.csv}, of this version or an earlier one, as far as they are whole. */
final class TurnsCsvReader {

  private final BufferedReader in;
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private List<String> cells = List.of();

  TurnsCsvReader(BufferedReader in) throws IOException {
    this.in = in;
    List<String> header = line();
    if (header != null) {
      for (int i = 0; i < header.size(); i++) {
        columns.put(header.get(i), i);
      }
    }
  }

  /** Goes on to the next turn; false at the end, or where a line was torn. */
  boolean next() throws IOException {
    List<String> read = line();
    if (read == null || read.size() != columns.size()) {
      return false;
    }
    cells = read;
    return true;
  }

  /** The columns there are, in order. */
  List<String> columns() {
    return List.copyOf(columns.keySet());
  }

  /** A cell of this turn; empty where there is no such column. */
  String text(String column) {
    Integer at = columns.get(column);
    return at == null ? "" : cells.get(at);
  }

  /** A number; NaN where there is none. */
  double number(String column) {
    String text = text(column);
    return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
  }

  /** One line, which may hold quoted line ends; null at the end, and when the last one has none. */
  private @Nullable List<String> line() throws IOException {
    List<String> line = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '"') {
        if (quoted && peek() == '"') {
          cell.append((char) in.read());
        } else {
          quoted = !quoted;
        }
      } else if (quoted || c != ',' && c != '\n') {
        cell.append((char) c);
      } else {
        line.add(cell.toString());
        cell.setLength(0);
        if (c == '\n') {
          return line;
        }
      }
    }
    return null;
  }

  private int peek() throws IOException {
    in.mark(1);
    int next = in.read();
    in.reset();
    return next;
  }
}
