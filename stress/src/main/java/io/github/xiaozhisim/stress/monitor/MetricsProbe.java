package io.github.xiaozhisim.stress.monitor;

import io.github.xiaozhisim.stress.measure.Gauge;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a server tells of itself as Prometheus text. It is asked at one look, and what it has answered by the next one
 * is taken then: nobody waits for it.
 */
final class MetricsProbe implements Probe {

  /** Asks for the page. */
  interface Fetch {
    /** Fails when there is no page to be had. */
    CompletableFuture<String> page();
  }

  private record Shown(ServerMetric metric, Gauge gauge, CounterRate rate) {}

  private final Fetch fetch;
  private final List<Shown> shown = new ArrayList<>();
  private final Gauge down;
  private final String where;
  private @Nullable CompletableFuture<String> asked;
  private long askedNanos;

  /**
   * @param prefix of names in files
   * @param where the page is, for people
   */
  MetricsProbe(Fetch fetch, List<ServerMetric> metrics, String prefix, String where) {
    this.fetch = fetch;
    this.where = where;
    metrics.forEach(metric -> shown.add(new Shown(metric, metric.gauge(prefix), new CounterRate())));
    this.down = new Gauge(prefix + "_no_answer", "server.down", "", where + ": no answer", where + "：无应答");
  }

  @Override
  public void read(long atNanos, Readout into) {
    CompletableFuture<String> page = asked;
    if (page != null && page.isDone()) {
      if (page.isCompletedExceptionally()) {
        into.put(down, 1);
      } else {
        take(new PrometheusText(page.join()), into);
      }
    }
    if (page == null || page.isDone()) {
      asked = fetch.page();
      askedNanos = atNanos;
    }
  }

  private void take(PrometheusText page, Readout into) {
    for (Shown each : shown) {
      double value = page.value(each.metric);
      if (each.metric.isCounter()) {
        value = each.rate.perSecond(askedNanos, Double.isNaN(value) ? -1 : value);
      }
      into.put(each.gauge, each.metric.inUnit(value));
    }
  }

  @Override
  public List<Threshold> thresholds() {
    return List.of(new Threshold(down, 0, 3, where + " did not answer", where + " 没有应答"));
  }

  @Override
  public List<Lasting> lasting() {
    return shown.stream()
        .filter(each -> each.gauge.unit().equals("MiB"))
        .map(each -> new Lasting(each.gauge, 16))
        .toList();
  }

  @Override
  public void close() {
    CompletableFuture<String> page = asked;
    if (page != null) {
      page.cancel(true);
    }
  }
}
