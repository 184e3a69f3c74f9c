package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ServerEndpoint} on a TCP port: HTTP and WebSocket upgrades on the same port, with or without TLS. Its
 * connections are spread over the loops of the transport. Any thread.
 */
public final class NettyServer implements AutoCloseable {

  private static final int GOING_AWAY = 1001;

  /**
   * How a server is set up.
   *
   * @param tls null for plain TCP
   * @param maxConnections further connections are closed at once; 0: no limit
   * @param maxMessageBytes a longer incoming message closes its connection with 1009
   */
  public record Options(TlsSettings.@Nullable Server tls, int maxConnections, int maxMessageBytes) {

    /** Plain TCP, no limit, messages up to 1 MiB. */
    public static Options defaults() {
      return new Options(null, 0, 1024 * 1024);
    }

    public Options withTls(TlsSettings.@Nullable Server value) {
      return new Options(value, maxConnections, maxMessageBytes);
    }

    public Options withMaxConnections(int value) {
      return new Options(tls, value, maxMessageBytes);
    }

    public Options withMaxMessageBytes(int value) {
      return new Options(tls, maxConnections, value);
    }
  }

  private final ServerEndpoint endpoint;
  private final Options options;
  private final Listening listening;
  private final AtomicLong turnedAway = new AtomicLong();

  private NettyServer(Listening listening, ServerEndpoint endpoint, Options options) {
    this.listening = listening;
    this.endpoint = endpoint;
    this.options = options;
  }

  /** As {@link #bind(NettyTransport, String, int, ServerEndpoint, Options)} with {@link Options#defaults()}. */
  public static NettyServer bind(NettyTransport transport, String host, int port, ServerEndpoint endpoint)
      throws BindFailure {
    return bind(transport, host, port, endpoint, Options.defaults());
  }

  /**
   * Begins to listen; blocks until that is done, so not to be called on a loop of the transport.
   *
   * @param host an address of this machine, or {@code 0.0.0.0} for all
   * @param port 0 for a free one, see {@link #port()}
   */
  public static NettyServer bind(
      NettyTransport transport, String host, int port, ServerEndpoint endpoint, Options options) throws BindFailure {
    Listening listening = new Listening(transport);
    NettyServer server = new NettyServer(listening, endpoint, options);
    listening.bind(host, port, server::accept);
    return server;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it is of no interest how a connection closes that was not wanted
  private void accept(Channel channel) {
    if (options.maxConnections > 0 && listening.connections() > options.maxConnections) {
      turnedAway.incrementAndGet();
      channel.close();
      return;
    }
    ServerRequests.install(channel, endpoint, options);
  }

  /** The port it listens at. */
  public int port() {
    return listening.port();
  }

  /** Connections open now, HTTP and WebSocket. */
  public int connections() {
    return listening.connections();
  }

  /** Connections closed at once because of {@link Options#maxConnections()}. */
  public long turnedAway() {
    return turnedAway.get();
  }

  /**
   * Stops listening and closes every WebSocket with 1001, every other connection at once. Waits until all are closed,
   * at most three seconds, unless called on a loop of the transport. The transport stays open.
   */
  @Override
  public void close() {
    listening.close(NettyServer::goAway);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the listening waits for all of them together
  private static void goAway(Channel connection) {
    WebSocketChannel webSocket = connection.pipeline().get(WebSocketChannel.class);
    if (webSocket != null) {
      webSocket.close(GOING_AWAY, "the server is going away");
    } else {
      connection.close();
    }
  }
}
