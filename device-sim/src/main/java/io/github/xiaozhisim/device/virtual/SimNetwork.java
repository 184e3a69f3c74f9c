package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.HttpListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.github.xiaozhisim.hal.network.ServerEndpoint.UpgradeAnswer;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network in memory: every address leads to one {@link ServerEndpoint}, and everything takes a fixed time each way.
 * Made for virtual time; it behaves as the real one does, including what is not called back after a drop.
 */
public final class SimNetwork implements Network {

  private static final int SERVER_MAX_MESSAGE_BYTES = 1 << 20;

  private final Scheduler scheduler;
  private final ServerEndpoint server;
  private final long delayNanos;

  /**
   * @param scheduler of both sides
   * @param delayNanos one way, for everything
   */
  public SimNetwork(Scheduler scheduler, ServerEndpoint server, long delayNanos) {
    this.scheduler = scheduler;
    this.server = server;
    this.delayNanos = delayNanos;
  }

  @Override
  public WebSocketConnection openWebSocket(WebSocketRequest request, WebSocketListener listener) {
    SimConnection client =
        new SimConnection(scheduler, delayNanos, request.uri().getHost() + "", false, request.maxMessageBytes());
    client.hear(listener);
    String unusable = unusable(request.uri());
    if (unusable != null) {
      fail(client, listener, new OpenFailure(OpenFailure.Kind.BAD_URL, unusable));
      return client;
    }
    HttpRequest upgrade = upgradeRequest(request);
    scheduler.after(
        3 * delayNanos, // TCP there and back, then the request
        () -> {
          if (!client.abandoned()) {
            answer(client, server.onUpgrade(upgrade, scheduler), upgrade, listener);
          }
        });
    scheduler.after(
        request.upgradeTimeoutMillis() * 1_000_000L,
        () -> {
          if (client.waiting()) {
            client.drop();
            listener.onFailed(
                new OpenFailure(
                    OpenFailure.Kind.UPGRADE_TIMEOUT,
                    "no answer to the upgrade within " + request.upgradeTimeoutMillis() + " ms"));
          }
        });
    return client;
  }

  /** What is wrong with a URL, as a clause for people; null when nothing is. */
  private static @Nullable String unusable(URI uri) {
    String scheme = uri.getScheme() + "";
    if (!scheme.equals("ws") && !scheme.equals("wss")) {
      return "the URL " + uri + " must begin with ws:// or wss://";
    }
    if (uri.getRawUserInfo() != null) {
      return "the URL has a user or password before its host; devices know tokens only";
    }
    if (uri.getHost() == null) {
      return "the URL " + uri + " has no host";
    }
    return uri.getPort() > 65_535 ? "the URL " + uri + " has a port above 65535" : null;
  }

  private static HttpRequest upgradeRequest(WebSocketRequest request) {
    URI uri = request.uri();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("host", uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
    headers.put("upgrade", "websocket");
    headers.put("connection", "Upgrade");
    headers.put("sec-websocket-version", "13");
    request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    return new HttpRequest("GET", pathOf(uri), headers, new byte[0], 0);
  }

  private static URI pathOf(URI uri) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return URI.create(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
  }

  private void answer(
      SimConnection client, UpgradeAnswer answer, HttpRequest upgrade, WebSocketListener listener) {
    switch (answer) {
      case UpgradeAnswer.Accept accept -> {
        SimConnection other = new SimConnection(scheduler, delayNanos, "device", true, SERVER_MAX_MESSAGE_BYTES);
        other.hear(accept.listener());
        client.connect(other);
        other.connect(client);
        client.openAfter(delayNanos, Map.of("upgrade", "websocket", "connection", "Upgrade"));
        accept.listener().onOpen(other, upgrade.headers());
      }
      case UpgradeAnswer.Refuse refuse ->
          fail(
              client,
              listener,
              new OpenFailure(
                  OpenFailure.Kind.HTTP_ANSWER,
                  refuse.response().status(),
                  "the server did not upgrade the connection (it said: " + refuse.response().bodyText() + ")"));
      case UpgradeAnswer.Drop drop ->
          fail(
              client,
              listener,
              new OpenFailure(OpenFailure.Kind.CLOSED_EARLY, "the server closed the connection without an answer"));
      case UpgradeAnswer.Ignore ignore -> {}
    }
  }

  private void fail(SimConnection client, WebSocketListener listener, OpenFailure failure) {
    scheduler.after(
        delayNanos,
        () -> {
          if (client.waiting()) {
            client.drop();
            listener.onFailed(failure);
          }
        });
  }

  @Override
  public void http(HttpRequest request, HttpListener listener) {
    Map<String, String> headers = new LinkedHashMap<>();
    URI uri = request.uri();
    headers.put("host", uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
    request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    scheduler.after(
        3 * delayNanos,
        () -> {
          HttpResponse response =
              server.onHttp(new HttpRequest(request.method(), pathOf(uri), headers, request.body(), 0));
          scheduler.after(delayNanos, () -> listener.onResponse(response));
        });
  }
}
