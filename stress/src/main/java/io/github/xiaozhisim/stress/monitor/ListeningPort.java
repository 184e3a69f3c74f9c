package io.github.xiaozhisim.stress.monitor;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds the process that listens on a TCP port of this machine. */
final class ListeningPort {

  private static final String LISTENING = "0A";
  private static final int ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private ListeningPort() {}

  /** Whether anybody listens there. */
  static boolean isOpen(SystemRoot root, int port) {
    return !sockets(root, port).isEmpty();
  }

  /**
   * The number of the process that listens there: of several (workers) the one that began first. -1 when there is none,
   * or when we may not look into it.
   */
  static long process(SystemRoot root, int port) {
    Set<String> sockets = sockets(root, port);
    long found = -1;
    long foundStart = Long.MAX_VALUE;
    for (Long process : sockets.isEmpty() ? List.<Long>of() : SystemRoot.numbers(root.proc())) {
      ProcessFiles.Stat stat = ProcessFiles.stat(root.proc(process + "/stat"));
      if (stat != null && stat.start() < foundStart && holds(root.proc().resolve(process + "/fd"), sockets)) {
        found = process;
        foundStart = stat.start();
      }
    }
    return found;
  }

  private static boolean holds(Path descriptors, Set<String> sockets) {
    for (String each : SystemRoot.names(descriptors)) {
      if (sockets.contains(SystemRoot.link(descriptors.resolve(each)))) {
        return true;
      }
    }
    return false;
  }

  /** Listening sockets as links of descriptors show them. */
  private static Set<String> sockets(SystemRoot root, int port) {
    String end = String.format(Locale.ROOT, ":%04X", port);
    Set<String> sockets = new HashSet<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      for (String line : root.proc(table).split("\n", -1)) {
        String[] fields = line.strip().split(" +", -1);
        if (fields.length > INODE && fields[ADDRESS].endsWith(end) && fields[STATE].equals(LISTENING)) {
          sockets.add("socket:[" + fields[INODE] + "]");
        }
      }
    }
    return sockets;
  }
}
