package io.github.xiaozhisim.stress.monitor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A machine whose system files say what a test writes into them. */
public final class FakeSystem {

  private final Path folder;
  private final SystemRoot root;

  /** In an empty folder. */
  public FakeSystem(Path folder) {
    this.folder = folder;
    this.root = new SystemRoot(folder.resolve("proc"), folder.resolve("cgroup"));
  }

  public SystemRoot root() {
    return root;
  }

  /** From now on this file, such as {@code proc/self/status}, says that. */
  public FakeSystem file(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A link, whether what it points to is there or not. */
  public FakeSystem link(String name, String target) {
    try {
      Path link = folder.resolve(name);
      Files.createDirectories(link.getParent());
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, Path.of(target));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process is gone, or whatever else this folder was. */
  public FakeSystem remove(String name) {
    try (var all = Files.walk(folder.resolve(name))) {
      for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
