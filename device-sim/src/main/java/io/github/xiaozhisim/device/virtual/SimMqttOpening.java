package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.MqttEndpoint;
import io.github.xiaozhisim.hal.network.MqttListener;
import io.github.xiaozhisim.hal.network.MqttRequest;
import io.github.xiaozhisim.hal.network.OpenFailure;
import java.nio.ByteBuffer;

/** How an MQTT connection of a {@link SimNetwork} comes about: TCP there and back, CONNECT, and the broker's answer. */
final class SimMqttOpening {

  private static final int BROKER_MAX_MESSAGE_BYTES = 8_192;

  private final SimNetwork network;
  private final Scheduler scheduler;
  private final MqttRequest request;
  private final MqttListener listener;
  private final SimMqttConnection client;

  SimMqttOpening(SimNetwork network, Scheduler scheduler, MqttRequest request, MqttListener listener) {
    this.network = network;
    this.scheduler = scheduler;
    this.request = request;
    this.listener = listener;
    this.client =
        new SimMqttConnection(
            scheduler, request.host(), true, request.keepAliveSeconds(), request.maxMessageBytes(), listener);
  }

  /** Nothing is called back from inside. */
  SimMqttConnection start(MqttEndpoint broker) {
    long limitNanos = request.timeoutMillis() * 1_000_000L;
    long thereNanos = network.drawRoundTripNanos() + network.drawUpNanos();
    client.openWithin(
        scheduler.after(
            limitNanos,
            () ->
                fail(
                    new OpenFailure(
                        OpenFailure.Kind.MQTT_TIMEOUT,
                        "no answer to CONNECT within " + request.timeoutMillis() + " ms"))));
    MqttEndpoint.Connect connect =
        new MqttEndpoint.Connect(
            4, request.clientId(), request.username(), request.password(), request.keepAliveSeconds());
    scheduler.after(
        thereNanos,
        () -> {
          if (client.waiting()) {
            answer(broker.onConnect(connect, "device", scheduler));
          }
        });
    return client;
  }

  /** It fails, after the time that an answer takes. */
  SimMqttConnection refuse(OpenFailure failure) {
    failLater(failure);
    return client;
  }

  private void answer(MqttEndpoint.Answer answer) {
    switch (answer) {
      case MqttEndpoint.Answer.Accept accept -> {
        SimMqttConnection broker = join(accept.listener());
        accept.listener().onOpen(broker);
      }
      case MqttEndpoint.Answer.AcceptAndClose both -> join(new Nobody()).drop();
      case MqttEndpoint.Answer.Refuse refuse ->
          failLater(new OpenFailure(OpenFailure.Kind.MQTT_REFUSED, clause(refuse.returnCode())));
      case MqttEndpoint.Answer.Drop drop ->
          failLater(
              new OpenFailure(OpenFailure.Kind.CLOSED_EARLY, "the broker closed the connection without an answer"));
      case MqttEndpoint.Answer.Ignore ignore -> {}
    }
  }

  private SimMqttConnection join(MqttListener brokers) {
    SimMqttConnection broker =
        new SimMqttConnection(
            scheduler, "device", false, request.keepAliveSeconds(), BROKER_MAX_MESSAGE_BYTES, brokers);
    network.link(client, broker);
    broker.sendAccepted();
    return broker;
  }

  private static String clause(int returnCode) {
    return switch (returnCode) {
      case 1 -> "the broker does not want MQTT 3.1.1";
      case 2 -> "the broker does not want the client id";
      case 3 -> "the broker says that it is not available";
      case 4 -> "the broker does not accept the user name or password";
      case 5 -> "the broker does not admit this device";
      default -> "the broker refused the connection with code " + returnCode;
    };
  }

  private void failLater(OpenFailure failure) {
    scheduler.after(network.drawDownNanos(), () -> fail(failure));
  }

  private void fail(OpenFailure failure) {
    if (client.waiting()) {
      client.drop();
      listener.onFailed(failure);
    }
  }

  /** Who hears a client that is sent away at once. */
  private static final class Nobody implements MqttListener {
    @Override
    public void onMessage(String topic, ByteBuffer payload) {}

    @Override
    public void onClosed(CloseReason reason) {}
  }
}
