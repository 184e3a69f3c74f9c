package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.network.MqttEndpoint;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An {@link MqttEndpoint} on a TCP port, its connections spread over the loops of the transport. Any thread. */
public final class NettyMqttServer implements AutoCloseable {

  private final Listening listening;

  private NettyMqttServer(Listening listening) {
    this.listening = listening;
  }

  /**
   * Begins to listen; blocks until that is done, so not to be called on a loop of the transport.
   *
   * @param host an address of this machine, or {@code 0.0.0.0} for all
   * @param port 0 for a free one, see {@link #port()}
   * @param tls null for plain TCP
   * @param maxMessageBytes a longer incoming message ends its connection
   */
  public static NettyMqttServer bind(
      NettyTransport transport,
      String host,
      int port,
      MqttEndpoint endpoint,
      TlsSettings.@Nullable Server tls,
      int maxMessageBytes)
      throws BindFailure {
    Listening listening = new Listening(transport);
    listening.bind(
        host,
        port,
        channel -> {
          if (tls != null) {
            channel.pipeline().addLast(tls.context().newHandler(channel.alloc()));
          }
          channel
              .pipeline()
              .addLast(new MqttDecoder(maxMessageBytes, maxMessageBytes))
              .addLast(MqttEncoder.INSTANCE)
              .addLast(new FirstWord(EventLoopScheduler.of(channel.eventLoop()), endpoint, channel));
        });
    return new NettyMqttServer(listening);
  }

  /** The port it listens at. */
  public int port() {
    return listening.port();
  }

  /** Connections open now. */
  public int connections() {
    return listening.connections();
  }

  /** Stops listening and closes every connection; waits for that, at most three seconds, unless called on a loop. */
  @Override
  public void close() {
    listening.close(Channel::close);
  }

  /** Waits for CONNECT, asks the endpoint, and does what it answers. */
  @SuppressWarnings("FutureReturnValueIgnored") // what goes wrong arrives as an event of the channel
  private static final class FirstWord extends ChannelInboundHandlerAdapter {

    /** A connection that does not say CONNECT by then is closed. */
    private static final long WAIT_NANOS = 10_000_000_000L;

    private final EventLoopScheduler scheduler;
    private final MqttEndpoint endpoint;
    private final Timer wait;
    private boolean heard;

    FirstWord(EventLoopScheduler scheduler, MqttEndpoint endpoint, Channel channel) {
      this.scheduler = scheduler;
      this.endpoint = endpoint;
      this.wait = scheduler.timer(channel::close);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
      wait.arm(scheduler.clock().nowNanos() + WAIT_NANOS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
      wait.cancel();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object read) {
      try {
        if (heard) {
          return; // to a client that is ignored or being sent away
        }
        heard = true;
        wait.cancel();
        if (read instanceof MqttConnectMessage connect && connect.decoderResult().isSuccess()) {
          answer(ctx, connect);
        } else {
          ctx.close();
        }
      } finally {
        ReferenceCountUtil.release(read);
      }
    }

    private void answer(ChannelHandlerContext ctx, MqttConnectMessage message) {
      MqttConnectPayload who = message.payload();
      byte[] password = who.passwordInBytes();
      MqttEndpoint.Connect connect =
          new MqttEndpoint.Connect(
              message.variableHeader().version(),
              who.clientIdentifier(),
              who.userName() == null ? "" : who.userName(),
              password == null ? "" : new String(password, StandardCharsets.UTF_8),
              message.variableHeader().keepAliveTimeSeconds());
      MqttEndpoint.Answer answer;
      if (connect.level() > 4) {
        answer = new MqttEndpoint.Answer.Refuse(1);
      } else {
        try {
          answer = endpoint.onConnect(connect, Addresses.describe(ctx.channel().remoteAddress()), scheduler);
        } catch (RuntimeException thrown) {
          scheduler.report(thrown);
          answer = new MqttEndpoint.Answer.Refuse(3);
        }
      }
      switch (answer) {
        case MqttEndpoint.Answer.Accept accept -> {
          MqttChannel connection = new MqttChannel(scheduler, accept.listener(), false, connect.keepAliveSeconds(), "");
          say(ctx, MqttConnectReturnCode.CONNECTION_ACCEPTED, false);
          ctx.pipeline().addLast(connection);
          ctx.pipeline().remove(this);
          connection.opened();
        }
        case MqttEndpoint.Answer.Refuse refuse ->
            say(ctx, MqttConnectReturnCode.valueOf((byte) refuse.returnCode()), true);
        case MqttEndpoint.Answer.AcceptAndClose both -> say(ctx, MqttConnectReturnCode.CONNECTION_ACCEPTED, true);
        case MqttEndpoint.Answer.Drop drop -> ctx.close();
        case MqttEndpoint.Answer.Ignore ignore -> {}
      }
    }

    private static void say(ChannelHandlerContext ctx, MqttConnectReturnCode code, boolean thenClose) {
      var left = ctx.writeAndFlush(MqttMessageBuilders.connAck().returnCode(code).sessionPresent(false).build());
      if (thenClose) {
        left.addListener(ChannelFutureListener.CLOSE);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
