package io.github.xiaozhisim.pi.doctor;

import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.HttpListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * What else could be meant by an address that does not work: the address of OTA where that of the WebSocket was
 * wanted or the reverse, TLS or none of it, the usual path instead of another. Each is tried at the same host and
 * port, one after the other, until one answers. None of them carries a secret: who stands between could have made the
 * first address fail to hear it in clear. All methods and answers on the network's thread.
 */
final class AddressProbe {

  /** Where the server that most people run has them. */
  private static final String USUAL_OTA_PATH = "/xiaozhi/ota/";

  private static final String USUAL_SOCKET_PATH = "/xiaozhi/v1/";

  private static final int PATIENCE_MILLIS = 3_000;
  private static final int MAX_MESSAGE_BYTES = 1 << 20;
  private static final int HTTP_OK = 200;
  private static final int HTTP_UNAUTHORIZED = 401;

  private final Network network;
  private final Map<String, String> upgradeHeaders;
  private final String bootBody;
  private final Map<String, String> bootHeaders;

  /**
   * @param upgradeHeaders as the device sends them with an upgrade; those that say who it is are sent
   * @param bootBody the device's boot request
   */
  AddressProbe(Network network, Map<String, String> upgradeHeaders, String bootBody) {
    this.network = network;
    this.upgradeHeaders = only(upgradeHeaders, Set.of("Client-Id", "Device-Id", "Protocol-Version"));
    this.bootBody = bootBody;
    Map<String, String> headers = new LinkedHashMap<>(only(upgradeHeaders, Set.of("Client-Id", "Device-Id")));
    headers.put("Content-Type", "application/json");
    this.bootHeaders = headers;
  }

  private static Map<String, String> only(Map<String, String> headers, Set<String> names) {
    Map<String, String> chosen = new LinkedHashMap<>(headers);
    chosen.keySet().retainAll(names);
    return chosen;
  }

  /** {@code server} does not work as a WebSocket: {@code advice} gets a sentence, empty where nothing else is known. */
  void insteadOfServer(URI server, Consumer<String> advice) {
    boolean tls = "wss".equalsIgnoreCase(server.getScheme());
    Queue<Attempt> attempts = new ArrayDeque<>();
    URI boot = with(server, tls ? "https" : "http", path(server));
    URI other = with(server, tls ? "ws" : "wss", path(server));
    attempts.add(new Attempt(other, speaks(!tls) + ": give it as --server " + other));
    attempts.add(new Attempt(boot, "this is the address of OTA, which answers HTTP: give it as --ota " + boot));
    if (!path(server).equals(USUAL_SOCKET_PATH)) {
      URI usual = with(server, tls ? "wss" : "ws", USUAL_SOCKET_PATH);
      attempts.add(new Attempt(usual, "the WebSocket is at another path: give it as --server " + usual));
    }
    next(attempts, advice);
  }

  /** {@code ota} gives no configuration: {@code advice} gets a sentence, empty where nothing else is known. */
  void insteadOfOta(URI ota, Consumer<String> advice) {
    boolean tls = "https".equalsIgnoreCase(ota.getScheme());
    Queue<Attempt> attempts = new ArrayDeque<>();
    URI other = with(ota, tls ? "http" : "https", path(ota));
    attempts.add(new Attempt(other, speaks(!tls) + ": give it as --ota " + other));
    if (!path(ota).equals(USUAL_OTA_PATH)) {
      URI usual = with(ota, tls ? "https" : "http", USUAL_OTA_PATH);
      attempts.add(new Attempt(usual, "OTA is at another path: give it as --ota " + usual));
    }
    URI socket = with(ota, tls ? "wss" : "ws", path(ota));
    attempts.add(
        new Attempt(
            socket,
            "a WebSocket answers there and not OTA, which usually has a port of its own (8003 or 8002): give this"
                + " one as --server " + socket));
    if (!path(ota).equals(USUAL_SOCKET_PATH)) {
      URI usual = with(ota, tls ? "wss" : "ws", USUAL_SOCKET_PATH);
      attempts.add(
          new Attempt(
              usual,
              "a WebSocket answers on that port and not OTA, which usually has a port of its own (8003 or 8002): give"
                  + " this one as --server " + usual));
    }
    next(attempts, advice);
  }

  private static String speaks(boolean tls) {
    return "the server there speaks " + (tls ? "TLS" : "no TLS");
  }

  /** An address, and what is said when it works. */
  private record Attempt(URI address, String sentence) {

    boolean isSocket() {
      return address.getScheme().startsWith("ws");
    }
  }

  private void next(Queue<Attempt> attempts, Consumer<String> advice) {
    Attempt attempt = attempts.poll();
    if (attempt == null) {
      advice.accept("");
      return;
    }
    Consumer<Boolean> then =
        works -> {
          if (works) {
            advice.accept(attempt.sentence());
          } else {
            next(attempts, advice);
          }
        };
    if (attempt.isSocket()) {
      upgrade(attempt.address(), then);
    } else {
      ask(attempt.address(), then);
    }
  }

  private void upgrade(URI address, Consumer<Boolean> then) {
    network.openWebSocket(
        new WebSocketRequest(address, upgradeHeaders, PATIENCE_MILLIS, PATIENCE_MILLIS, MAX_MESSAGE_BYTES),
        new WebSocketListener() {
          @Override
          public void onOpen(WebSocketConnection connection, Map<String, String> headers) {
            connection.drop();
            then.accept(true);
          }

          @Override
          public void onFailed(OpenFailure failure) {
            // It wants to know who comes: then it is one.
            then.accept(failure.httpStatus() == HTTP_UNAUTHORIZED);
          }

          @Override
          public void onText(ByteBuffer utf8) {
            // it was only to be seen whether it opens
          }

          @Override
          public void onBinary(ByteBuffer bytes) {
            // it was only to be seen whether it opens
          }

          @Override
          public void onClosed(CloseReason reason) {
            // it was only to be seen whether it opens
          }
        });
  }

  private void ask(URI address, Consumer<Boolean> then) {
    network.http(
        new HttpRequest("POST", address, bootHeaders, bootBody.getBytes(StandardCharsets.UTF_8), PATIENCE_MILLIS),
        new HttpListener() {
          @Override
          public void onResponse(HttpResponse response) {
            then.accept(isConfiguration(response));
          }

          @Override
          public void onFailed(OpenFailure failure) {
            then.accept(false);
          }
        });
  }

  private static boolean isConfiguration(HttpResponse response) {
    if (response.status() != HTTP_OK) {
      return false;
    }
    try {
      JsonNode answer = Json.readObject(ByteBuffer.wrap(response.body()));
      return answer.has("websocket") || answer.has("mqtt") || answer.has("activation") || answer.has("firmware");
    } catch (Json.NotAnObject e) {
      return false;
    }
  }

  private static String path(URI uri) {
    String path = uri.getRawPath();
    return path == null || path.isEmpty() ? "/" : path;
  }

  private static URI with(URI uri, String scheme, String path) {
    return URI.create(scheme + "://" + uri.getRawAuthority() + path);
  }
}
