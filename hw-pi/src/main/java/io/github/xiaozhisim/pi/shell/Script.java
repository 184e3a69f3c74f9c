package io.github.xiaozhisim.pi.shell;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines for a shell, one command each; blank lines and those that begin with {@code #} are for people. Immutable.
 *
 * @param name as mistakes name it
 */
public record Script(String name, List<String> lines) {

  public Script {
    lines = List.copyOf(lines);
  }

  /**
   * Reads a file.
   *
   * @throws IOException with a sentence where it cannot be read
   */
  public static Script read(Path file) throws IOException {
    try {
      return new Script(file.toString(), Files.readAllLines(file));
    } catch (NoSuchFileException e) {
      throw new IOException("there is no script " + file, e);
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is not text in UTF-8", e);
    } catch (IOException e) {
      throw new IOException("the script " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Everything that is wrong with it before it runs, each with the number of its line; empty where nothing is. */
  public List<String> mistakes() {
    Commands commands = new Commands();
    List<String> mistakes = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Order order = Order.parse(lines.get(i));
      if (order.isNothing()) {
        continue;
      }
      try {
        commands.verify(order, true);
      } catch (ShellFailure mistake) {
        mistakes.add(located(i, mistake.sentence()));
      }
    }
    return mistakes;
  }

  /** A sentence about the line with this index. */
  String located(int index, String sentence) {
    return name + ":" + (index + 1) + ": " + sentence;
  }
}
