package io.github.xiaozhisim.stress.operate;

import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.pi.session.SessionException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Asks the live page of a running fleet, and does through it what a person at the page could do. Any thread; what comes
 * back comes on threads of its own.
 */
final class LivePageClient {

  private static final Duration PATIENCE = Duration.ofSeconds(35);
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(3);
  private static final int WELL = 200;
  private static final int WELL_AND_NOTHING_TO_SAY = 204;
  private static final int NOT_YET = 423;

  /** What is wished for can be done when something else is over. */
  static final class NotYetException extends Exception {
    private static final long serialVersionUID = 1L;

    private NotYetException(String why) {
      super(why);
    }
  }

  /** As the page carries it. */
  private static final Pattern TOKEN = Pattern.compile("\"token\":\"([0-9a-f]{8,})\"");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_PATIENCE).build();

  private final URI page;
  private final String token;

  /**
   * @param page as the run says it, such as {@code http://127.0.0.1:8090/}
   * @throws SessionException with a sentence where there is no such page
   */
  LivePageClient(URI page) throws SessionException {
    this.page = page.resolve("/");
    Matcher carried = TOKEN.matcher(fetch("/"));
    if (!carried.find()) {
      throw new SessionException(
          page + " is no live page of a run; start the fleet with --live and take the address it says");
    }
    this.token = carried.group(1);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(page.resolve(path)).timeout(PATIENCE);
  }

  /** The body at this path, waited for. */
  String fetch(String path) throws SessionException {
    try {
      HttpResponse<String> answer = client.send(request(path).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (answer.statusCode() != WELL) {
        throw new SessionException(answer.body().strip());
      }
      return answer.body();
    } catch (IOException e) {
      throw new SessionException(
          "no fleet's live page is at " + page + "; start one with fleet --live and take the address it says");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SessionException("interrupted");
    }
  }

  JsonNode json(String path) throws SessionException {
    try {
      return Json.MAPPER.readTree(fetch(path));
    } catch (JacksonException e) {
      throw new SessionException(
          page + " answers in a way this program does not understand; it may be another version");
    }
  }

  /** What is told about a device; fails with {@link SessionException}. */
  CompletableFuture<String> ask(int device, String about) {
    return sent(request("/device/" + device + "/" + about).build());
  }

  /** Does something with a device; fails with {@link SessionException} or {@link NotYetException}. */
  CompletableFuture<String> touch(int device, String wish, String words) {
    String path = "/device/" + device + "/" + wish + "?words=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
    return sent(request(path).header("X-Xiaozhi-Token", token).POST(HttpRequest.BodyPublishers.noBody()).build());
  }

  private CompletableFuture<String> sent(HttpRequest request) {
    return client
        .sendAsync(request, BodyHandlers.ofString(StandardCharsets.UTF_8))
        .handle(
            (answer, failure) -> {
              if (failure != null) {
                throw new CompletionException(
                    new SessionException("the fleet does not answer any more: its run may be over"));
              }
              if (answer.statusCode() == NOT_YET) {
                throw new CompletionException(new NotYetException(answer.body().strip()));
              }
              if (answer.statusCode() != WELL && answer.statusCode() != WELL_AND_NOTHING_TO_SAY) {
                throw new CompletionException(new SessionException(answer.body().strip()));
              }
              return answer.body();
            });
  }

  /** Why something failed, for people. */
  static String sentence(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return String.valueOf(cause.getMessage());
  }

  /**
   * Lines of what happens to a device, until the stream is closed or the run is over.
   *
   * @param as a name nobody else has, under which the device can be held as long as the stream is open
   */
  InputStream follow(int device, String as) throws SessionException {
    try {
      // lasts with the run
      HttpRequest request = HttpRequest.newBuilder(page.resolve("/device/" + device + "?as=" + as)).build();
      HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
      if (answer.statusCode() != WELL) {
        throw new SessionException("no device of the fleet has the number " + device);
      }
      return answer.body();
    } catch (IOException e) {
      throw new SessionException("the fleet does not answer any more: its run may be over");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SessionException("interrupted");
    }
  }
}
