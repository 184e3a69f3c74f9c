package io.github.xiaozhisim.stress.monitor;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Fetches a page over HTTP, off the caller's thread. */
final class PageFetch implements MetricsProbe.Fetch {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Metrics of a large server are some hundred kilobytes. */
  private static final long MOST_BYTES = 8 << 20;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final HttpRequest request;

  PageFetch(URI uri) {
    this.request = HttpRequest.newBuilder(uri).timeout(PATIENCE).header("Accept", "text/plain").build();
  }

  @Override
  public CompletableFuture<String> page() {
    return client
        .sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MOST_BYTES))
        .thenApply(PageFetch::body);
  }

  private static String body(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      throw new CompletionException("it answers with status " + response.statusCode(), null);
    }
    return response.body();
  }
}
