package io.github.xiaozhisim.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDatagramChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;

/** By which of the system's interfaces sockets are served. */
public enum TransportKind {
  /** epoll where there is one, else NIO. */
  AUTO,
  /** Pure Java, everywhere. */
  NIO,
  /** Linux. */
  EPOLL,
  /** Linux, recent kernels; cheap, but its tails are less settled than those of epoll. */
  IO_URING;

  /** True when this machine can do it. */
  public boolean isAvailable() {
    return switch (this) {
      case AUTO, NIO -> true;
      case EPOLL -> Epoll.isAvailable();
      case IO_URING -> IoUring.isAvailable();
    };
  }

  /** What is really used when this is asked for. */
  public TransportKind resolve() {
    return this != AUTO ? this : EPOLL.isAvailable() ? EPOLL : NIO;
  }

  /** Why this machine cannot do it; empty when it can. */
  public String unavailableBecause() {
    Throwable cause =
        this == EPOLL ? Epoll.unavailabilityCause() : this == IO_URING ? IoUring.unavailabilityCause() : null;
    return cause == null ? "" : OpenFailures.clause(cause);
  }

  IoHandlerFactory handlers() {
    return switch (resolve()) {
      case EPOLL -> EpollIoHandler.newFactory();
      case IO_URING -> IoUringIoHandler.newFactory();
      default -> NioIoHandler.newFactory();
    };
  }

  /**
   * Sockets that are bound to an address get their port when they connect, where that can be had: then a port may serve
   * several servers, as it does for sockets that are not bound.
   */
  void portsLate(Bootstrap sockets) {
    if (resolve() == EPOLL) {
      sockets.option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
    }
  }

  Class<? extends SocketChannel> socket() {
    return switch (resolve()) {
      case EPOLL -> EpollSocketChannel.class;
      case IO_URING -> IoUringSocketChannel.class;
      default -> NioSocketChannel.class;
    };
  }

  Class<? extends ServerSocketChannel> serverSocket() {
    return switch (resolve()) {
      case EPOLL -> EpollServerSocketChannel.class;
      case IO_URING -> IoUringServerSocketChannel.class;
      default -> NioServerSocketChannel.class;
    };
  }

  Class<? extends DatagramChannel> datagramSocket() {
    return switch (resolve()) {
      case EPOLL -> EpollDatagramChannel.class;
      case IO_URING -> IoUringDatagramChannel.class;
      default -> NioDatagramChannel.class;
    };
  }
}
