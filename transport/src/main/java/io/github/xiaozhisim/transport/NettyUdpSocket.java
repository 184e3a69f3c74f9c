package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.UdpListener;
import io.github.xiaozhisim.hal.network.UdpSocket;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A device's UDP socket, connected to its server. All on the event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // nobody is told what becomes of a datagram
final class NettyUdpSocket implements UdpSocket {

  private final NettyNetwork network;
  private final UdpListener listener;
  private final Target target;
  private @Nullable Channel channel;
  private boolean open;
  private boolean over;

  NettyUdpSocket(NettyNetwork network, Target target, UdpListener listener) {
    this.network = network;
    this.target = target;
    this.listener = listener;
  }

  /** Begins, unless the address is {@code unusable}; nothing is called back from inside. */
  void start(@Nullable String unusable) {
    EventLoopScheduler scheduler = network.scheduler();
    if (unusable != null) {
      scheduler.execute(() -> fail(new OpenFailure(OpenFailure.Kind.BAD_URL, unusable)));
      return;
    }
    network
        .resolver()
        .resolve(target.host())
        .whenComplete(
            (found, failed) ->
                scheduler.execute(
                    () -> {
                      if (found != null) {
                        connect(found);
                      } else {
                        Throwable inner = failed instanceof CompletionException ? failed.getCause() : null;
                        fail(OpenFailures.ofConnect(inner == null ? failed : inner, target));
                      }
                    }));
  }

  private void connect(List<InetAddress> addresses) {
    if (over) {
      return;
    }
    ChannelFuture connecting =
        network.connectUdp(new InetSocketAddress(addresses.getFirst(), target.port()), new Events());
    channel = NettyNetwork.isStillborn(connecting) ? null : connecting.channel();
    connecting.addListener(
        done -> {
          if (network.scheduler().inScheduler()) {
            connected(connecting);
          } else {
            network.scheduler().execute(() -> connected(connecting)); // Netty's thread for channels without a loop
          }
        });
  }

  private void connected(ChannelFuture connecting) {
    Throwable cause = connecting.cause();
    if (cause != null) {
      fail(OpenFailures.ofConnect(cause, target));
    } else if (over) {
      connecting.channel().close();
    } else {
      open = true;
      listener.onOpen(this);
    }
  }

  private void fail(OpenFailure failure) {
    if (!over) {
      close();
      listener.onFailed(failure);
    }
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean send(ByteBuffer datagram) {
    Channel to = channel;
    if (!open || to == null || !to.isWritable()) {
      return false;
    }
    to.writeAndFlush(NettyUdpPort.copy(to, datagram), to.voidPromise());
    return true;
  }

  @Override
  public void close() {
    over = true;
    open = false;
    Channel now = channel;
    if (now != null) {
      now.close();
    }
  }

  /** What the socket receives. */
  private final class Events extends SimpleChannelInboundHandler<DatagramPacket> {

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
      if (open) {
        try {
          listener.onDatagram(inPlace(packet.content()));
        } catch (RuntimeException thrown) {
          network.scheduler().report(thrown);
        }
      }
    }

    /** Where it was read to; what the chip's buffer has no room for is cut. */
    private static ByteBuffer inPlace(ByteBuf datagram) {
      return datagram.internalNioBuffer(datagram.readerIndex(), Math.min(datagram.readableBytes(), MAX_DATAGRAM_BYTES));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      // A datagram that found nobody there (ICMP): the socket stays as it is, the next one may arrive.
    }
  }
}
