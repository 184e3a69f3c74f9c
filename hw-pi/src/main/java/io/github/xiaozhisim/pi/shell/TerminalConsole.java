package io.github.xiaozhisim.pi.shell;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.InfoCmp;
import org.jspecify.annotations.Nullable;

/**
 * A person's terminal: a line that can be edited, with history and completion; what happens stands above it, how the
 * device is below. One that can do none of that (TERM is dumb) gets plain lines. {@link #read} by one thread; the rest
 * by any.
 */
final class TerminalConsole implements Console {

  private static final int USUAL_COLUMNS = 80;
  private static final int FEWEST_ROWS = 6;
  private static final String HOLD = "hold-to-talk";
  private static final String PROMPT = "xiaozhi> ";

  private final Terminal terminal;
  private final Prompt prompt;
  private final boolean dumb;

  /** A dumb terminal has shown the prompt and nothing after it. */
  private final AtomicBoolean prompted = new AtomicBoolean();

  private TerminalConsole(Terminal terminal, Prompt prompt) {
    this.terminal = terminal;
    this.prompt = prompt;
    this.dumb = terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }

  /**
   * Opens the terminal this process was started from.
   *
   * @param history where lines are kept for the next time; null: nowhere
   * @param talk what the space bar is at an empty line
   */
  static TerminalConsole open(@Nullable Path history, TalkKey talk, Commands commands) throws IOException {
    // Nothing is asked of the terminal: an answer that comes late, over a slow line, would stand in the line being
    // typed.
    Terminal terminal =
        TerminalBuilder.builder().name("xiaozhi").system(true).dumb(true).graphemeCluster(false).build();
    Prompt prompt = new Prompt(terminal);
    // Whoever types don't, means it: a quote is a quote only around a word, and nothing escapes anything.
    DefaultParser parser = new DefaultParser();
    parser.setQuoteChars(new char[] {'"'});
    parser.setEscapeChars(null);
    prompt.setParser(parser);
    prompt.option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
    prompt.option(LineReader.Option.CASE_INSENSITIVE, true);
    if (history != null) {
      prompt.setVariable(LineReader.HISTORY_FILE, history);
    }
    prompt.setHighlighter(new CommandHighlighter(commands));
    prompt.bindSpace(talk);
    Thread reading = Thread.currentThread();
    terminal.handle(Terminal.Signal.INT, signal -> reading.interrupt()); // while a command runs; a prompt has its own
    return new TerminalConsole(terminal, prompt);
  }

  /** What Tab asks from now on. */
  void completeWith(Completer completer) {
    prompt.setCompleter(completer);
  }

  @Override
  public @Nullable String read() throws InterruptedException {
    prompted.set(true);
    try {
      return prompt.readLine(
          dumb ? PROMPT : new AttributedStringBuilder().append(PROMPT, Shown.STRONG).toAnsi(terminal));
    } catch (EndOfFileException e) {
      terminal.puts(InfoCmp.Capability.clr_eos); // how the device was stands below a line that was not ended
      terminal.flush();
      return null;
    } catch (UserInterruptException e) {
      if (e.getPartialLine().isEmpty()) {
        throw new InterruptedException();
      }
      return ""; // the line is given up, and nothing else
    } finally {
      prompted.set(false);
    }
  }

  @Override
  public void print(AttributedString line) {
    if (dumb) {
      PrintWriter out = terminal.writer();
      out.println((prompted.getAndSet(false) ? System.lineSeparator() : "") + line);
      out.flush();
      return;
    }
    AttributedStringBuilder whole = new AttributedStringBuilder();
    for (AttributedString part : WordWrap.wrap(line, columns())) {
      whole.append(whole.length() == 0 ? "" : "\n").append(part);
    }
    prompt.printAbove(whole.toAttributedString());
  }

  @Override
  public void status(AttributedString line) {
    if (!dumb && terminal.getHeight() >= FEWEST_ROWS) {
      prompt.show(line);
    }
  }

  @Override
  public int columns() {
    return terminal.getWidth() > 0 ? terminal.getWidth() : USUAL_COLUMNS;
  }

  @Override
  public boolean unicode() {
    return terminal.outputEncoding().newEncoder().canEncode('█');
  }

  @Override
  public boolean interactive() {
    return true;
  }

  @Override
  public void close() {
    try {
      terminal.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal could not be put back as it was; 'reset' does it", e);
    }
  }

  /** The line being typed, and below it how the device is; both are drawn as one, so that neither tears the other. */
  private static final class Prompt extends LineReaderImpl {

    private AttributedString below = AttributedString.EMPTY;

    Prompt(Terminal terminal) {
      super(terminal, "xiaozhi", new HashMap<>());
    }

    void show(AttributedString line) {
      lock.lock();
      try {
        below = line;
        if (reading) {
          redisplay(true);
        }
      } finally {
        lock.unlock();
      }
    }

    /**
     * Whatever else stands below the line, such as what can be completed, goes first; a line that is done has nothing.
     */
    @Override
    protected void redisplay(boolean flush) {
      boolean free = post == null && state == State.NORMAL && below.length() > 0;
      if (free) {
        post = () -> below;
      }
      try {
        super.redisplay(flush);
      } finally {
        if (free) {
          post = null;
        }
      }
    }

    /** At an empty line the space bar is a key to talk, elsewhere a space. */
    void bindSpace(TalkKey talk) {
      getWidgets()
          .put(
              HOLD,
              () -> {
                if (getBuffer().length() > 0) {
                  callWidget(SELF_INSERT);
                } else {
                  talk.pressed();
                }
                return true;
              });
      for (String map : List.of(EMACS, VIINS, MAIN)) {
        KeyMap<Binding> keys = getKeyMaps().get(map);
        if (keys != null) {
          keys.bind(new Reference(HOLD), " ");
        }
      }
    }
  }
}
