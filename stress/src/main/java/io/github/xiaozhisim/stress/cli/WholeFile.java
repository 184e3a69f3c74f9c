package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.report.ReportFolder;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that somebody asked for by name: an earlier one stays until the new one is whole. */
final class WholeFile {

  private WholeFile() {}

  /** Writes what is to be in it. */
  @FunctionalInterface
  interface Content {
    void writeTo(Writer out) throws IOException;
  }

  /** @throws IOException with a sentence that names the file */
  static void write(Path file, Content content) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".part");
    try (Writer out = Files.newBufferedWriter(next)) {
      content.writeTo(out);
    } catch (IOException e) {
      throw new IOException(file + " cannot be written: " + ReportFolder.reason(e), e);
    }
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
