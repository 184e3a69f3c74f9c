package io.github.xiaozhisim.device.boot;

import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.Timer;
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

/**
 * The activation task: asks the server for the configuration, again and again with growing waits, shows the activation
 * code until the device is bound, and ends with the choice of a transport. // firmware: CheckNewVersion,
 * InitializeProtocol
 *
 * <p>Ends with exactly one call of {@link Events#onBooted}, unless cancelled.
 */
public final class BootSequence {

  private static final int MAX_REQUESTS = 10;
  private static final int MAX_POLLS = 10;
  private static final int PENDING_WAIT_MILLIS = 3_000;
  private static final int POLL_WAIT_MILLIS = 10_000;
  private static final int HTTP_OK = 200;
  private static final int HTTP_ACCEPTED = 202;

  /** What the sequence tells its device. */
  public interface Events {

    /** A request or poll failed; a sentence for people. */
    void onProblem(String what);

    /** The user is to type this code into the server's page. */
    void onActivationCode(String code, String message);

    /** The clock of the server, in milliseconds since 1970. */
    void onServerTime(long millis);

    /** Done: from now on the device can try to talk. */
    void onBooted(Transport transport);
  }

  /** What the device will talk over. */
  public enum Transport {
    WEBSOCKET,
    MQTT_UDP
  }

  private final Board board;
  private final DeviceConfig config;
  private final Events events;
  private final Timer wait;
  private @Nullable Runnable afterWait;
  private int requests;
  private int polls;
  private boolean cancelled;

  public BootSequence(Board board, DeviceConfig config, Events events) {
    this.board = board;
    this.config = config;
    this.events = events;
    this.wait = board.scheduler().timer(this::waited);
  }

  public void start() {
    URI url = config.otaUrl();
    if (url == null) {
      board.scheduler().execute(() -> finish(Transport.WEBSOCKET));
    } else {
      requests = 0;
      request(url);
    }
  }

  public void cancel() {
    cancelled = true;
    wait.cancel();
  }

  private void request(URI url) {
    post(url, SystemInfo.json(board, config), response -> onConfiguration(url, response));
  }

  private void post(URI url, String body, Consumer<@Nullable HttpResponse> then) {
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
                  events.onProblem("boot request to " + withoutQuery(url) + " failed: " + failure.describe());
                  then.accept(null);
                }
              }
            });
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

  private void onConfiguration(URI url, @Nullable HttpResponse response) {
    OtaReply reply = null;
    if (response != null) {
      if (response.status() != HTTP_OK) {
        events.onProblem("boot request to " + withoutQuery(url) + " was answered with HTTP " + response.status());
      } else {
        reply = OtaReply.parse(response.body());
        if (reply == null) {
          events.onProblem("boot request to " + withoutQuery(url) + " was answered with something that is not a JSON object");
        }
      }
    }
    if (reply == null) {
      retry(url);
      return;
    }
    requests = 0;
    int refused = reply.store(board.settings());
    if (refused > 0) {
      events.onProblem(refused + " settings of the boot answer are too long and were left out");
    }
    Long serverTime = reply.serverTimeMillis();
    if (serverTime != null) {
      events.onServerTime(serverTime);
    }
    if (reply.needsActivation()) {
      events.onActivationCode(reply.activation("code"), reply.activation("message"));
      polls = 0;
      poll(url, reply.activation("challenge"));
      return;
    }
    if (!reply.hasMqtt() && !reply.hasWebSocket() && !reply.message().isEmpty()) {
      events.onProblem("the boot answer has no configuration but says: " + reply.message());
    }
    finish(choose(reply));
  }

  // firmware: MQTT wins when both are offered. A board without MQTT takes the WebSocket it was also offered.
  private Transport choose(OtaReply reply) {
    boolean mqttPossible = board.network().hasMqtt();
    if (reply.hasMqtt()) {
      return !mqttPossible && reply.hasWebSocket() ? Transport.WEBSOCKET : Transport.MQTT_UDP;
    }
    if (reply.hasWebSocket()) {
      return Transport.WEBSOCKET;
    }
    return config.robust() && hasStoredWebSocket() ? Transport.WEBSOCKET : Transport.MQTT_UDP;
  }

  private boolean hasStoredWebSocket() {
    return !board.settings().getString("websocket", "url", "").isEmpty();
  }

  private void retry(URI url) {
    requests++;
    if (requests >= MAX_REQUESTS) {
      // firmware: gives up and goes on with MQTT even where a WebSocket URL is stored; robust: uses what is stored
      finish(config.robust() && hasStoredWebSocket() ? Transport.WEBSOCKET : Transport.MQTT_UDP);
      return;
    }
    long delayMillis = (long) config.bootRetryMillis() << (requests - 1);
    after(delayMillis, () -> request(url));
  }

  private void poll(URI url, String challenge) {
    if (polls >= MAX_POLLS) {
      request(url); // firmware: the whole check is repeated, without an upper bound
      return;
    }
    polls++;
    if (challenge.isEmpty()) {
      after(POLL_WAIT_MILLIS, () -> poll(url, challenge));
      return;
    }
    String text = url.toString();
    URI activate = URI.create(text + (text.endsWith("/") ? "activate" : "/activate"));
    post(
        activate,
        "{}",
        response -> {
          int status = response == null ? 0 : response.status();
          if (status == HTTP_OK) {
            request(url);
          } else {
            after(status == HTTP_ACCEPTED ? PENDING_WAIT_MILLIS : POLL_WAIT_MILLIS, () -> poll(url, challenge));
          }
        });
  }

  private void after(long delayMillis, Runnable next) {
    afterWait = next;
    wait.arm(board.scheduler().clock().nowNanos() + delayMillis * 1_000_000L);
  }

  private void waited() {
    Runnable next = afterWait;
    afterWait = null;
    if (next != null && !cancelled) {
      next.run();
    }
  }

  private void finish(Transport transport) {
    if (!cancelled) {
      events.onBooted(transport);
    }
  }

  /** For people: a query may hold a token, which belongs in no report. */
  private static String withoutQuery(URI url) {
    return url.toString().replaceFirst("\\?.*", "");
  }
}
