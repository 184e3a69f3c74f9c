package io.github.xiaozhisim.pi.shell;

import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/** Where lines come from and go to. {@link #read} by one thread; the rest by any. */
interface Console extends AutoCloseable {

  /**
   * The next line.
   *
   * @return null when there is no more
   * @throws InterruptedException when the person has pressed Ctrl-C
   */
  @Nullable String read() throws InterruptedException;

  /** Shows a line, above the one being typed where one is. */
  void print(AttributedString line);

  /** Shows how the device is, where there is a place for it. */
  void status(AttributedString line);

  /** How wide it is; a pipe is as wide as people read. */
  int columns();

  /** Whether more than ASCII can be shown. */
  boolean unicode();

  /** Whether a person types, who sees what happens and need not be waited for. */
  boolean interactive();

  @Override
  void close();
}
