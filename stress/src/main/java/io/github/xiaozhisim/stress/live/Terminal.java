package io.github.xiaozhisim.stress.live;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where text goes: a terminal, on which a live line is rewritten, or a pipe or file, which gets whole lines. Used by one
 * thread.
 */
public final class Terminal {

  private static final int USUAL_COLUMNS = 120;
  private static final String ERASE_TO_END = (char) 27 + "[K";

  private final PrintStream out;
  private final boolean interactive;
  private final Style style;
  private final int columns;
  private boolean lineOpen;

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
        out, interactive, colours ? Style.COLOURED : Style.PLAIN, interactive ? askColumns() : USUAL_COLUMNS);
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

  /** {@code stty} knows; Java does not. */
  private static int askColumns() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(Path.of("/dev/tty").toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      stty.waitFor(1, TimeUnit.SECONDS);
      int space = answer.indexOf(' ');
      int columns = space > 0 ? Integer.parseInt(answer.substring(space + 1)) : 0;
      return columns > 0 ? columns : USUAL_COLUMNS;
    } catch (IOException | NumberFormatException e) {
      return USUAL_COLUMNS;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL_COLUMNS;
    }
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

  /** Prints text below the live line. */
  public void print(String text) {
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
