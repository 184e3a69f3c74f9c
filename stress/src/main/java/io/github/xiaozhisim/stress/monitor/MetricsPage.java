package io.github.xiaozhisim.stress.monitor;

import java.net.URI;
import java.util.List;

/**
 * Where a server tells of itself as Prometheus text.
 *
 * @param uri {@code http://} or {@code https://}
 * @param metrics which of it are shown; empty for the usual ones
 */
public record MetricsPage(URI uri, List<ServerMetric> metrics) {

  public MetricsPage {
    metrics = List.copyOf(metrics);
  }

  /** Where it is, for people: without what may be secret, a password before the host or a token behind the path. */
  String where() {
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + path;
  }
}
