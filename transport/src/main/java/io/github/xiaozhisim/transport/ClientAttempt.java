package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client's way to a server: name, TCP (one address after the other), TLS, then whatever the subclass talks. It fails
 * at most once, and not after it was cancelled. All on the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what goes wrong arrives as an event of the channel
abstract class ClientAttempt {

  /** A SYN without an answer is sent again after a second. */
  private static final long REPEATED_NANOS = 900_000_000;

  final NettyNetwork network;
  final EventLoopScheduler scheduler;
  final Target target;

  private final Timer limit;
  private @Nullable Channel channel;
  private long begunNanos;
  private boolean connected;
  private boolean over;

  ClientAttempt(NettyNetwork network, Target target) {
    this.network = network;
    this.scheduler = network.scheduler();
    this.target = target;
    this.limit = scheduler.timer(this::onLimit);
  }

  /** TCP and TLS are up. */
  abstract void established(ChannelHandlerContext ctx);

  /** Something arrived after {@link #established}; to be released by the callee. */
  abstract void received(ChannelHandlerContext ctx, Object message);

  /** The attempt failed; the channel is being closed. */
  abstract void failed(OpenFailure failure);

  /** The attempt was cancelled: what it holds must go. */
  abstract void cancelled();

  /** What it means when the time is over after {@link #established}. */
  abstract OpenFailure lateAnswer();

  /** What the peer had not done yet when it closed TCP, as in "closed TCP before …". */
  abstract OpenFailure lost(@Nullable Throwable cause);

  /** Begins; nothing is called back from inside. */
  final void start(long limitMillis) {
    limitIn(limitMillis);
    scheduler.execute(this::resolve);
  }

  final void limitIn(long millis) {
    limit.arm(scheduler.clock().nowNanos() + TimeUnit.MILLISECONDS.toNanos(millis));
  }

  final boolean isOver() {
    return over;
  }

  /** Stops without a word and closes TCP. */
  final void cancel() {
    if (!finish()) {
      return;
    }
    cancelled();
    if (channel != null) {
      channel.close();
    }
  }

  /** Stops because the end was reached; TCP stays. False when it had stopped before. */
  final boolean finish() {
    if (over) {
      return false;
    }
    over = true;
    limit.cancel();
    return true;
  }

  final void fail(OpenFailure failure) {
    if (!finish()) {
      return;
    }
    if (channel != null) {
      channel.close();
    }
    try {
      failed(failure);
    } catch (RuntimeException thrown) {
      scheduler.report(thrown);
    }
  }

  private void resolve() {
    if (over) {
      return;
    }
    var addresses = network.resolver().resolve(target.host());
    if (addresses.isDone() && !addresses.isCompletedExceptionally()) {
      connect(addresses.join(), 0);
      return;
    }
    addresses.whenComplete(
        (found, failed) ->
            scheduler.execute(
                () -> {
                  if (found != null) {
                    connect(found, 0);
                  } else {
                    Throwable inner = failed instanceof CompletionException ? failed.getCause() : null;
                    fail(OpenFailures.ofConnect(inner == null ? failed : inner, target));
                  }
                }));
  }

  private void connect(List<InetAddress> addresses, int index) {
    if (over) {
      return;
    }
    begunNanos = scheduler.clock().nowNanos();
    ChannelFuture connecting =
        network.connect(new InetSocketAddress(addresses.get(index), target.port()), new Events());
    channel = NettyNetwork.isStillborn(connecting) ? null : connecting.channel();
    connecting.addListener(
        done -> {
          Throwable cause = done.cause();
          if (cause == null) {
            return;
          }
          if (scheduler.inScheduler()) {
            notConnected(addresses, index, cause);
          } else {
            // Netty's thread for channels without a loop
            scheduler.execute(() -> notConnected(addresses, index, cause));
          }
        });
  }

  private void notConnected(List<InetAddress> addresses, int index, Throwable cause) {
    if (over) {
      return;
    }
    if (index + 1 < addresses.size()) {
      connect(addresses, index + 1);
    } else {
      fail(OpenFailures.ofConnect(cause, target));
    }
  }

  private void onLimit() {
    if (connected) {
      fail(lateAnswer());
    } else {
      fail(new OpenFailure(OpenFailure.Kind.CONNECT_TIMEOUT, "no connection to " + target.describe() + " in time"));
    }
  }

  private static boolean isRepeated(Channel channel, long tookNanos) {
    return tookNanos >= REPEATED_NANOS
        && (!(channel instanceof EpollSocketChannel socket) || socket.tcpInfo().totalRetrans() > 0);
  }

  /** A session that is older than this handshake was resumed. */
  private void tellSecured(ChannelHandlerContext ctx) {
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    if (tls != null) {
      long tookNanos = scheduler.clock().nowNanos() - begunNanos;
      long begunMillis = scheduler.clock().wallMillis() - TimeUnit.NANOSECONDS.toMillis(tookNanos);
      boolean resumed = tls.engine().getSession().getCreationTime() < begunMillis - 1;
      network.connections().onSecured(tookNanos, resumed);
    }
  }

  private void establish(ChannelHandlerContext ctx) {
    if (over) {
      ctx.close();
      return;
    }
    connected = true;
    established(ctx);
  }

  /** The handler of one channel; an attempt may need several, one per address. */
  private final class Events extends ChannelInboundHandlerAdapter {

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
      if (target.tls()) {
        SslHandler tls = network.tls().handler(ctx.alloc(), target);
        tls.setHandshakeTimeoutMillis(0);
        ctx.pipeline().addFirst(tls);
      }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      long nowNanos = scheduler.clock().nowNanos();
      network.connections().onConnected(nowNanos - begunNanos, isRepeated(ctx.channel(), nowNanos - begunNanos));
      begunNanos = nowNanos;
      if (!target.tls()) {
        establish(ctx);
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof SslHandshakeCompletionEvent handshake) {
        if (handshake.isSuccess()) {
          tellSecured(ctx);
          establish(ctx);
        } else {
          fail(OpenFailures.ofTls(handshake.cause(), target));
        }
      }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      received(ctx, message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      if (connected) {
        fail(lost(null));
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      if (connected) {
        fail(lost(cause));
      }
    }
  }
}
