package io.github.xiaozhisim.stress.report;

import java.io.IOException;
import java.io.Writer;

/**
 * Lets JSON through so that it can stand in a {@code script} element: each {@code <} becomes its escape, which means
 * the same in a JSON string and cannot stand outside of one. Closing it does not close what it writes to.
 */
final class ScriptSafeWriter extends Writer {

  private static final String LESS_THAN = "\\u003c";

  private final Writer out;

  ScriptSafeWriter(Writer out) {
    this.out = out;
  }

  @Override
  public void write(char[] text, int from, int length) throws IOException {
    int end = from + length;
    int done = from;
    for (int i = from; i < end; i++) {
      if (text[i] == '<') {
        out.write(text, done, i - done);
        out.write(LESS_THAN);
        done = i + 1;
      }
    }
    out.write(text, done, end - done);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.flush();
  }
}
