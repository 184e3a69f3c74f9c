package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.Network;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The event loops of a process, with a scheduler and a network each. Give every device one loop for life: its {@link
 * #scheduler(int)} and the {@link #network(int)} of the same number.
 *
 * <p>Any thread.
 */
public final class NettyTransport implements AutoCloseable {

  static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(32 * 1024, 64 * 1024);

  private final TransportKind kind;
  private final MultiThreadIoEventLoopGroup group;
  private final NameResolver resolver = new NameResolver(InetAddress::getAllByName);
  private final OpenSockets openSockets = new OpenSockets();
  private final List<NettyNetwork> networks = new ArrayList<>();

  private NettyTransport(TransportKind kind, int loops, TlsSettings tls, List<InetAddress> sources) {
    this.kind = kind;
    this.group =
        new MultiThreadIoEventLoopGroup(
            loops, new DefaultThreadFactory("xiaozhi-loop", true, Thread.MAX_PRIORITY), kind.handlers());
    Bootstrap sockets =
        new Bootstrap()
            .channel(kind.socket())
            .resolver(NoopAddressResolverGroup.INSTANCE)
            .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.RECVBUF_ALLOCATOR, ReadBuffers.INSTANCE)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0) // the attempt's own timer is the limit
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK);
    if (!sources.isEmpty()) {
      kind.portsLate(sockets);
    }
    Bootstrap datagrams =
        new Bootstrap()
            .channel(kind.datagramSocket())
            .resolver(NoopAddressResolverGroup.INSTANCE)
            .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .option(ChannelOption.RECVBUF_ALLOCATOR, ReadBuffers.INSTANCE)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK);
    for (int i = 0; i < loops; i++) {
      EventLoopScheduler scheduler = EventLoopScheduler.of(group.next());
      networks.add(
          new NettyNetwork(scheduler, sockets, datagrams, resolver, tls, new Sources(sources, i), openSockets));
    }
  }

  /**
   * Starts the loops.
   *
   * @param loops how many, at least one
   * @param tls whom clients trust
   * @throws IllegalArgumentException with a sentence, when this machine cannot do {@code kind}
   */
  public static NettyTransport open(TransportKind kind, int loops, TlsSettings tls) {
    return open(kind, loops, tls, List.of());
  }

  /**
   * The same, with clients that connect from given addresses, one after the other: each pair of addresses has its own
   * ports, some 28,000.
   *
   * @param sources addresses of this machine; those that are not of the server's kind (IPv4, IPv6) are passed over;
   *     empty: the system chooses
   */
  public static NettyTransport open(TransportKind kind, int loops, TlsSettings tls, List<InetAddress> sources) {
    if (!kind.isAvailable()) {
      throw new IllegalArgumentException(
          "this machine has no " + kind + " transport (" + kind.unavailableBecause() + "); use AUTO or NIO");
    }
    return new NettyTransport(kind.resolve(), loops, tls, sources);
  }

  /** One loop per processor but at most four, the best sockets there are, verified TLS. */
  public static NettyTransport open() {
    return open(TransportKind.AUTO, Math.min(4, Runtime.getRuntime().availableProcessors()), TlsSettings.verified());
  }

  /** What is really used; never {@link TransportKind#AUTO}. */
  public TransportKind kind() {
    return kind;
  }

  /** How many event loops there are. */
  public int loops() {
    return networks.size();
  }

  /** The scheduler of loop {@code index}, from 0. */
  public EventLoopScheduler scheduler(int index) {
    return networks.get(index).scheduler();
  }

  /** The network of loop {@code index}, from 0. */
  public NettyNetwork network(int index) {
    return networks.get(index);
  }

  /**
   * The network of the loop behind {@code scheduler}.
   *
   * @throws IllegalArgumentException when it is none of this transport's
   */
  public Network networkFor(Scheduler scheduler) {
    for (NettyNetwork network : networks) {
      if (network.scheduler() == scheduler) {
        return network;
      }
    }
    throw new IllegalArgumentException("the scheduler is none of this transport's event loops");
  }

  MultiThreadIoEventLoopGroup group() {
    return group;
  }

  boolean isOnLoop() {
    return networks.stream().anyMatch(network -> network.scheduler().inScheduler());
  }

  /**
   * Waits until every socket of the clients has been closed, for {@code millis} at most; gives how many are still open.
   * Not to be called on a loop.
   */
  public int awaitClosed(long millis) {
    return openSockets.awaitNone(millis);
  }

  /** Closes every connection and ends the loops; waits for that, at most five seconds, unless called on a loop. */
  @Override
  public void close() {
    resolver.close();
    var ended = group.shutdownGracefully(0, 5, TimeUnit.SECONDS);
    if (!isOnLoop()) {
      ended.awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
  }
}
