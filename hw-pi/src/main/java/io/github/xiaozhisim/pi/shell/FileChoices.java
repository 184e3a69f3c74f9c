package io.github.xiaozhisim.pi.shell;

import io.github.xiaozhisim.pi.shell.Command.Choice;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Files and folders that a word may name. */
final class FileChoices {

  private static final int MOST = 200;

  private FileChoices() {}

  /**
   * Those in the folder that {@code begun} is in, if they are folders or fit {@code name}; hidden ones are left out.
   */
  static List<Choice> of(String begun, Pattern name) {
    int slash = begun.lastIndexOf('/') + 1;
    String folder = begun.substring(0, slash);
    List<Choice> choices = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(folder.isEmpty() ? "." : folder))) {
      for (Path file : files) {
        String shown = folder + file.getFileName();
        boolean hidden = file.getFileName().toString().startsWith(".");
        if (hidden || choices.size() >= MOST) {
          continue;
        }
        if (Files.isDirectory(file)) {
          choices.add(new Choice(shown + "/", "", false));
        } else if (name.matcher(shown).matches()) {
          choices.add(new Choice(shown, ""));
        }
      }
    } catch (IOException | DirectoryIteratorException | InvalidPathException e) {
      return List.of(); // nothing to choose from, then
    }
    choices.sort(Comparator.comparing(Choice::value));
    return choices;
  }
}
