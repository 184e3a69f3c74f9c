package io.github.xiaozhisim;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the repository lies, from wherever in it a test was started. */
public final class RepositoryRoot {

  private RepositoryRoot() {}

  public static Path find() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("xiaozhi"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("started outside of the repository: no folder above has the launcher");
      }
    }
    return folder;
  }
}
