package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.monitor.MetricsPage;
import io.github.xiaozhisim.stress.monitor.Monitor;
import io.github.xiaozhisim.stress.monitor.ServerMetric;
import io.github.xiaozhisim.stress.monitor.SystemRoot;
import io.github.xiaozhisim.stress.monitor.WatchFailure;
import io.github.xiaozhisim.stress.monitor.Watched;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is watched beside this program and this machine: the server, where it can be seen from here. */
final class WatchOptions {

  @Option(
      names = "--watch-port",
      paramLabel = "PORT",
      description = {
        "Watch the process that listens on this port of this machine, with all that it has started: processors, "
            + "memory,",
        "  threads, descriptors, and its container's limits. Repeatable (default: that of --server, when it is here)."
      })
  List<Integer> ports = new ArrayList<>();

  @Option(
      names = "--watch-pid",
      paramLabel = "PID",
      description = "Watch this process of this machine in the same way; repeatable.")
  List<Long> processes = new ArrayList<>();

  @Option(
      names = "--watch-group",
      paramLabel = "NAME",
      description =
          "Watch this control group of this machine: a container by its number, or a path below /sys/fs/cgroup.")
  List<String> groups = new ArrayList<>();

  @Option(
      names = "--watch-url",
      paramLabel = "URL",
      converter = Addresses.class,
      description =
          "Watch what a server tells of itself as Prometheus text, wherever it runs: http://HOST:PORT/metrics.")
  @Nullable URI page;

  @Option(
      names = "--watch-metric",
      paramLabel = "METRIC",
      description = {
        "Which of its metrics: a name, with labels where needed, requests_total{code=\"500\"}. Repeatable (default: "
            + "CPU,",
        "  memory and descriptors of the process)."
      })
  List<String> metrics = new ArrayList<>();

  /**
   * Finds what is to be watched.
   *
   * @param server whose process is watched where nothing else is named and it runs here; null for none
   */
  Monitor open(SystemRoot root, @Nullable URI server) throws CliFailure {
    try {
      return Monitor.of(root, watched(server));
    } catch (WatchFailure e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  private Watched watched(@Nullable URI server) throws CliFailure {
    for (Integer port : ports) {
      if (port < 1 || port > 65_535) {
        throw CliFailure.usage("--watch-port " + port + " does not exist; ports go from 1 to 65535");
      }
    }
    boolean named = !ports.isEmpty() || !processes.isEmpty() || !groups.isEmpty();
    List<Integer> likely =
        !named && server != null && Preflight.isThisMachine(server.getHost()) ? List.of(port(server)) : List.of();
    return new Watched(processes, ports, likely, groups, pages());
  }

  private static int port(URI server) {
    return server.getPort() > 0 ? server.getPort() : String.valueOf(server.getScheme()).equals("wss") ? 443 : 80;
  }

  private List<MetricsPage> pages() throws CliFailure {
    if (page == null) {
      if (!metrics.isEmpty()) {
        throw CliFailure.usage("--watch-metric is for a page of metrics; say with --watch-url where that is");
      }
      return List.of();
    }
    String scheme = String.valueOf(page.getScheme()).toLowerCase(Locale.ROOT);
    if (!List.of("http", "https").contains(scheme) || page.getHost() == null) {
      throw CliFailure.usage(
          "--watch-url '"
              + Redaction.url(page.toString())
              + "' cannot be used; write it like http://HOST:9090/metrics");
    }
    List<ServerMetric> chosen = new ArrayList<>();
    for (String metric : metrics) {
      try {
        chosen.add(ServerMetric.parse(metric));
      } catch (IllegalArgumentException e) {
        throw CliFailure.usage("--watch-metric: " + e.getMessage());
      }
    }
    return List.of(new MetricsPage(page, chosen));
  }
}
