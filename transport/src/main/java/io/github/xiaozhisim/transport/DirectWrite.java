package io.github.xiaozhisim.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/**
 * The short way of a ready frame into an epoll socket: when nothing waits before it, one system call and no object.
 * What does not fit at once goes the ordinary way through the channel.
 */
final class DirectWrite {

  private final EpollSocketChannel channel;

  private DirectWrite(EpollSocketChannel channel) {
    this.channel = channel;
  }

  /** Null where there is no short way: other kinds of sockets, and TLS. */
  static @Nullable DirectWrite of(Channel channel) {
    return channel instanceof EpollSocketChannel epoll && channel.pipeline().get(SslHandler.class) == null
        ? new DirectWrite(epoll)
        : null;
  }

  /** How many bytes of the frame left, from its beginning; 0 when it must take the ordinary way. On the event loop. */
  int write(Frames.Ready frame) {
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    if (waiting == null || !waiting.isEmpty() || !channel.isActive()) {
      return 0;
    }
    try {
      return channel.fd().writeAddress(frame.address(), 0, frame.length());
    } catch (IOException broken) {
      return 0; // the ordinary way will meet the same fault and report it
    } finally {
      Reference.reachabilityFence(frame);
    }
  }
}
