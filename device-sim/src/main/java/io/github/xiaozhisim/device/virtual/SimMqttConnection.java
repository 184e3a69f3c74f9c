package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.MqttConnection;
import io.github.xiaozhisim.hal.network.MqttListener;
import io.github.xiaozhisim.hal.network.OpenFailure;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One end of an MQTT connection in memory. Everything it sends goes over one {@link Line}, pings and ends included. */
final class SimMqttConnection implements MqttConnection, SimEnd {

  private static final int ACCEPTED = 0;
  private static final int MESSAGE = 1;
  private static final int PING = 2;
  private static final int PONG = 3;
  private static final int DISCONNECT = 4;
  private static final int END = 5;

  /** About what an MQTT packet without payload has. */
  private static final int PACKET_BYTES = 4;

  private enum Phase {
    WAITING,
    OPEN,
    CLOSED
  }

  /** What travels for a message. */
  private record Publish(String topic, byte[] payload) {}

  private final Scheduler scheduler;
  private final String peer;
  private final boolean client;
  private final int maxMessageBytes;
  private final long keepAliveNanos;
  private final Timer keepAlive;
  private @Nullable MqttListener listener;
  private @Nullable SimLink link;
  private @Nullable Line out;
  private @Nullable Timer openLimit;
  private Phase phase;
  private long lastNanos;
  private boolean pingUnanswered;

  SimMqttConnection(
      Scheduler scheduler,
      String peer,
      boolean client,
      int keepAliveSeconds,
      int maxMessageBytes,
      MqttListener listener) {
    this.scheduler = scheduler;
    this.peer = peer;
    this.client = client;
    this.maxMessageBytes = maxMessageBytes;
    this.keepAliveNanos = keepAliveSeconds * 1_000_000_000L;
    this.keepAlive = scheduler.timer(client ? this::ping : this::silent);
    this.listener = listener;
    this.phase = client ? Phase.WAITING : Phase.OPEN;
  }

  /** What ends the wait for the broker's answer. */
  void openWithin(Timer limit) {
    openLimit = limit;
  }

  boolean waiting() {
    return phase == Phase.WAITING;
  }

  @Override
  public void joined(SimLink to, Line line) {
    link = to;
    out = line;
    if (!client) {
      startKeepAlive();
    }
  }

  /** The broker's end: tells the client's that it was accepted. */
  void sendAccepted() {
    send(ACCEPTED, null, PACKET_BYTES);
  }

  private boolean send(int kind, @Nullable Object body, int bytes) {
    Line line = out;
    return line != null && line.send(kind, body, bytes);
  }

  // ---- the owner's side

  @Override
  public boolean isOpen() {
    return phase == Phase.OPEN;
  }

  @Override
  public boolean publish(String topic, byte[] payload) {
    Line line = out;
    if (phase != Phase.OPEN || line == null || !line.writable()) {
      return false;
    }
    if (client) {
      lastNanos = scheduler.clock().nowNanos();
    }
    return line.send(MESSAGE, new Publish(topic, payload), PACKET_BYTES + topic.length() + payload.length);
  }

  @Override
  public void close() {
    end(phase == Phase.OPEN && client ? DISCONNECT : END);
  }

  @Override
  public void drop() {
    end(END);
  }

  private void end(int lastWord) {
    boolean wasThere = phase != Phase.CLOSED;
    over();
    listener = null;
    if (wasThere) {
      send(lastWord, null, PACKET_BYTES);
    }
  }

  @Override
  public String peer() {
    return peer;
  }

  // ---- keep-alive, as the connections on real sockets have it

  private void startKeepAlive() {
    lastNanos = scheduler.clock().nowNanos();
    if (keepAliveNanos > 0) {
      keepAlive.arm(lastNanos + patienceNanos());
    }
  }

  private long patienceNanos() {
    return client ? keepAliveNanos / 2 : keepAliveNanos + keepAliveNanos / 2;
  }

  private void ping() {
    long now = scheduler.clock().nowNanos();
    if (now - lastNanos < patienceNanos()) {
      keepAlive.arm(lastNanos + patienceNanos());
    } else if (pingUnanswered) {
      send(END, null, PACKET_BYTES);
      ended(new CloseReason(CloseReason.Kind.SILENCE, 0, "a keep-alive ping was not answered"));
    } else {
      pingUnanswered = true;
      lastNanos = now;
      send(PING, null, PACKET_BYTES);
      keepAlive.arm(now + patienceNanos());
    }
  }

  private void silent() {
    if (scheduler.clock().nowNanos() - lastNanos < patienceNanos()) {
      keepAlive.arm(lastNanos + patienceNanos());
    } else {
      send(END, null, PACKET_BYTES);
      ended(new CloseReason(CloseReason.Kind.SILENCE, 0, "silent for one and a half times its keep-alive"));
    }
  }

  // ---- the wire

  @Override
  public void arrived(int kind, @Nullable Object body) {
    MqttListener by = listener;
    if (phase == Phase.CLOSED || by == null) {
      return;
    }
    if (!client) {
      lastNanos = scheduler.clock().nowNanos();
    }
    switch (kind) {
      case ACCEPTED -> {
        phase = Phase.OPEN;
        if (openLimit != null) {
          openLimit.cancel();
        }
        startKeepAlive();
        by.onOpen(this);
      }
      case MESSAGE -> {
        if (body instanceof Publish publish) {
          onMessage(by, publish);
        }
      }
      case PING -> send(PONG, null, PACKET_BYTES);
      case PONG -> pingUnanswered = false;
      case DISCONNECT -> ended(new CloseReason(CloseReason.Kind.GOODBYE, 0, ""));
      default -> ended(new CloseReason(CloseReason.Kind.END_OF_STREAM, 0, ""));
    }
  }

  private void onMessage(MqttListener by, Publish publish) {
    int bytes = publish.topic.length() + publish.payload.length;
    if (bytes > maxMessageBytes) {
      send(END, null, PACKET_BYTES);
      String why = "a message of " + bytes + " bytes, more than " + maxMessageBytes;
      ended(new CloseReason(CloseReason.Kind.PROTOCOL_ERROR, 0, why));
    } else {
      by.onMessage(publish.topic, ByteBuffer.wrap(publish.payload).asReadOnlyBuffer());
    }
  }

  @Override
  public void lost() {
    Phase before = phase;
    if (before == Phase.CLOSED) {
      return;
    }
    over();
    scheduler.execute(
        () -> {
          MqttListener by = listener; // none when it was dropped meanwhile
          if (by == null) {
            return;
          }
          if (before == Phase.WAITING) {
            by.onFailed(new OpenFailure(OpenFailure.Kind.CLOSED_EARLY, "the connection broke before it was open"));
          } else {
            by.onClosed(new CloseReason(CloseReason.Kind.RESET, 0, ""));
          }
        });
  }

  @Override
  public boolean isOver() {
    return phase == Phase.CLOSED;
  }

  private void ended(CloseReason reason) {
    MqttListener by = listener;
    over();
    if (by != null) {
      by.onClosed(reason);
    }
  }

  private void over() {
    phase = Phase.CLOSED;
    keepAlive.cancel();
    if (openLimit != null) {
      openLimit.cancel();
    }
    if (link != null) {
      link.over();
    }
  }
}
