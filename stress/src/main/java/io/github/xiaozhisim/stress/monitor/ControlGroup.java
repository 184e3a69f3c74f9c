package io.github.xiaozhisim.stress.monitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A control group of Linux, which is how containers and services are limited: its files, old style (a tree for each
 * resource) or new (one tree).
 *
 * @param cpuStat with the time for which it was held up
 * @param cpuUsed with the processor time it has used; may be the same file
 * @param memoryUsed bytes now
 * @param memoryLimit bytes, or a word or an absurd number for none
 * @param memoryStat with the part of it that is only a cache of files
 */
record ControlGroup(Path cpuStat, Path cpuUsed, Path memoryUsed, Path memoryLimit, Path memoryStat) {

  /** How far below the top groups are looked for by name. */
  private static final int DEPTH = 8;

  private static final Pattern MEMORY_LINE =
      Pattern.compile("^\\d+:(?:|[^:]*\\bmemory\\b[^:]*):/*(.*)$", Pattern.MULTILINE);

  /** The group of a process; null where it is in none of its own, or in the same one as this program. */
  static @Nullable ControlGroup ofProcess(SystemRoot root, long process) {
    String its = place(root, root.proc(process + "/cgroup"));
    String own = place(root, root.proc("self/cgroup"));
    return its.isEmpty() || its.equals(own) ? null : at(root, its);
  }

  /**
   * The group whose folder is named so, or has that in its name: the number that Docker gives a container, or a part of
   * it. Null when there is none, or more than one.
   */
  static @Nullable ControlGroup named(SystemRoot root, String name) {
    Path top = isUnified(root) ? root.groups() : root.groups().resolve("memory");
    try (Stream<Path> all = Files.find(top, DEPTH, (path, attributes) -> attributes.isDirectory())) {
      List<Path> found =
          all.filter(path -> path.endsWith(name) || path.getFileName().toString().contains(name))
              .filter(path -> !path.equals(top))
              .toList();
      // what is below a group that is meant is meant with it
      List<Path> tops = found.stream().filter(path -> found.stream().noneMatch(other -> isBelow(path, other))).toList();
      return tops.size() == 1 ? at(root, top.relativize(tops.getFirst()).toString()) : null;
    } catch (IOException | java.io.UncheckedIOException e) {
      return null;
    }
  }

  private static boolean isBelow(Path path, Path other) {
    return !path.equals(other) && path.startsWith(other);
  }

  private static boolean isUnified(SystemRoot root) {
    return Files.exists(root.groups().resolve("cgroup.controllers"));
  }

  /** Its place below the top of the tree that has memory; empty for the top itself. */
  private static String place(SystemRoot root, String cgroup) {
    for (String line : cgroup.split("\n", -1)) {
      var found = MEMORY_LINE.matcher(line);
      boolean wanted = line.startsWith("0::") == isUnified(root);
      if (wanted && found.matches()) {
        return found.group(1).strip();
      }
    }
    return "";
  }

  private static @Nullable ControlGroup at(SystemRoot root, String place) {
    if (isUnified(root)) {
      Path group = root.groups().resolve(place);
      return Files.isDirectory(group)
          ? new ControlGroup(
              group.resolve("cpu.stat"),
              group.resolve("cpu.stat"),
              group.resolve("memory.current"),
              group.resolve("memory.max"),
              group.resolve("memory.stat"))
          : null;
    }
    Path memory = root.groups().resolve("memory").resolve(place);
    Path cpu = root.groups().resolve("cpu").resolve(place);
    return Files.isDirectory(memory)
        ? new ControlGroup(
            cpu.resolve("cpu.stat"),
            root.groups().resolve("cpuacct").resolve(place).resolve("cpuacct.usage"),
            memory.resolve("memory.usage_in_bytes"),
            memory.resolve("memory.limit_in_bytes"),
            memory.resolve("memory.stat"))
        : null;
  }
}
