package io.github.xiaozhisim.stress.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Whether what is printed goes to the system's journal. Any thread. */
final class JournalStream {

  private static final Path STANDARD_OUTPUT = Path.of("/dev/stdout");

  private JournalStream() {}

  static boolean isStandardOutput(Map<String, String> environment) {
    return is(STANDARD_OUTPUT, environment);
  }

  /**
   * By systemd's own rule: the variable alone is inherited by all that a service starts, a desktop's terminals among
   * them; it names the very file that is the journal.
   */
  static boolean is(Path output, Map<String, String> environment) {
    String journal = environment.getOrDefault("JOURNAL_STREAM", "");
    if (journal.isEmpty()) {
      return false;
    }
    try {
      return journal.equals(Files.getAttribute(output, "unix:dev") + ":" + Files.getAttribute(output, "unix:ino"));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }
}
