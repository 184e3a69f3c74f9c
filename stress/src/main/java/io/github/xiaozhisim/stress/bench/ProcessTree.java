package io.github.xiaozhisim.stress.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the system says about a process, its children and its threads, from {@code /proc}. Any thread. */
final class ProcessTree {

  /** The kernel's clock for programs has ticked a hundred times a second on every machine for decades. */
  private static final int MILLIS_A_TICK = 10;

  private static final int USER_FIELD = 11;
  private static final int KERNEL_FIELD = 12;

  /**
   * The process at one moment. CPU times are since its start.
   *
   * @param userMillis CPU in programs
   * @param kernelMillis CPU in the kernel
   * @param rssKilobytes memory that is there
   * @param threadMillis CPU of each thread there is, by its number
   * @param threadNames of the same
   */
  record Sample(
      long userMillis,
      long kernelMillis,
      long rssKilobytes,
      Map<Long, Long> threadMillis,
      Map<Long, String> threadNames) {

    long cpuMillis() {
      return userMillis + kernelMillis;
    }

    /** CPU by part of the program since {@code earlier}, in milliseconds. */
    Map<ThreadPart, Long> partsSince(Sample earlier) {
      Map<ThreadPart, Long> parts = new java.util.EnumMap<>(ThreadPart.class);
      long all = 0;
      for (Map.Entry<Long, Long> thread : threadMillis.entrySet()) {
        long millis = thread.getValue() - earlier.threadMillis.getOrDefault(thread.getKey(), 0L);
        parts.merge(ThreadPart.of(threadNames.getOrDefault(thread.getKey(), "")), millis, Long::sum);
        all += millis;
      }
      // Threads that have ended meanwhile.
      parts.merge(ThreadPart.REST, Math.max(0, cpuMillis() - earlier.cpuMillis() - all), Long::sum);
      return parts;
    }
  }

  private ProcessTree() {}

  static Sample sample(ProcessHandle process) {
    long user = 0;
    long kernel = 0;
    long rss = 0;
    Map<Long, Long> millis = new HashMap<>();
    Map<Long, String> names = new HashMap<>();
    List<ProcessHandle> all = new ArrayList<>(List.of(process));
    process.descendants().forEach(all::add);
    for (ProcessHandle one : all) {
      Path folder = Path.of("/proc", Long.toString(one.pid()));
      Stat stat = stat(folder.resolve("stat"));
      user += stat.userMillis;
      kernel += stat.kernelMillis;
      rss += rss(folder.resolve("status"));
      for (Path task : tasks(folder.resolve("task"))) {
        Stat thread = stat(task.resolve("stat"));
        long number = Long.parseLong(task.getFileName().toString());
        millis.put(number, thread.userMillis + thread.kernelMillis);
        names.put(number, thread.name);
      }
    }
    return new Sample(user, kernel, rss, millis, names);
  }

  private static List<Path> tasks(Path folder) {
    try (Stream<Path> tasks = Files.list(folder)) {
      return tasks.toList();
    } catch (IOException e) {
      return List.of(); // has ended
    }
  }

  private record Stat(String name, long userMillis, long kernelMillis) {}

  private static Stat stat(Path file) {
    String line = read(file);
    int open = line.indexOf('(');
    int close = line.lastIndexOf(')');
    if (open < 0 || close < 0) {
      return new Stat("", 0, 0);
    }
    String[] fields = line.substring(close + 2).strip().split(" ");
    return new Stat(
        line.substring(open + 1, close),
        Long.parseLong(fields[USER_FIELD]) * MILLIS_A_TICK,
        Long.parseLong(fields[KERNEL_FIELD]) * MILLIS_A_TICK);
  }

  private static long rss(Path status) {
    return read(status).lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return ""; // has ended
    }
  }
}
