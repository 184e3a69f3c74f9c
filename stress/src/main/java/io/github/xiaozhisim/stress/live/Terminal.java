package io.github.xiaozhisim.stress.live;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharsetEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where text goes: a terminal, on which a live line is rewritten or the whole screen is filled, or a pipe or file,
 * which gets whole lines. Used by one thread.
 */
public final class Terminal {

  private static final Tty.Size USUAL = new Tty.Size(120, 40);
  private static final char ESCAPE = 27;
  private static final String ERASE_TO_END = ESCAPE + "[K";
  private static final String ERASE_BELOW = ESCAPE + "[J";
  private static final String TO_TOP = ESCAPE + "[H";
  /** The other screen, which programs that fill it use, without a cursor; and back to where the shell was. */
  private static final String TO_SCREEN = ESCAPE + "[?1049h" + ESCAPE + "[?25l";
  private static final String FROM_SCREEN = ESCAPE + "[?25h" + ESCAPE + "[?1049l";

  private final PrintStream out;
  private final boolean interactive;
  private final Style style;
  private final int columns;
  private boolean lineOpen;
  private boolean screenOpen;

  public Terminal(PrintStream out, boolean interactive, Style style, int columns) {
    this.out = out;
    this.interactive = interactive;
    this.style = style;
    this.columns = columns;
  }

  /** Standard output, as it is; colours only on a terminal and where NO_COLOR is not set. */
  public static Terminal standard(PrintStream out, Map<String, String> environment) {
    boolean interactive = isTerminal() && !"dumb".equals(environment.get("TERM"));
    boolean colours = interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(
        out,
        interactive,
        colours ? Style.COLOURED : Style.PLAIN,
        interactive ? Tty.size(USUAL).columns() : USUAL.columns());
  }

  private static boolean isTerminal() {
    Path standardOutput = Path.of("/proc/self/fd/1");
    if (Files.isSymbolicLink(standardOutput)) {
      try {
        String target = Files.readSymbolicLink(standardOutput).toString();
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
      } catch (IOException e) {
        return false;
      }
    }
    return System.console() != null && System.console().isTerminal();
  }

  public boolean interactive() {
    return interactive;
  }

  public Style style() {
    return style;
  }

  /** Whether more than ASCII can be shown. */
  public boolean unicode() {
    CharsetEncoder encoder = out.charset().newEncoder();
    return encoder.canEncode('█');
  }

  /** Shows the live line in place of the one before; on a pipe, as a line of its own. */
  public void live(String line) {
    if (interactive) {
      String fitting = line.length() < columns ? line : line.substring(0, Math.max(0, columns - 1));
      out.print("\r" + fitting + ERASE_TO_END);
      lineOpen = true;
    } else {
      out.println(line);
    }
    out.flush();
  }

  /**
   * Fills the whole screen with these lines, each as it is; what was there before comes back with {@link #leaveScreen}.
   */
  public synchronized void screen(List<String> lines) {
    StringBuilder text = new StringBuilder(screenOpen ? "" : TO_SCREEN).append(TO_TOP);
    screenOpen = true;
    for (int i = 0; i < lines.size(); i++) {
      text.append(i == 0 ? "" : "\r\n").append(lines.get(i)).append(ERASE_TO_END);
    }
    out.print(text.append(ERASE_BELOW));
    out.flush();
  }

  /** Shows again what was there before {@link #screen}; harmless without. Any thread. */
  public synchronized void leaveScreen() {
    if (screenOpen) {
      screenOpen = false;
      out.print(FROM_SCREEN);
      out.flush();
    }
  }

  /** Prints text below the live line. */
  public void print(String text) {
    leaveScreen();
    endLive();
    out.print(text);
    out.flush();
  }

  public void endLive() {
    if (lineOpen) {
      out.println();
      lineOpen = false;
    }
  }
}
