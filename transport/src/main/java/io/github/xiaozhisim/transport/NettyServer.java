package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ServerEndpoint} on a TCP port: HTTP and WebSocket upgrades on the same port, with or without TLS. Its
 * connections are spread over the loops of the transport. Any thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what goes wrong arrives as an event of the channel
public final class NettyServer implements AutoCloseable {

  private static final int BACKLOG = 4096;
  private static final int GOING_AWAY = 1001;
  private static final int CLOSE_WAIT_SECONDS = 3;

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
  private final NettyTransport transport;
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final AtomicLong turnedAway = new AtomicLong();
  private @Nullable Channel listening;

  private NettyServer(NettyTransport transport, ServerEndpoint endpoint, Options options) {
    this.transport = transport;
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
    NettyServer server = new NettyServer(transport, endpoint, options);
    server.listen(host, port);
    return server;
  }

  private void listen(String host, int port) throws BindFailure {
    InetSocketAddress address;
    try {
      address = new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException unknown) {
      throw BindFailure.of(host, port, unknown);
    }
    ChannelFuture bound =
        new ServerBootstrap()
            .group(transport.group())
            .channel(transport.kind().serverSocket())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, NettyTransport.WATER_MARK)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    accept(channel);
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    Throwable cause = bound.cause();
    if (cause != null) {
      throw BindFailure.of(host, port, cause);
    }
    listening = bound.channel();
  }

  private void accept(Channel channel) {
    if (options.maxConnections > 0 && connections.size() >= options.maxConnections) {
      turnedAway.incrementAndGet();
      channel.close();
      return;
    }
    connections.add(channel);
    ServerRequests.install(channel, endpoint, options);
  }

  /** The port it listens at. */
  public int port() {
    Channel channel = listening;
    return channel != null && channel.localAddress() instanceof InetSocketAddress address ? address.getPort() : 0;
  }

  /** Connections open now, HTTP and WebSocket. */
  public int connections() {
    return connections.size();
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
    Channel channel = listening;
    if (channel == null) {
      return;
    }
    channel.close();
    for (Channel connection : connections) {
      connection.eventLoop().execute(() -> goAway(connection));
    }
    if (!transport.isOnLoop()) {
      connections.newCloseFuture().awaitUninterruptibly(CLOSE_WAIT_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static void goAway(Channel connection) {
    WebSocketChannel webSocket = connection.pipeline().get(WebSocketChannel.class);
    if (webSocket != null) {
      webSocket.close(GOING_AWAY, "the server is going away");
    } else {
      connection.close();
    }
  }
}
