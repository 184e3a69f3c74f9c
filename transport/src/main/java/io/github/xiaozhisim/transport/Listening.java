package io.github.xiaozhisim.transport;

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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A TCP port with the connections that came in through it, whatever they talk. Any thread. */
@SuppressWarnings("FutureReturnValueIgnored") // what goes wrong arrives as an event of the channel
final class Listening {

  private static final int BACKLOG = 4096;
  private static final int CLOSE_WAIT_SECONDS = 3;

  private final NettyTransport transport;
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private @Nullable Channel bound;

  Listening(NettyTransport transport) {
    this.transport = transport;
  }

  /** Listens; blocks until that is done. {@code accept} sets up each fresh connection, on its loop. */
  void bind(String host, int port, Consumer<Channel> accept) throws BindFailure {
    InetSocketAddress address = address(host, port);
    ChannelFuture binding =
        new ServerBootstrap()
            .group(transport.group())
            .channel(transport.kind().serverSocket())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.RECVBUF_ALLOCATOR, ReadBuffers.INSTANCE)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, NettyTransport.WATER_MARK)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    connections.add(channel);
                    accept.accept(channel);
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    Throwable cause = binding.cause();
    if (cause != null) {
      throw BindFailure.of(host, port, cause);
    }
    bound = binding.channel();
  }

  static InetSocketAddress address(String host, int port) throws BindFailure {
    try {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException unknown) {
      throw BindFailure.of(host, port, unknown);
    }
  }

  int port() {
    Channel channel = bound;
    return channel != null && channel.localAddress() instanceof InetSocketAddress address ? address.getPort() : 0;
  }

  /** How many connections are open now. */
  int connections() {
    return connections.size();
  }

  /** Stops listening, sends every connection away on its loop, and waits for that unless called on a loop. */
  void close(Consumer<Channel> farewell) {
    Channel channel = bound;
    if (channel == null) {
      return;
    }
    channel.close();
    for (Channel connection : connections) {
      connection.eventLoop().execute(() -> farewell.accept(connection));
    }
    if (!transport.isOnLoop()) {
      connections.newCloseFuture().awaitUninterruptibly(CLOSE_WAIT_SECONDS, TimeUnit.SECONDS);
    }
  }
}
