package io.github.xiaozhisim.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The steps of a guide: the fenced blocks of one of its sections.
 *
 * @param steps in the order of the text
 */
record Guide(List<Step> steps) {

  private static final Pattern FENCE = Pattern.compile("```(\\w+)(?: (.*))?");

  /**
   * One block.
   *
   * @param language such as {@code sh} or {@code java}
   * @param note what follows it on the fence: a file's name, or how a command ends; may be empty
   * @param text the block
   * @param line where it begins
   */
  record Step(String language, String note, String text, int line) {

    /** A file that is to be written, not something to be done. */
    boolean file() {
      return note.contains("/");
    }

    @Override
    public String toString() {
      return "the block at line " + line;
    }
  }

  static Guide read(Path markdown, String section) throws IOException {
    List<String> lines = Files.readAllLines(markdown);
    List<Step> steps = new ArrayList<>();
    boolean inside = false;
    for (int i = 0; i < lines.size(); i++) {
      Matcher fence = FENCE.matcher(lines.get(i));
      if (fence.matches()) {
        int end = i + lines.subList(i, lines.size()).indexOf("```");
        String text = String.join("\n", lines.subList(i + 1, end)) + "\n";
        if (inside) {
          steps.add(new Step(fence.group(1), fence.group(2) == null ? "" : fence.group(2), text, i + 1));
        }
        i = end;
      } else if (lines.get(i).startsWith("## ")) {
        inside = lines.get(i).startsWith("## " + section);
      }
    }
    if (steps.isEmpty()) {
      throw new IOException(markdown + " has no section '" + section + "' with steps");
    }
    return new Guide(List.copyOf(steps));
  }
}
