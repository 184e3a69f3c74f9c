package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.MqttConnection;
import io.github.xiaozhisim.hal.network.MqttListener;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An open MQTT connection, either side; behind the codec in its channel's pipeline. All on the event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // what goes wrong arrives as an event of the channel
final class MqttChannel extends ChannelInboundHandlerAdapter implements MqttConnection {

  private enum Phase {
    OPENING,
    OPEN,
    ENDED
  }

  /** How long the last words may take to leave. */
  private static final long CLOSE_WAIT_NANOS = 2_000_000_000L;

  private final EventLoopScheduler scheduler;
  private final MqttListener listener;
  private final boolean client;
  private final long keepAliveNanos;
  private final String target;
  private final Timer keepAlive;

  private Phase phase = Phase.OPENING;
  private @Nullable ClientAttempt opening;
  private @Nullable ChannelHandlerContext context;
  private long lastNanos;
  private boolean pingUnanswered;

  /** {@code target} of a client, for people; empty for a server. */
  MqttChannel(
      EventLoopScheduler scheduler, MqttListener listener, boolean client, int keepAliveSeconds, String target) {
    this.scheduler = scheduler;
    this.listener = listener;
    this.client = client;
    this.keepAliveNanos = TimeUnit.SECONDS.toNanos(Math.clamp(keepAliveSeconds, 0, 65_535));
    this.target = target;
    this.keepAlive = scheduler.timer(client ? this::ping : this::silent);
  }

  void openingBy(ClientAttempt attempt) {
    opening = attempt;
  }

  void failedToOpen(OpenFailure failure) {
    if (phase == Phase.OPENING) {
      phase = Phase.ENDED;
      opening = null;
      listener.onFailed(failure);
    }
  }

  /** The broker has accepted; this handler is in the pipeline. */
  void opened() {
    if (phase != Phase.OPENING) {
      return;
    }
    phase = Phase.OPEN;
    opening = null;
    lastNanos = scheduler.clock().nowNanos();
    if (keepAliveNanos > 0) {
      keepAlive.arm(lastNanos + patienceNanos());
    }
    safely(() -> listener.onOpen(this));
  }

  /** A client speaks at least twice in its keep-alive; a server waits for one and a half times of it. */
  private long patienceNanos() {
    return client ? keepAliveNanos / 2 : keepAliveNanos + keepAliveNanos / 2;
  }

  // ---- the owner's side

  @Override
  public boolean isOpen() {
    return phase == Phase.OPEN;
  }

  @Override
  public boolean publish(String topic, byte[] payload) {
    ChannelHandlerContext ctx = context;
    if (phase != Phase.OPEN || ctx == null || !ctx.channel().isWritable()) {
      return false;
    }
    // The remaining length is the codec's to compute; topics and payloads are small here.
    send(
        ctx,
        new MqttPublishMessage(
            new MqttFixedHeader(MqttMessageType.PUBLISH, false, MqttQoS.AT_MOST_ONCE, false, 0),
            new MqttPublishVariableHeader(topic, 0),
            Unpooled.wrappedBuffer(payload)));
    return true;
  }

  @Override
  public void close() {
    ChannelHandlerContext ctx = context;
    boolean wasOpen = phase == Phase.OPEN;
    if (!wasOpen || ctx == null) {
      drop();
      return;
    }
    end();
    if (client) {
      ctx.write(MqttMessage.DISCONNECT, ctx.voidPromise());
    }
    Timer limit = scheduler.after(CLOSE_WAIT_NANOS, ctx::close);
    ctx.writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(left -> limit.cancel())
        .addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void drop() {
    end();
    ClientAttempt attempt = opening;
    if (attempt != null) {
      opening = null;
      attempt.cancel();
    }
    ChannelHandlerContext ctx = context;
    if (ctx != null) {
      ctx.close();
    }
  }

  @Override
  public String peer() {
    ChannelHandlerContext ctx = context;
    return !target.isEmpty() || ctx == null ? target : Addresses.describe(ctx.channel().remoteAddress());
  }

  // ---- keep-alive

  // firmware: the platform's client pings after half the keep-alive and gives up when no answer came in the other half
  private void ping() {
    ChannelHandlerContext ctx = context;
    if (phase != Phase.OPEN || ctx == null) {
      return;
    }
    long now = scheduler.clock().nowNanos();
    if (now - lastNanos < patienceNanos()) {
      keepAlive.arm(lastNanos + patienceNanos());
    } else if (pingUnanswered) {
      ended(new CloseReason(CloseReason.Kind.SILENCE, 0, "a keep-alive ping was not answered"));
      ctx.close();
    } else {
      pingUnanswered = true;
      send(ctx, MqttMessage.PINGREQ);
      keepAlive.arm(now + patienceNanos());
    }
  }

  private void silent() {
    ChannelHandlerContext ctx = context;
    if (phase != Phase.OPEN || ctx == null) {
      return;
    }
    if (scheduler.clock().nowNanos() - lastNanos < patienceNanos()) {
      keepAlive.arm(lastNanos + patienceNanos());
      return;
    }
    ended(new CloseReason(CloseReason.Kind.SILENCE, 0, "silent for one and a half times its keep-alive"));
    ctx.close();
  }

  private void send(ChannelHandlerContext ctx, Object message) {
    if (client) {
      lastNanos = scheduler.clock().nowNanos();
    }
    ctx.writeAndFlush(message, ctx.voidPromise());
  }

  // ---- the channel

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object read) {
    try {
      if (phase == Phase.OPEN && read instanceof MqttMessage message) {
        if (!client) {
          lastNanos = scheduler.clock().nowNanos();
        }
        received(ctx, message);
      }
    } finally {
      ReferenceCountUtil.release(read);
    }
  }

  private void received(ChannelHandlerContext ctx, MqttMessage message) {
    if (message.decoderResult().isFailure()) {
      violated(ctx, OpenFailures.clause(message.decoderResult().cause()));
      return;
    }
    switch (message.fixedHeader().messageType()) {
      case PUBLISH -> published(ctx, (MqttPublishMessage) message);
      case PINGRESP -> pingUnanswered = false;
      case PINGREQ -> send(ctx, MqttMessage.PINGRESP);
      case PUBREL -> acknowledge(ctx, MqttMessageType.PUBCOMP, message.variableHeader());
      case SUBSCRIBE -> {
        MqttSubscribeMessage wish = (MqttSubscribeMessage) message;
        var answer = MqttMessageBuilders.subAck().packetId(wish.variableHeader().messageId());
        wish.payload().topicSubscriptions().forEach(topic -> answer.addGrantedQos(MqttQoS.AT_MOST_ONCE));
        send(ctx, answer.build());
      }
      case UNSUBSCRIBE -> acknowledge(ctx, MqttMessageType.UNSUBACK, message.variableHeader());
      case DISCONNECT -> {
        ended(new CloseReason(CloseReason.Kind.GOODBYE, 0, ""));
        ctx.close();
      }
      case CONNECT, CONNACK, AUTH -> violated(ctx, message.fixedHeader().messageType() + " within a session");
      case PUBACK, PUBREC, PUBCOMP, SUBACK, UNSUBACK -> {} // answers to what is never asked
    }
  }

  private void published(ChannelHandlerContext ctx, MqttPublishMessage message) {
    MqttQoS quality = message.fixedHeader().qosLevel();
    if (quality != MqttQoS.AT_MOST_ONCE) {
      if (!client) {
        violated(ctx, "a message with quality of service " + quality.value());
        return;
      }
      acknowledge(
          ctx,
          quality == MqttQoS.AT_LEAST_ONCE ? MqttMessageType.PUBACK : MqttMessageType.PUBREC,
          MqttMessageIdVariableHeader.from(message.variableHeader().packetId()));
    }
    ByteBuf payload = message.payload();
    safely(() -> listener.onMessage(message.variableHeader().topicName(), payload.nioBuffer().asReadOnlyBuffer()));
  }

  private void acknowledge(ChannelHandlerContext ctx, MqttMessageType type, Object variableHeader) {
    if (variableHeader instanceof MqttMessageIdVariableHeader id) {
      send(
          ctx,
          new MqttMessage(
              new MqttFixedHeader(type, false, MqttQoS.AT_MOST_ONCE, false, 2),
              MqttMessageIdVariableHeader.from(id.messageId())));
    }
  }

  private void violated(ChannelHandlerContext ctx, String detail) {
    ended(new CloseReason(CloseReason.Kind.PROTOCOL_ERROR, 0, detail));
    ctx.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    ended(new CloseReason(CloseReason.Kind.END_OF_STREAM, 0, ""));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ended(new CloseReason(CloseReason.Kind.RESET, 0, OpenFailures.clause(cause)));
    ctx.close();
  }

  // ---- the end

  private void end() {
    phase = Phase.ENDED;
    keepAlive.cancel();
  }

  private void ended(CloseReason reason) {
    boolean wasOpen = phase == Phase.OPEN;
    end();
    if (wasOpen) {
      safely(() -> listener.onClosed(reason));
    }
  }

  private void safely(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException thrown) {
      scheduler.report(thrown);
    }
  }

  /** A string as the codec's builders want it. */
  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
