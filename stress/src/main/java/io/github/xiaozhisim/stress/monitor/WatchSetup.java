package io.github.xiaozhisim.stress.monitor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** Finds what is to be watched, before a run begins; says in a sentence what cannot be found. */
final class WatchSetup {

  private final SystemRoot root;
  private final List<Probe> probes = new ArrayList<>();
  private final List<Long> known = new ArrayList<>();
  private int processes;
  private int groups;
  private int pages;

  WatchSetup(SystemRoot root) {
    this.root = root;
    probes.add(new MachineProbe(root));
  }

  List<Probe> probes(Watched watched) throws WatchFailure {
    for (Long process : watched.processes()) {
      process(process);
    }
    for (Integer port : watched.ports()) {
      port(port);
    }
    for (Integer port : watched.likelyPorts()) {
      long process = ListeningPort.process(root, port);
      if (process >= 0) {
        add(process, "port " + port, () -> ListeningPort.process(root, port));
      }
    }
    for (String group : watched.groups()) {
      group(group);
    }
    for (MetricsPage page : watched.pages()) {
      page(page);
    }
    return probes;
  }

  private void process(long process) throws WatchFailure {
    if (ProcessFiles.stat(root.proc(process + "/stat")) == null) {
      throw new WatchFailure(
          "there is no process "
              + process
              + " on this machine (or none that Linux shows us); look for the server's with 'pgrep -a NAME'");
    }
    add(process, Long.toString(process), () -> -1);
  }

  private void port(int port) throws WatchFailure {
    long process = ListeningPort.process(root, port);
    if (process < 0) {
      throw new WatchFailure(
          ListeningPort.isOpen(root, port)
              ? "somebody listens on port "
                  + port
                  + ", but this user may not see who; run as the server's user or as root, or name its process"
              : "nobody listens on port " + port + " of this machine; start the server first, or mend the port");
    }
    add(process, "port " + port, () -> ListeningPort.process(root, port));
  }

  /** Once only, however often it is named. */
  private void add(long process, String which, ProcessProbe.Whereabouts whereabouts) {
    if (known.contains(process)) {
      return;
    }
    known.add(process);
    ProcessFiles.Stat stat = ProcessFiles.stat(root.proc(process + "/stat"));
    String name = stat == null ? "process" : stat.name();
    processes++;
    probes.add(
        new ProcessProbe(
            root, new ProcessGauges(numbered("server", processes), name + " (" + which + ")"), process, whereabouts));
    ControlGroup group = ControlGroup.ofProcess(root, process);
    if (group != null) {
      probes.add(new GroupProbe(group, numbered("container", ++groups), "the group of " + name));
    }
  }

  private void group(String name) throws WatchFailure {
    ControlGroup group = ControlGroup.named(root, name);
    if (group == null) {
      throw new WatchFailure(
          "there is no control group whose name has '" + name + "' below " + root.groups()
              + ", or more than one; give a container's whole number ('docker ps --no-trunc') or the group's path");
    }
    probes.add(new GroupProbe(group, numbered("container", ++groups), name));
  }

  private void page(MetricsPage page) throws WatchFailure {
    PageFetch fetch = new PageFetch(page.uri());
    PrometheusText first;
    try {
      first = new PrometheusText(fetch.page().join());
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String why = cause.getMessage() == null ? "nothing answers there" : cause.getMessage();
      throw new WatchFailure(page.where() + " cannot be read (" + why + "); mend the address, or leave it out");
    }
    List<ServerMetric> metrics = new ArrayList<>();
    for (ServerMetric metric : page.metrics().isEmpty() ? ServerMetric.USUAL : page.metrics()) {
      if (!Double.isNaN(first.value(metric))) {
        metrics.add(metric);
      } else if (!page.metrics().isEmpty()) {
        throw new WatchFailure(page.where() + " has no metric " + metric + "; it has " + some(first, metric.name()));
      }
    }
    if (metrics.isEmpty()) {
      throw new WatchFailure(
          page.where()
              + " has none of the usual metrics of a process; say which to watch, it has "
              + some(first, "process"));
    }
    probes.add(new MetricsProbe(fetch, metrics, numbered("metrics", ++pages), page.where()));
  }

  /** Some of what there is, that which has most words in common with {@code wanted} first. */
  private static String some(PrometheusText page, String wanted) {
    Set<String> words = new HashSet<>(Arrays.asList(wanted.split("_+")));
    List<String> names = new ArrayList<>(page.names());
    names.sort(
        Comparator.comparingLong(name -> -Stream.of(name.split("_+")).distinct().filter(words::contains).count()));
    return names.isEmpty()
        ? "none at all (is that its Prometheus page?)"
        : names.size()
            + ": "
            + String.join(", ", names.subList(0, Math.min(8, names.size())))
            + (names.size() > 8 ? ", …" : "");
  }

  private static String numbered(String name, int number) {
    return number == 1 ? name : name + "_" + number;
  }
}
