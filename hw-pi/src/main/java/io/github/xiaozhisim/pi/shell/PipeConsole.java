package io.github.xiaozhisim.pi.shell;

import java.io.PrintWriter;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/** A pipe or file, where nothing is ever rewritten and nobody types. */
final class PipeConsole implements Console {

  private static final int COLUMNS = 100;

  private final PrintWriter out;
  private final boolean colours;
  private final boolean unicode;

  PipeConsole(PrintWriter out, boolean colours, boolean unicode) {
    this.out = out;
    this.colours = colours;
    this.unicode = unicode;
  }

  @Override
  public @Nullable String read() {
    return null;
  }

  @Override
  public void print(AttributedString line) {
    out.println(colours ? line.toAnsi() : line.toString());
    out.flush();
  }

  @Override
  public void status(AttributedString line) {
    // a file has no place that is rewritten
  }

  @Override
  public int columns() {
    return COLUMNS;
  }

  @Override
  public boolean unicode() {
    return unicode;
  }

  @Override
  public boolean interactive() {
    return false;
  }

  @Override
  public void close() {
    out.flush();
  }
}
