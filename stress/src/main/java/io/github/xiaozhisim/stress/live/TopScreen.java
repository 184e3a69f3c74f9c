package io.github.xiaozhisim.stress.live;

/** Shows frames on the whole screen of a terminal, whatever size it has just now. Used by one thread. */
public final class TopScreen implements AutoCloseable {

  /** Asking the terminal starts a process. */
  private static final int ASK_SIZE_EVERY = 5;

  private final Terminal terminal;
  private Tty.Size size = new Tty.Size(120, 40);
  private int shown;

  /** @param terminal one that is interactive */
  public TopScreen(Terminal terminal) {
    this.terminal = terminal;
  }

  public void show(TopFrame frame) {
    if (shown++ % ASK_SIZE_EVERY == 0) {
      size = Tty.size(size);
    }
    terminal.screen(TopView.format(frame, size.columns(), size.rows(), terminal.style(), terminal.unicode()));
  }

  /** Shows again what was there before. */
  @Override
  public void close() {
    terminal.leaveScreen();
  }
}
