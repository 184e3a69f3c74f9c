package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.network.UdpEndpoint;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** A {@link UdpEndpoint} on a UDP port, served by one loop of the transport. Any thread. */
@SuppressWarnings("FutureReturnValueIgnored") // nobody is told what becomes of a datagram
public final class NettyUdpPort implements AutoCloseable {

  private static final int MAX_DATAGRAM_BYTES = 2_048;
  private static final int CLOSE_WAIT_MILLIS = 3_000;

  /** For the datagrams of many devices that come while the loop is elsewhere. */
  private static final int SOCKET_BUFFER_BYTES = 4 * 1024 * 1024;

  private final NettyTransport transport;
  private final Channel channel;

  private NettyUdpPort(NettyTransport transport, Channel channel) {
    this.transport = transport;
    this.channel = channel;
  }

  /**
   * Opens the port; blocks until that is done, so not to be called on a loop of the transport.
   *
   * @param host an address of this machine, or {@code 0.0.0.0} for all
   * @param port 0 for a free one, see {@link #port()}
   */
  public static NettyUdpPort bind(NettyTransport transport, String host, int port, UdpEndpoint endpoint)
      throws BindFailure {
    EventLoopScheduler scheduler = transport.scheduler(0);
    ChannelFuture bound =
        new Bootstrap()
            .group(scheduler.eventLoop())
            .channel(transport.kind().datagramSocket())
            .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_DATAGRAM_BYTES))
            .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER_BYTES)
            .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER_BYTES)
            .handler(new Events(scheduler, endpoint))
            .bind(Listening.address(host, port))
            .awaitUninterruptibly();
    Throwable cause = bound.cause();
    if (cause != null) {
      throw BindFailure.of(host, port, cause);
    }
    return new NettyUdpPort(transport, bound.channel());
  }

  /** The port it listens at. */
  public int port() {
    return channel.localAddress() instanceof InetSocketAddress address ? address.getPort() : 0;
  }

  /** Closes the port; waits for that, at most three seconds, unless called on a loop of the transport. */
  @Override
  public void close() {
    ChannelFuture closed = channel.close();
    if (!transport.isOnLoop()) {
      closed.awaitUninterruptibly(CLOSE_WAIT_MILLIS);
    }
  }

  static ByteBuf copy(Channel channel, ByteBuffer datagram) {
    int length = datagram.remaining();
    ByteBuf copy = channel.alloc().directBuffer(length);
    return datagram.hasArray()
        ? copy.writeBytes(datagram.array(), datagram.arrayOffset() + datagram.position(), length) // without a view
        : copy.writeBytes(datagram.duplicate());
  }

  /** An address as seen from one port. */
  private record Sender(Channel channel, InetSocketAddress address) implements UdpEndpoint.Peer {

    @Override
    public boolean send(ByteBuffer datagram) {
      if (!channel.isActive() || !channel.isWritable()) {
        return false;
      }
      channel.writeAndFlush(new DatagramPacket(copy(channel, datagram), address), channel.voidPromise());
      return true;
    }

    @Override
    public String toString() {
      return Addresses.describe(address);
    }
  }

  /** What the port receives. */
  private static final class Events extends SimpleChannelInboundHandler<DatagramPacket> {
    private final EventLoopScheduler scheduler;
    private final UdpEndpoint endpoint;

    Events(EventLoopScheduler scheduler, UdpEndpoint endpoint) {
      this.scheduler = scheduler;
      this.endpoint = endpoint;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
      try {
        endpoint.onDatagram(
            packet.content().nioBuffer().asReadOnlyBuffer(), new Sender(ctx.channel(), packet.sender()));
      } catch (RuntimeException thrown) {
        scheduler.report(thrown);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      // A datagram that found nobody there (ICMP): the port serves the others.
    }
  }
}
