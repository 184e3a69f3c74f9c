package io.github.xiaozhisim.stress.monitor;

import java.util.List;

/**
 * What is to be watched beside the machine.
 *
 * @param processes numbers of processes
 * @param ports the processes that listen on these TCP ports
 * @param likelyPorts the same; but when nobody can be found there, nothing is said
 * @param groups names of control groups: containers, services
 * @param pages where servers tell of themselves, as Prometheus text
 */
public record Watched(
    List<Long> processes,
    List<Integer> ports,
    List<Integer> likelyPorts,
    List<String> groups,
    List<MetricsPage> pages) {

  /** Only the machine. */
  public static final Watched NOTHING = new Watched(List.of(), List.of(), List.of(), List.of(), List.of());

  public Watched {
    processes = List.copyOf(processes);
    ports = List.copyOf(ports);
    likelyPorts = List.copyOf(likelyPorts);
    groups = List.copyOf(groups);
    pages = List.copyOf(pages);
  }
}
