package io.github.xiaozhisim.device.boot;

import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.network.HttpListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.OpenFailure;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Requests that tell the server who asks. // firmware: Ota::SetupHttp */
final class OtaClient {

  private final Board board;
  private final DeviceConfig config;
  private final Consumer<OpenFailure> failures;
  private final Consumer<String> problems;
  private boolean cancelled;

  /** {@code problems} is told, as a sentence, why a request had no answer. */
  /**
   * @param failures hears why no answer came
   * @param problems hears the same in words
   */
  OtaClient(Board board, DeviceConfig config, Consumer<OpenFailure> failures, Consumer<String> problems) {
    this.board = board;
    this.config = config;
    this.failures = failures;
    this.problems = problems;
  }

  /** Posts {@code body}; {@code then} gets the answer, or null when there was none. */
  void post(URI url, String body, Consumer<@Nullable HttpResponse> then) {
    HttpRequest request =
        new HttpRequest("POST", url, headers(), body.getBytes(StandardCharsets.UTF_8), config.httpTimeoutMillis());
    board
        .network()
        .http(
            request,
            new HttpListener() {
              @Override
              public void onResponse(HttpResponse response) {
                if (!cancelled) {
                  then.accept(response);
                }
              }

              @Override
              public void onFailed(OpenFailure failure) {
                if (!cancelled) {
                  failures.accept(failure);
                  problems.accept("boot request to " + withoutQuery(url) + " failed: " + failure.describe());
                  then.accept(null);
                }
              }
            });
  }

  /** No answer is handed on any more. */
  void cancel() {
    cancelled = true;
  }

  private Map<String, String> headers() {
    String serialNumber = board.identity().serialNumber();
    Map<String, String> headers = new LinkedHashMap<>();
    // firmware: headers go out sorted by lower-case name
    headers.put("Accept-Language", config.language());
    headers.put("Activation-Version", serialNumber == null ? "1" : "2");
    headers.put("Client-Id", board.identity().clientId());
    headers.put("Content-Type", "application/json");
    headers.put("Device-Id", board.identity().deviceId());
    if (serialNumber != null) {
      headers.put("Serial-Number", serialNumber);
    }
    headers.put("User-Agent", board.info().name() + "/" + config.firmwareVersion());
    return headers;
  }

  /** For people: a query may hold a token, which belongs in no report. */
  static String withoutQuery(URI url) {
    return url.toString().replaceFirst("\\?.*", "");
  }
}
