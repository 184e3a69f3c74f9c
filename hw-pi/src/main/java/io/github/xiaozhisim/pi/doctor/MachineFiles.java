package io.github.xiaozhisim.pi.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What Linux shows of itself in files; tests bring a folder of their own. What is not there, or not for our eyes, reads
 * as nothing: much of it is missing on other systems. Any thread.
 *
 * @param root as {@code /}
 * @param mayUse whether this process may read and write a file, as the system sees it
 */
public record MachineFiles(Path root, Predicate<Path> mayUse) {

  /** This machine's. */
  public static final MachineFiles THIS_MACHINE =
      new MachineFiles(Path.of("/"), file -> Files.isReadable(file) && Files.isWritable(file));

  /** Where a file is, named as from the root, such as {@code proc/self/status}. */
  Path at(String name) {
    return root.resolve(name);
  }

  boolean has(String name) {
    return Files.exists(at(name));
  }

  /** The whole text, without the zeros of the device tree and ends of lines at the end; empty where there is none. */
  String text(String name) {
    try (InputStream in = Files.newInputStream(at(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\0", "").stripTrailing();
    } catch (IOException e) {
      return "";
    }
  }

  List<String> lines(String name) {
    return text(name).lines().toList();
  }

  /** Names in a folder that begin with {@code prefix}, sorted; none where there is no such folder. */
  List<String> names(String folder, String prefix) {
    try (Stream<Path> all = Files.list(at(folder))) {
      return all.map(each -> each.getFileName().toString()).filter(name -> name.startsWith(prefix)).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Whether this process may read and write it. */
  boolean usable(String name) {
    return mayUse.test(at(name));
  }

  /** What stands behind {@code key=} in a file of such lines, without quotes; empty where there is none. */
  String value(String file, String key) {
    for (String line : lines(file)) {
      if (line.startsWith(key + "=")) {
        return line.substring(key.length() + 1).replace("\"", "");
      }
    }
    return "";
  }

  /** The model as the board's maker wrote it, such as {@code Raspberry Pi 5 Model B Rev 1.0}; empty elsewhere. */
  public String model() {
    return text("proc/device-tree/model");
  }
}
