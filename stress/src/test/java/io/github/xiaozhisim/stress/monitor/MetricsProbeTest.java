package io.github.xiaozhisim.stress.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.stress.measure.Gauge;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What servers tell of themselves to Prometheus, and how it comes to the charts. */
class MetricsProbeTest {

  private static final long SECOND = 1_000_000_000L;
  private static final ServerMetric REQUESTS = ServerMetric.parse("requests_total{code=\"500\"}");
  private static final ServerMetric CPU = ServerMetric.parse("process_cpu_seconds_total");

  private CompletableFuture<String> next = new CompletableFuture<>();
  private final MetricsProbe probe = new MetricsProbe(() -> next, List.of(REQUESTS, CPU), "metrics", "http://there/");

  private static String page(double failed, double cpu) {
    return """
        # HELP requests_total Requests
        # TYPE requests_total counter
        requests_total{path="/a}b",code="500"} %s
        requests_total{code="500", path="/c"} 10 1700000000000
        requests_total{code="200"} 1e9
        process_cpu_seconds_total %s
        no number
        """
        .formatted(failed, cpu);
  }

  private Map<Gauge, Double> read(int second) {
    Readout readout = new Readout();
    probe.read(second * SECOND, readout);
    return readout.at(second * SECOND).values();
  }

  @Test
  void shouldAddUpTheSeriesThatHaveTheLabels() {
    PrometheusText page = new PrometheusText(page(5, 2.5));
    assertThat(page.value(REQUESTS)).isEqualTo(15);
    assertThat(page.value(ServerMetric.parse("requests_total"))).isEqualTo(1_000_000_015);
    assertThat(page.value(ServerMetric.parse("requests_total{code=\"404\"}"))).isNaN();
    assertThat(page.names()).containsExactly("requests_total", "process_cpu_seconds_total");
  }

  @Test
  void shouldTakeWhatIsInfiniteForUnknown() {
    PrometheusText page = new PrometheusText("open_files_limit +Inf\nleast -Inf\n");
    assertThat(page.value(ServerMetric.parse("open_files_limit"))).isNaN();
    assertThat(page.value(ServerMetric.parse("least"))).isNaN();
  }

  @Test
  void shouldShowHowFastCountersGrow() {
    read(1);
    next.complete(page(5, 2));
    next = new CompletableFuture<>();
    assertThat(read(2)).as("nothing to compare with").isEmpty();
    next.complete(page(9, 2.75));
    Map<Gauge, Double> values = read(3);
    assertThat(values.get(REQUESTS.gauge("metrics"))).isCloseTo(4, within(1e-9));
    assertThat(values.get(CPU.gauge("metrics"))).as("three quarters of a processor").isCloseTo(75, within(1e-9));
  }

  @Test
  void shouldWaitForNobody() {
    read(1);
    assertThat(read(2)).isEmpty();
    assertThat(read(3)).isEmpty();
  }

  @Test
  void shouldSayThatThereIsNoAnswer() {
    read(1);
    next.completeExceptionally(new IllegalStateException("gone"));
    assertThat(read(2))
        .hasSize(1)
        .allSatisfy((gauge, value) -> assertThat(gauge.label()).isEqualTo("metrics_no_answer"));
  }

  @Test
  void shouldNameGaugesByTheirUnits() {
    assertThat(CPU.gauge("metrics").label()).isEqualTo("metrics_process_cpu_percent");
    assertThat(REQUESTS.gauge("metrics"))
        .isEqualTo(
            new Gauge("metrics_requests_s_500", "metrics.requests_s", "1/s", REQUESTS.toString(), REQUESTS.toString()));
    assertThat(ServerMetric.parse("process_resident_memory_bytes").gauge("metrics").label())
        .isEqualTo("metrics_process_resident_memory_mib");
    assertThat(ServerMetric.parse("process_resident_memory_bytes").inUnit(3 << 20)).isEqualTo(3);
  }

  @Test
  void shouldSayHowAMetricIsWritten() {
    assertThat(REQUESTS).hasToString("requests_total{code=\"500\"}");
    assertThatThrownBy(() -> ServerMetric.parse("9lives")).hasMessageContaining("'9lives' is not a metric");
    assertThatThrownBy(() -> ServerMetric.parse("requests{code=500}"))
        .hasMessageContaining("labels that cannot be read");
  }
}
