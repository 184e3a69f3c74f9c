package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.network.DownloadListener;
import io.github.xiaozhisim.hal.network.HttpListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.MqttConnection;
import io.github.xiaozhisim.hal.network.MqttListener;
import io.github.xiaozhisim.hal.network.MqttRequest;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.UdpListener;
import io.github.xiaozhisim.hal.network.UdpSocket;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import java.net.InetSocketAddress;

/**
 * The way to servers for all devices of one event loop. All methods are called, and all callbacks arrive, on that loop.
 */
public final class NettyNetwork implements Network {

  private final EventLoopScheduler scheduler;
  private final Bootstrap sockets;
  private final Bootstrap datagrams;
  private final NameResolver resolver;
  private final TlsSettings tls;
  private String lastPeer = ""; // whom the last device asked
  private final Sources sources;
  private final OpenSockets openSockets;
  private volatile ConnectionListener connections = new ConnectionListener() {};
  private final ChannelFutureListener closed;

  NettyNetwork(
      EventLoopScheduler scheduler,
      Bootstrap sockets,
      Bootstrap datagrams,
      NameResolver resolver,
      TlsSettings tls,
      Sources sources,
      OpenSockets openSockets) {
    this.scheduler = scheduler;
    this.sockets = sockets;
    this.datagrams = datagrams;
    this.resolver = resolver;
    this.tls = tls;
    this.sources = sources;
    this.openSockets = openSockets;
    this.closed = channel -> openSockets.closed();
  }

  /** Has how connections come about told to {@code listener}. On the loop, or before the first connection. */
  public void onConnections(ConnectionListener listener) {
    connections = listener;
  }

  ConnectionListener connections() {
    return connections;
  }

  /** The scheduler of this network's loop. */
  public EventLoopScheduler scheduler() {
    return scheduler;
  }

  @Override
  public WebSocketConnection openWebSocket(WebSocketRequest request, WebSocketListener listener) {
    WebSocketChannel connection =
        new WebSocketChannel(
            scheduler, listener, true, request.manner(), request.maxMessageBytes(), peerOf(request));
    Target target;
    try {
      target = Target.of(request.uri(), "ws");
      Target.checkHeaders(request.headers());
    } catch (Target.BadUrlException bad) {
      OpenFailure failure = new OpenFailure(OpenFailure.Kind.BAD_URL, bad.clause());
      scheduler.execute(() -> connection.failedToOpen(failure));
      return connection;
    }
    WebSocketOpening opening = new WebSocketOpening(this, target, request, connection);
    connection.openingBy(opening);
    opening.start(request.connectTimeoutMillis());
    return connection;
  }

  @Override
  public void http(HttpRequest request, HttpListener listener) {
    try {
      Target target = Target.of(request.uri(), "http");
      Target.checkHeaders(request.headers());
      new HttpExchange(this, target, request, listener).start(request.timeoutMillis());
    } catch (Target.BadUrlException bad) {
      OpenFailure failure = new OpenFailure(OpenFailure.Kind.BAD_URL, bad.clause());
      scheduler.execute(() -> listener.onFailed(failure));
    }
  }

  @Override
  public boolean hasMqtt() {
    return true;
  }

  @Override
  public MqttConnection openMqtt(MqttRequest request, MqttListener listener) {
    String peer = Addresses.join(request.host(), request.port());
    MqttChannel connection = new MqttChannel(scheduler, listener, true, request.keepAliveSeconds(), peer);
    String unusable = Target.unusable(request.host(), request.port());
    if (unusable != null) {
      OpenFailure failure = new OpenFailure(OpenFailure.Kind.BAD_URL, unusable);
      scheduler.execute(() -> connection.failedToOpen(failure));
      return connection;
    }
    Target target = new Target(request.tls(), request.host(), request.port(), false, "");
    MqttOpening opening = new MqttOpening(this, target, request, connection);
    connection.openingBy(opening);
    opening.start(request.timeoutMillis());
    return connection;
  }

  @Override
  public UdpSocket openUdp(String host, int port, UdpListener listener) {
    NettyUdpSocket socket = new NettyUdpSocket(this, new Target(false, host, port, false, ""), listener);
    socket.start(Target.unusable(host, port));
    return socket;
  }

  @Override
  public void download(HttpRequest request, DownloadListener listener) {
    try {
      Target target = Target.of(request.uri(), "http");
      Target.checkHeaders(request.headers());
      new HttpDownload(this, target, request, listener).start(request.timeoutMillis());
    } catch (Target.BadUrlException bad) {
      OpenFailure failure = new OpenFailure(OpenFailure.Kind.BAD_URL, bad.clause());
      scheduler.execute(() -> listener.onFailed(failure));
    }
  }

  /** Who is asked, for people; one text for all the devices of a server. */
  private String peerOf(WebSocketRequest request) {
    String authority = request.uri().getRawAuthority();
    String peer = authority == null ? request.uri().toString() : authority.substring(authority.indexOf('@') + 1);
    if (!peer.equals(lastPeer)) {
      lastPeer = peer;
    }
    return lastPeer;
  }

  ChannelFuture connect(InetSocketAddress address, ChannelHandler handler) {
    return counted(sockets.clone(scheduler.eventLoop()).handler(handler).connect(address, sources.next(address)));
  }

  ChannelFuture connectUdp(InetSocketAddress address, ChannelHandler handler) {
    return counted(datagrams.clone(scheduler.eventLoop()).handler(handler).connect(address, sources.next(address)));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the listener is all there is to it
  private ChannelFuture counted(ChannelFuture connecting) {
    if (isStillborn(connecting)) {
      return connecting;
    }
    openSockets.opened();
    connecting.channel().closeFuture().addListener(closed);
    return connecting;
  }

  /**
   * The system gave no socket, for want of descriptors or memory. Such a channel belongs to no loop: it can neither be
   * closed nor awaited, and the future tells its failure on a thread of Netty's own.
   */
  static boolean isStillborn(ChannelFuture connecting) {
    return connecting.isDone() && !connecting.isSuccess() && !connecting.channel().isRegistered();
  }

  NameResolver resolver() {
    return resolver;
  }

  TlsSettings tls() {
    return tls;
  }
}
