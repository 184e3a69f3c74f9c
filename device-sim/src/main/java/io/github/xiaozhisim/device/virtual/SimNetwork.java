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

/**
 * A network in memory: every address leads to one {@link ServerEndpoint}, and everything takes a fixed time each way.
 * Made for virtual time; it behaves as the real one does, including what is not called back after a drop.
 */
public final class SimNetwork implements Network {

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
    URI uri = request.uri();
    SimConnection client =
        new SimConnection(scheduler, delayNanos, uri.getHost() + "", false, request.maxMessageBytes());
    client.hear(listener);
    if (!usable(uri)) {
      fail(client, listener, 0, new OpenFailure(OpenFailure.Kind.BAD_URL, "the URL " + uri + " cannot be used"));
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

  private static boolean usable(URI uri) {
    return ("ws".equalsIgnoreCase(uri.getScheme()) || "wss".equalsIgnoreCase(uri.getScheme()))
        && uri.getHost() != null
        && uri.getRawUserInfo() == null
        && uri.getPort() <= 0xFFFF;
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
        SimConnection other = new SimConnection(scheduler, delayNanos, "device", true, Integer.MAX_VALUE);
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
              delayNanos,
              new OpenFailure(
                  OpenFailure.Kind.HTTP_ANSWER,
                  refuse.response().status(),
                  "the server answered HTTP "
                      + refuse.response().status()
                      + " instead of 101 (it said: "
                      + refuse.response().bodyText()
                      + ")"));
      case UpgradeAnswer.Drop drop ->
          fail(
              client,
              listener,
              delayNanos,
              new OpenFailure(OpenFailure.Kind.CLOSED_EARLY, "the server closed the connection without an answer"));
      case UpgradeAnswer.Ignore ignore -> {}
    }
  }

  private void fail(SimConnection client, WebSocketListener listener, long afterNanos, OpenFailure failure) {
    scheduler.after(
        afterNanos,
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
