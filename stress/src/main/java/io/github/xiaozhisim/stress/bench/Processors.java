package io.github.xiaozhisim.stress.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Which processor each program gets, so that they do not wander and meet. The target server has the first that this
 * process may use, floor and fleet the second.
 *
 * @param target of the target server; -1 when nothing is pinned
 * @param client of floor and fleet; -1 when nothing is pinned
 * @param why one clause for people
 */
record Processors(int target, int client, String why) {

  private static final String TOOL = "taskset";

  /** What this machine offers. */
  static Processors here() {
    List<Integer> allowed = allowed();
    if (allowed.size() < 2) {
      return new Processors(-1, -1, "nothing pinned: all share one processor, so the figures are of little use");
    }
    if (!toolIsThere()) {
      return new Processors(-1, -1, "nothing pinned: there is no " + TOOL + " here (util-linux has it)");
    }
    int target = allowed.get(0);
    int client = allowed.get(1);
    return new Processors(
        target,
        client,
        String.format(Locale.ROOT, "target on processor %d, floor and fleet on processor %d", target, client));
  }

  List<String> forTarget(List<String> command) {
    return pinned(target, command);
  }

  List<String> forClient(List<String> command) {
    return pinned(client, command);
  }

  private static List<String> pinned(int processor, List<String> command) {
    if (processor < 0) {
      return command;
    }
    List<String> pinned = new ArrayList<>(List.of(TOOL, "-c", Integer.toString(processor)));
    pinned.addAll(command);
    return pinned;
  }

  private static boolean toolIsThere() {
    String path = System.getenv("PATH");
    return path != null && Stream.of(path.split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, TOOL)));
  }

  private static List<Integer> allowed() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("Cpus_allowed_list:"))
          .findFirst()
          .map(line -> parse(line.substring(line.indexOf(':') + 1).strip()))
          .orElse(List.of());
    } catch (IOException e) {
      return List.of();
    }
  }

  /** The kernel's way to write lists: {@code 0-3,8}. */
  static List<Integer> parse(String list) {
    List<Integer> numbers = new ArrayList<>();
    for (String part : list.split(",")) {
      int dash = part.indexOf('-');
      int from = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
      int to = dash < 0 ? from : Integer.parseInt(part.substring(dash + 1));
      for (int i = from; i <= to; i++) {
        numbers.add(i);
      }
    }
    return numbers;
  }
}
