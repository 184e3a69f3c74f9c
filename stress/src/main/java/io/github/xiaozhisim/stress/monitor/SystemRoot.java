package io.github.xiaozhisim.stress.monitor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where Linux shows its processes and control groups; tests bring folders of their own. What is not there, or not for
 * our eyes, reads as nothing: most of it is missing on other systems. Any thread.
 *
 * @param proc as {@code /proc}
 * @param groups as {@code /sys/fs/cgroup}
 */
public record SystemRoot(Path proc, Path groups) {

  /** This machine's. */
  public static final SystemRoot THIS_MACHINE = new SystemRoot(Path.of("/proc"), Path.of("/sys/fs/cgroup"));

  /** The text of a file below {@code proc}, such as {@code self/status}; empty where there is none. */
  public String proc(String name) {
    return text(proc.resolve(name));
  }

  /**
   * The text of any of these files; empty where there is none. As a stream: a file's own reader takes its first byte
   * alone where no size is told, and settings of the kernel have no second one then.
   */
  public static String text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * How many descriptors a process has open, from a folder as {@code /proc/self/fd}; -1 where that is not to be seen.
   */
  public static long descriptors(Path folder) {
    try {
      long counted = Files.size(folder); // their number, since Linux 6.2
      return counted > 0 ? counted : list(folder).size();
    } catch (IOException e) {
      return -1;
    }
  }

  /** Names in a folder; empty where there is none. */
  static List<String> names(Path folder) {
    try {
      return list(folder);
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Names in a folder that are numbers: processes, threads. */
  static List<Long> numbers(Path folder) {
    List<Long> numbers = new ArrayList<>();
    for (String name : names(folder)) {
      if (!name.isEmpty() && name.chars().allMatch(Character::isDigit)) {
        numbers.add(Long.parseLong(name));
      }
    }
    return numbers;
  }

  private static List<String> list(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(each -> each.getFileName().toString()).toList();
    }
  }

  /**
   * What a link such as {@code /proc/7/fd/3} or {@code /proc/7/ns/net} points to; empty where that is not to be seen.
   */
  static String link(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }
}
