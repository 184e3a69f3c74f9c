package io.github.xiaozhisim.stress.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The terminal this process was started from, as {@code stty} knows it; Java does not. Any thread. */
final class Tty {

  static final Path DEVICE = Path.of("/dev/tty");

  private Tty() {}

  /** Runs stty on it; what it says, or nothing when there is no terminal. */
  static String stty(String... arguments) {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(arguments));
    try {
      Process stty =
          new ProcessBuilder(command)
              .redirectInput(DEVICE.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      return stty.waitFor(1, TimeUnit.SECONDS) ? answer : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** How large it is, or this when it does not say. */
  static Size size(Size unknown) {
    String[] words = stty("size").split(" ", -1);
    try {
      int rows = Integer.parseInt(words[0]);
      int columns = words.length > 1 ? Integer.parseInt(words[1]) : 0;
      return new Size(columns > 0 ? columns : unknown.columns(), rows > 0 ? rows : unknown.rows());
    } catch (NumberFormatException e) {
      return unknown;
    }
  }

  /** In characters. */
  record Size(int columns, int rows) {}
}
