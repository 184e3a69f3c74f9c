package io.github.xiaozhisim.stress.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.xiaozhisim.stress.measure.Gauge;
import io.github.xiaozhisim.stress.measure.Reading;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How what is to be watched is found, and what is said when it is not. */
class WatchSetupTest {

  private static final String LISTENS_ON_8000 = "0: 0100007F:1F40 00000000:0000 0A 0:0 00:0 0 0 0 4242 1 x\n";

  @TempDir private Path folder;

  private FakeSystem system;

  @BeforeEach
  void setUp() {
    system = new FakeSystem(folder);
    process(7, "xinetd");
    process(9, "python3");
    system.file("proc/net/tcp", "sl local_address\n" + LISTENS_ON_8000);
    system.file("proc/net/tcp6", "");
    system.link("proc/9/fd/3", "socket:[4242]").link("proc/7/fd/3", "socket:[1]");
  }

  private void process(int number, String name) {
    system.file(
        "proc/" + number + "/stat",
        number + " (" + name + ") S 1 7 7 0 -1 4 9 0 0 0 1 0 0 0 20 0 2 0 " + number + " 0\n");
    system.file("proc/" + number + "/status", "VmRSS:\t 10240 kB\n");
  }

  private List<String> gauges(Watched watched) throws WatchFailure {
    try (Monitor monitor = Monitor.of(system.root(), watched)) {
      Reading reading = monitor.read(0, Map.of());
      return reading.values().keySet().stream().map(Gauge::label).toList();
    }
  }

  private static Watched ports(Integer... ports) {
    return new Watched(List.of(), List.of(ports), List.of(), List.of(), List.of());
  }

  @Test
  void shouldFindTheProcessThatListensOnAPort() throws WatchFailure {
    assertThat(ListeningPort.process(system.root(), 8000)).isEqualTo(9);
    assertThat(gauges(ports(8000))).contains("server_rss_mib");
  }

  @Test
  void shouldWatchAProcessOnceThoughItIsNamedTwice() throws WatchFailure {
    Watched twice = new Watched(List.of(9L, 7L), List.of(8000), List.of(8000), List.of(), List.of());
    assertThat(gauges(twice)).contains("server_rss_mib", "server_2_rss_mib").doesNotContain("server_3_rss_mib");
  }

  @Test
  void shouldSayWhyNobodyIsFoundAtAPort() {
    assertThatThrownBy(() -> gauges(ports(8001)))
        .isInstanceOf(WatchFailure.class)
        .hasMessageStartingWith("nobody listens on port 8001");
    system.remove("proc/9/fd");
    assertThatThrownBy(() -> gauges(ports(8000))).hasMessageContaining("may not see who");
  }

  @Test
  void shouldSayNothingOfAPortThatWasOnlyAGuess() throws WatchFailure {
    assertThat(gauges(new Watched(List.of(), List.of(), List.of(8001), List.of(), List.of())))
        .doesNotContain("server_rss_mib");
  }

  @Test
  void shouldSayThatThereIsNoSuchProcessOrGroup() {
    assertThatThrownBy(() -> gauges(new Watched(List.of(99L), List.of(), List.of(), List.of(), List.of())))
        .hasMessageStartingWith("there is no process 99");
    assertThatThrownBy(() -> gauges(new Watched(List.of(), List.of(), List.of(), List.of("3f2a"), List.of())))
        .hasMessageContaining("'3f2a'");
  }

  @Test
  void shouldWatchTheContainerAProcessIsInWithIt() throws WatchFailure {
    system.file("cgroup/cgroup.controllers", "cpu memory\n");
    system.file("proc/self/cgroup", "0::/user.slice\n").file("proc/9/cgroup", "0::/docker/3f2a77\n");
    system
        .file("cgroup/docker/3f2a77/memory.current", "1048576\n")
        .file("cgroup/docker/3f2a77/memory.max", "2097152\n");
    assertThat(gauges(ports(8000))).contains("container_memory_mib", "container_memory_percent");
    assertThat(gauges(new Watched(List.of(), List.of(), List.of(), List.of("3f2a"), List.of())))
        .contains("container_memory_mib");
  }

  @Test
  void shouldNotTakeTheGroupThatThisProgramIsInForTheServers() throws WatchFailure {
    system.file("cgroup/cgroup.controllers", "cpu memory\n");
    system.file("proc/self/cgroup", "0::/user.slice\n").file("proc/9/cgroup", "0::/user.slice\n");
    system.file("cgroup/user.slice/memory.current", "1048576\n");
    assertThat(gauges(ports(8000))).doesNotContain("container_memory_mib");
  }

  @Test
  void shouldReadGroupsOfTheOldStyle() throws WatchFailure {
    system
        .file("proc/self/cgroup", "4:memory:/\n0::/\n")
        .file("proc/9/cgroup", "5:cpu,cpuacct:/box\n4:memory:/box\n0::/\n");
    system.file("cgroup/memory/box/memory.usage_in_bytes", "5242880\n");
    system.file("cgroup/memory/box/memory.stat", "inactive_file 1\ntotal_inactive_file 1048576\n");
    system.file("cgroup/memory/box/memory.limit_in_bytes", "9223372036854771712\n");
    try (Monitor monitor = Monitor.of(system.root(), ports(8000))) {
      Map<Gauge, Double> values = monitor.read(0, Map.of()).values();
      assertThat(values.entrySet().stream().filter(each -> each.getKey().label().startsWith("container")))
          .singleElement()
          .satisfies(each -> assertThat(each.getValue()).isEqualTo(4));
    }
  }

  @Test
  void shouldAskBeforehandWhetherAPageHasWhatIsWanted() throws IOException, WatchFailure {
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] page = "queue_length 3\nprocess_open_fds 17\n".getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/metrics",
        exchange -> {
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
    try {
      String here = "http://127.0.0.1:" + server.getAddress().getPort();
      gauges(page(here + "/metrics"));
      assertThatThrownBy(() -> gauges(page(here + "/metrics?token=hush", "no_such")))
          .as("secrets stay out of what is shown")
          .hasMessageStartingWith(here + "/metrics has no metric no_such")
          .hasMessageNotContaining("hush");
      assertThatThrownBy(() -> gauges(page(here + "/metrics", "queue_lenght")))
          .hasMessageEndingWith("has no metric queue_lenght; it has 2: queue_length, process_open_fds");
      assertThatThrownBy(() -> gauges(page(here + "/elsewhere"))).hasMessageContaining("status 404");
    } finally {
      server.stop(0);
    }
    assertThatThrownBy(() -> gauges(page("http://127.0.0.1:1/metrics"))).hasMessageContaining("cannot be read");
  }

  private static Watched page(String uri, String... metrics) {
    List<ServerMetric> chosen = List.of(metrics).stream().map(ServerMetric::parse).toList();
    return new Watched(List.of(), List.of(), List.of(), List.of(), List.of(new MetricsPage(URI.create(uri), chosen)));
  }
}
