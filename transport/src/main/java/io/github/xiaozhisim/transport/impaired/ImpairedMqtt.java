package io.github.xiaozhisim.transport.impaired;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.MqttConnection;
import io.github.xiaozhisim.hal.network.MqttListener;
import io.github.xiaozhisim.hal.network.MqttRequest;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.OpenFailure;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An MQTT connection over an impaired network; as {@link ImpairedWebSocket}. */
final class ImpairedMqtt implements MqttConnection, MqttListener {

  private static final int PACKET_BYTES = 4;
  private static final long MILLI = 1_000_000L;

  private final Network to;
  private final Scheduler scheduler;
  private final MqttRequest request;
  private final MqttListener listener;
  private final Wire wire;
  private @Nullable Timer opening;
  private @Nullable MqttConnection inner;
  private boolean open;
  private boolean wasOpen;
  private boolean over;

  ImpairedMqtt(Network to, Scheduler scheduler, MqttRequest request, MqttListener listener, Wire wire) {
    this.to = to;
    this.scheduler = scheduler;
    this.request = request;
    this.listener = listener;
    this.wire = wire;
  }

  void start() {
    long connectNanos = wire.drawRoundTripsNanos(request.tls() ? 2 : 1);
    long answerNanos = wire.drawRoundTripsNanos(1);
    int leftMillis = request.timeoutMillis() - ImpairedWebSocket.millis(connectNanos + answerNanos);
    if (wire.drawRefusal()) {
      failAfter(
          connectNanos, OpenFailure.Kind.REFUSED, peer() + " cannot be reached: the network refused the connection");
    } else if (leftMillis <= 0) {
      boolean connected = connectNanos < request.timeoutMillis() * MILLI;
      failAfter(
          request.timeoutMillis() * MILLI,
          connected ? OpenFailure.Kind.MQTT_TIMEOUT : OpenFailure.Kind.CONNECT_TIMEOUT,
          peer() + " did not answer within " + request.timeoutMillis() + " ms");
    } else {
      opening = scheduler.after(connectNanos + answerNanos / 2, () -> inner = to.openMqtt(within(leftMillis), this));
    }
  }

  private MqttRequest within(int millis) {
    return new MqttRequest(
        request.host(),
        request.port(),
        request.tls(),
        request.clientId(),
        request.username(),
        request.password(),
        request.keepAliveSeconds(),
        millis,
        request.maxMessageBytes());
  }

  private void failAfter(long nanos, OpenFailure.Kind kind, String detail) {
    opening =
        scheduler.after(
            nanos,
            () -> {
              breakOff();
              listener.onFailed(new OpenFailure(kind, detail));
            });
  }

  // ---- heard from the real connection ----

  @Override
  public void onOpen(MqttConnection connection) {
    comes(
        PACKET_BYTES,
        () -> {
          open = true;
          wasOpen = true;
          wire.opened(this::lose);
          listener.onOpen(this);
        });
  }

  @Override
  public void onFailed(OpenFailure failure) {
    comes(
        0,
        () -> {
          breakOff();
          listener.onFailed(failure);
        });
  }

  @Override
  public void onMessage(String topic, ByteBuffer payload) {
    byte[] copy = ImpairedWebSocket.copy(payload);
    comes(PACKET_BYTES + topic.length() + copy.length, () -> listener.onMessage(topic, ByteBuffer.wrap(copy)));
  }

  @Override
  public void onClosed(CloseReason reason) {
    comes(
        0,
        () -> {
          open = false;
          over = true;
          wire.ended();
          listener.onClosed(reason);
        });
  }

  private void comes(int bytes, Runnable arrive) {
    if (!over && !wire.down.send(bytes, () -> arriveUnlessOver(arrive))) {
      lose();
    }
  }

  private void arriveUnlessOver(Runnable arrive) {
    if (!over) {
      arrive.run();
    }
  }

  private void lose() {
    boolean told = open;
    breakOff();
    if (told) {
      listener.onClosed(new CloseReason(CloseReason.Kind.RESET, 0, "the network dropped it"));
    } else if (!wasOpen) {
      listener.onFailed(
          new OpenFailure(OpenFailure.Kind.CLOSED_EARLY, "the network dropped the connection to " + peer()));
    }
  }

  // ---- done by the device ----

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean publish(String topic, byte[] payload) {
    if (!open) {
      return false;
    }
    byte[] copy = payload.clone();
    return wire.up.writable()
        && wire.up.send(PACKET_BYTES + topic.length() + copy.length, () -> onInner(to -> to.publish(topic, copy)));
  }

  private void onInner(Consumer<MqttConnection> action) {
    MqttConnection connection = inner;
    if (connection != null) {
      action.accept(connection);
    }
  }

  @Override
  public void close() {
    leave(MqttConnection::close);
  }

  @Override
  public void drop() {
    leave(MqttConnection::drop);
  }

  /** What was sent before is on its way; the end comes behind it. */
  private void leave(Consumer<MqttConnection> how) {
    if (!wasOpen) {
      breakOff();
      return;
    }
    over = true;
    open = false;
    wire.ended();
    wire.down.clear();
    wire.up.send(0, () -> onInner(how));
  }

  private void breakOff() {
    over = true;
    open = false;
    wire.cut();
    if (opening != null) {
      opening.cancel();
    }
    onInner(MqttConnection::drop);
  }

  @Override
  public String peer() {
    return request.host() + ":" + request.port();
  }
}
