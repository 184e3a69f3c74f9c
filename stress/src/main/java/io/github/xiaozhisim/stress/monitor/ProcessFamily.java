package io.github.xiaozhisim.stress.monitor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A process and whatever it has started, and that in turn: servers often leave their work to workers. Who belongs to it
 * is looked up now and then, since that takes a look at every process there is. One thread.
 */
final class ProcessFamily {

  private static final long LOOK_EVERY_NANOS = 5_000_000_000L;

  private final SystemRoot root;
  private final long first;
  private final long start;
  private List<Long> members;
  private long lookedNanos;

  /** @param first a process that is there now */
  ProcessFamily(SystemRoot root, long first, long atNanos) {
    this.root = root;
    this.first = first;
    ProcessFiles.Stat stat = ProcessFiles.stat(root.proc(first + "/stat"));
    this.start = stat == null ? -1 : stat.start();
    this.members = find();
    this.lookedNanos = atNanos;
  }

  /** Those that are alive, by number; empty when the first one has ended. */
  Map<Long, ProcessFiles.Stat> alive(long atNanos) {
    if (atNanos - lookedNanos >= LOOK_EVERY_NANOS) {
      members = find();
      lookedNanos = atNanos;
    }
    Map<Long, ProcessFiles.Stat> alive = new LinkedHashMap<>();
    for (Long member : members) {
      ProcessFiles.Stat stat = ProcessFiles.stat(root.proc(member + "/stat"));
      if (member == first && (stat == null || stat.start() != start)) {
        return Map.of();
      }
      if (stat != null) {
        alive.put(member, stat);
      }
    }
    return alive;
  }

  private List<Long> find() {
    Map<Long, List<Long>> children = new HashMap<>();
    for (Long each : SystemRoot.numbers(root.proc())) {
      ProcessFiles.Stat stat = ProcessFiles.stat(root.proc(each + "/stat"));
      if (stat != null) {
        children.computeIfAbsent(stat.parent(), unused -> new ArrayList<>()).add(each);
      }
    }
    List<Long> found = new ArrayList<>(List.of(first));
    Set<Long> known = new HashSet<>(found);
    for (int i = 0; i < found.size(); i++) {
      for (Long child : children.getOrDefault(found.get(i), List.of())) {
        if (known.add(child)) {
          found.add(child);
        }
      }
    }
    return found;
  }
}
