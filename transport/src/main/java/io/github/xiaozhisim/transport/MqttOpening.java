package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.network.MqttRequest;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** A client's CONNECT and the broker's answer to it. */
@SuppressWarnings("FutureReturnValueIgnored") // what goes wrong arrives as an event of the channel
final class MqttOpening extends ClientAttempt {

  private final MqttRequest request;
  private final MqttChannel connection;

  MqttOpening(NettyNetwork network, Target target, MqttRequest request, MqttChannel connection) {
    super(network, target);
    this.request = request;
    this.connection = connection;
  }

  @Override
  void established(ChannelHandlerContext ctx) {
    ctx.pipeline()
        .addBefore(ctx.name(), "mqtt-in", new MqttDecoder(request.maxMessageBytes()))
        .addBefore(ctx.name(), "mqtt-out", MqttEncoder.INSTANCE);
    var connect =
        MqttMessageBuilders.connect()
            .protocolVersion(MqttVersion.MQTT_3_1_1)
            .cleanSession(true)
            .keepAlive(Math.clamp(request.keepAliveSeconds(), 0, 65_535))
            .clientId(request.clientId());
    if (!request.username().isEmpty()) {
      connect.username(request.username());
      if (!request.password().isEmpty()) {
        connect.password(MqttChannel.utf8(request.password()));
      }
    }
    ctx.writeAndFlush(connect.build(), ctx.voidPromise());
  }

  @Override
  void received(ChannelHandlerContext ctx, Object read) {
    try {
      if (isOver()) {
        return;
      }
      if (!(read instanceof MqttConnAckMessage answer) || answer.decoderResult().isFailure()) {
        fail(new OpenFailure(OpenFailure.Kind.NOT_MQTT, whatCameInstead(read)));
        return;
      }
      MqttConnectReturnCode code = answer.variableHeader().connectReturnCode();
      if (code != MqttConnectReturnCode.CONNECTION_ACCEPTED) {
        fail(new OpenFailure(OpenFailure.Kind.MQTT_REFUSED, refusal(code)));
        return;
      }
      finish();
      ctx.pipeline().addLast(connection);
      ctx.pipeline().remove(ctx.handler());
      connection.opened();
    } finally {
      ReferenceCountUtil.release(read);
    }
  }

  private String whatCameInstead(Object read) {
    if (read instanceof MqttMessage message && message.decoderResult().isSuccess()) {
      return target.describe() + " answered CONNECT with " + message.fixedHeader().messageType();
    }
    return target.describe() + " does not speak MQTT";
  }

  private String refusal(MqttConnectReturnCode code) {
    return switch (code) {
      case CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION -> "the broker does not want MQTT 3.1.1";
      case CONNECTION_REFUSED_IDENTIFIER_REJECTED ->
          "the broker does not want the client id '" + request.clientId() + "'";
      case CONNECTION_REFUSED_SERVER_UNAVAILABLE -> "the broker says that it is not available";
      case CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD -> "the broker does not accept the user name or password";
      case CONNECTION_REFUSED_NOT_AUTHORIZED -> "the broker does not admit this device";
      default -> "the broker refused the connection with code " + (code.byteValue() & 0xff);
    };
  }

  @Override
  void failed(OpenFailure failure) {
    connection.failedToOpen(failure);
  }

  @Override
  void cancelled() {}

  @Override
  OpenFailure lateAnswer() {
    return new OpenFailure(
        OpenFailure.Kind.MQTT_TIMEOUT,
        target.describe() + " took the connection but did not answer the MQTT CONNECT within "
            + request.timeoutMillis() + " ms");
  }

  @Override
  OpenFailure lost(@Nullable Throwable cause) {
    return OpenFailures.ofLostConnection(cause, target, "answering the MQTT CONNECT");
  }
}
