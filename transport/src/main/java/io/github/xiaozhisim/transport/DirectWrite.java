package io.github.xiaozhisim.transport;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.FileDescriptor;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/**
 * The short way of a ready frame into an epoll socket, for when nothing waits before it: one system call, no object,
 * and none of Netty's objects looked at, which for thousands of connections are never in the processor's caches. What
 * does not fit at once goes the ordinary way through the channel.
 */
final class DirectWrite {

  private DirectWrite() {}

  /** What to write to; null where there is no short way: other kinds of sockets, and TLS. */
  static @Nullable FileDescriptor socketOf(Channel channel) {
    return channel instanceof EpollSocketChannel epoll && channel.pipeline().get(SslHandler.class) == null
        ? epoll.fd()
        : null;
  }

  /** How many bytes of the frame left, from its beginning; 0 when it must take the ordinary way. On the event loop. */
  static int write(FileDescriptor socket, Frames.Ready frame) {
    if (!socket.isOpen()) {
      return 0; // its number may be another connection's by now
    }
    try {
      return Math.max(0, socket.writeAddress(frame.address(), 0, frame.length()));
    } catch (IOException broken) {
      return 0; // the ordinary way will meet the same fault and report it
    } finally {
      Reference.reachabilityFence(frame);
    }
  }
}
