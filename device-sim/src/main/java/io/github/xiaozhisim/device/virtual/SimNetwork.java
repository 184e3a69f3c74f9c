package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.network.HttpListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.MqttConnection;
import io.github.xiaozhisim.hal.network.MqttEndpoint;
import io.github.xiaozhisim.hal.network.MqttListener;
import io.github.xiaozhisim.hal.network.MqttRequest;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.github.xiaozhisim.hal.network.ServerEndpoint.UpgradeAnswer;
import io.github.xiaozhisim.hal.network.UdpEndpoint;
import io.github.xiaozhisim.hal.network.UdpListener;
import io.github.xiaozhisim.hal.network.UdpSocket;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import io.github.xiaozhisim.hal.network.WebSocketRequest.Manner;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A network in memory: every address leads to one {@link ServerEndpoint}, and what lies between is as its {@link
 * NetworkConditions} say. Made for virtual time; it behaves as the real one does, including what is not called back
 * after a drop. A function of what is put in and of the random stream it was given.
 *
 * <p>Whoever plays the network changes it while it runs: {@link #conditions} for connections to come, {@link #links}
 * for those that are open, {@link #goDown} and {@link #comeUp} for all of it. Everything on the scheduler's thread.
 */
public final class SimNetwork implements Network {

  private static final int SERVER_MAX_MESSAGE_BYTES = 1 << 20;

  private final Scheduler scheduler;
  private final ServerEndpoint server;
  private final SplittableRandom random;
  private final List<Consumer<Event>> devices = new ArrayList<>(1);
  private final List<SimLink> links = new ArrayList<>(1);
  private final List<SimUdpSocket> sockets = new ArrayList<>(1);
  private @Nullable MqttEndpoint broker;
  private @Nullable UdpEndpoint datagrams;
  private NetworkConditions conditions;
  private boolean down;

  /**
   * A perfect network.
   *
   * @param scheduler of both sides
   * @param delayNanos one way, for everything
   */
  public SimNetwork(Scheduler scheduler, ServerEndpoint server, long delayNanos) {
    this(scheduler, server, NetworkConditions.perfect(delayNanos), new SplittableRandom(0));
  }

  /**
   * @param scheduler of both sides
   * @param random everything that looks like chance; not used by anybody else
   */
  public SimNetwork(
      Scheduler scheduler, ServerEndpoint server, NetworkConditions conditions, SplittableRandom random) {
    this.scheduler = scheduler;
    this.server = server;
    this.conditions = conditions;
    this.random = random;
  }

  /** Every MQTT connection leads to {@code to}, every UDP socket to {@code port}; without, nobody listens there. */
  public SimNetwork withGateway(MqttEndpoint to, UdpEndpoint port) {
    broker = to;
    datagrams = port;
    return this;
  }

  // ---- whoever plays the network ----

  /** Holds for connections and requests from now on; open links keep theirs. */
  public void conditions(NetworkConditions now) {
    conditions = now;
  }

  public NetworkConditions conditions() {
    return conditions;
  }

  /** Links that are open now, oldest first. */
  public List<SimLink> links() {
    links.removeIf(link -> !link.isOpen());
    return List.copyOf(links);
  }

  /** The Wi-Fi is gone, or the modem: nothing arrives any more on open links, nothing can be opened. */
  public void goDown() {
    if (!down) {
      down = true;
      links().forEach(SimLink::halfOpen);
      sockets.forEach(SimUdpSocket::cut);
      devices.forEach(device -> device.accept(Event.DISCONNECTED));
    }
  }

  /** The network is there again; links from before stay dead. */
  public void comeUp() {
    if (down) {
      down = false;
      devices.forEach(device -> device.accept(Event.CONNECTED));
    }
  }

  /** A datagram from this address, such as {@code stranger.example:4711}, comes for every UDP socket of the devices. */
  public void straySend(String from, byte[] datagram) {
    List.copyOf(sockets).forEach(socket -> socket.arrivedFrom(from, datagram));
  }

  // ---- the device's side ----

  @Override
  public void start(Consumer<Event> events) {
    devices.add(events);
    if (!down) {
      events.accept(Event.CONNECTED);
    }
  }

  @Override
  public WebSocketConnection openWebSocket(WebSocketRequest request, WebSocketListener listener) {
    SimConnection client =
        new SimConnection(
            scheduler, request.uri().getHost() + "", false, request.manner(), request.maxMessageBytes(), listener);
    String unusable = unusable(request.uri());
    if (unusable != null) {
      fail(client, listener, new OpenFailure(OpenFailure.Kind.BAD_URL, unusable));
      return client;
    }
    OpenFailure unreachable = unreachable(request.uri().getHost());
    if (unreachable != null) {
      fail(client, listener, unreachable);
      return client;
    }
    HttpRequest upgrade = upgradeRequest(request);
    long connectedNanos = conditions.drawRoundTripNanos(random);
    long connectLimitNanos = request.connectTimeoutMillis() * 1_000_000L;
    if (connectedNanos > connectLimitNanos) {
      failAfter(connectLimitNanos, client, listener, tooSlow(request.connectTimeoutMillis()));
      return client;
    }
    scheduler.after(
        connectedNanos + conditions.uplink().drawNanos(random), // TCP there and back, then the request
        () -> {
          if (client.waiting()) {
            answer(client, server.onUpgrade(upgrade, scheduler), upgrade, listener);
          }
        });
    client.openWithin(
        failAfter(
            connectedNanos + request.upgradeTimeoutMillis() * 1_000_000L,
            client,
            listener,
            new OpenFailure(
                OpenFailure.Kind.UPGRADE_TIMEOUT,
                "no answer to the upgrade within " + request.upgradeTimeoutMillis() + " ms")));
    return client;
  }

  /** Two ends become a link; what they send from now on travels. */
  void link(SimEnd device, SimEnd other) {
    links.removeIf(link -> !link.isOpen());
    SimLink link = new SimLink(scheduler, conditions, random.split(), device, other);
    links.add(link);
    if (down) {
      link.halfOpen();
    }
  }

  long drawRoundTripNanos() {
    return conditions.drawRoundTripNanos(random);
  }

  long drawUpNanos() {
    return conditions.uplink().drawNanos(random);
  }

  long drawDownNanos() {
    return conditions.downlink().drawNanos(random);
  }

  /** Why nothing can be reached just now, or null. */
  private @Nullable OpenFailure unreachable(@Nullable String host) {
    if (down) {
      return new OpenFailure(OpenFailure.Kind.UNREACHABLE, host + " cannot be reached: there is no network");
    }
    if (LineQuality.hits(conditions.refusedShare(), random)) {
      return new OpenFailure(OpenFailure.Kind.REFUSED, host + " refused the connection");
    }
    return null;
  }

  private static OpenFailure tooSlow(int limitMillis) {
    return new OpenFailure(OpenFailure.Kind.CONNECT_TIMEOUT, "no connection within " + limitMillis + " ms");
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
    // firmware: the host alone, never with the port
    boolean bare = uri.getPort() < 0 || request.manner() == Manner.FIRMWARE;
    headers.put("host", bare ? uri.getHost() : uri.getHost() + ":" + uri.getPort());
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
        SimConnection other =
            new SimConnection(
                scheduler, "device", true, Manner.STANDARD, SERVER_MAX_MESSAGE_BYTES, accept.listener());
        link(client, other);
        other.sendOpen();
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

  /** After the time an answer takes. */
  private void fail(SimConnection client, WebSocketListener listener, OpenFailure failure) {
    failAfter(conditions.downlink().drawNanos(random), client, listener, failure);
  }

  private Timer failAfter(long nanos, SimConnection client, WebSocketListener listener, OpenFailure failure) {
    return scheduler.after(
        nanos,
        () -> {
          if (client.waiting()) {
            client.drop();
            listener.onFailed(failure);
          }
        });
  }

  @Override
  public void http(HttpRequest request, HttpListener listener) {
    URI uri = request.uri();
    OpenFailure unreachable = unreachable(uri.getHost());
    if (unreachable != null) {
      scheduler.after(conditions.downlink().drawNanos(random), () -> listener.onFailed(unreachable));
      return;
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("host", uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
    request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    long thereNanos = conditions.drawRoundTripNanos(random) + conditions.uplink().drawNanos(random);
    long backNanos = conditions.downlink().drawNanos(random);
    long limitNanos = request.timeoutMillis() * 1_000_000L;
    if (limitNanos > 0 && thereNanos + backNanos > limitNanos) {
      scheduler.after(limitNanos, () -> listener.onFailed(tooSlow(request.timeoutMillis())));
      return;
    }
    scheduler.after(
        thereNanos,
        () -> {
          HttpResponse response =
              server.onHttp(new HttpRequest(request.method(), pathOf(uri), headers, request.body(), 0));
          scheduler.after(backNanos, () -> listener.onResponse(response));
        });
  }

  @Override
  public boolean hasMqtt() {
    return true;
  }

  @Override
  public MqttConnection openMqtt(MqttRequest request, MqttListener listener) {
    SimMqttOpening opening = new SimMqttOpening(this, scheduler, request, listener);
    MqttEndpoint to = broker;
    if (request.host().isEmpty() || request.port() < 1 || request.port() > 65_535) {
      return opening.refuse(new OpenFailure(OpenFailure.Kind.BAD_URL, "there can be no broker at " + request));
    }
    OpenFailure unreachable = unreachable(request.host());
    if (unreachable != null) {
      return opening.refuse(unreachable);
    }
    return to == null
        ? opening.refuse(new OpenFailure(OpenFailure.Kind.REFUSED, "nothing listens at " + request.host()))
        : opening.start(to);
  }

  @Override
  public UdpSocket openUdp(String host, int port, UdpListener listener) {
    SimUdpSocket socket =
        new SimUdpSocket(scheduler, conditions, random.split(), datagrams, host + ":" + port, listener);
    sockets.removeIf(SimUdpSocket::isOver);
    sockets.add(socket);
    if (down) {
      socket.cut();
    }
    return socket;
  }
}
