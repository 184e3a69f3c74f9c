package io.github.xiaozhisim.transport.impaired;

import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket over an impaired network: both the connection that the device has and the listener of the real one.
 * Handshakes take their round trips, messages their time; an end of either side comes behind what was sent before it.
 */
final class ImpairedWebSocket implements WebSocketConnection, WebSocketListener {

  /** Of headers, so that a line with little bandwidth has something to carry. */
  private static final int HANDSHAKE_BYTES = 300;

  private static final int FRAME_BYTES = 8;
  private static final int ABNORMAL = 1006;
  private static final long MILLI = 1_000_000L;

  private final Network to;
  private final Scheduler scheduler;
  private final WebSocketRequest request;
  private final WebSocketListener listener;
  private final Wire wire;
  private @Nullable Timer opening;
  private @Nullable WebSocketConnection inner;
  private boolean open;
  private boolean wasOpen;
  private boolean over;

  ImpairedWebSocket(
      Network to, Scheduler scheduler, WebSocketRequest request, WebSocketListener listener, Wire wire) {
    this.to = to;
    this.scheduler = scheduler;
    this.request = request;
    this.listener = listener;
    this.wire = wire;
    wire.up.onWritable(this::onWritable);
  }

  /** Begins to open. */
  void start() {
    boolean tls = "wss".equalsIgnoreCase(request.uri().getScheme());
    long connectNanos = wire.drawRoundTripsNanos(tls ? 2 : 1);
    long answerNanos = wire.drawRoundTripsNanos(1);
    int connectLeftMillis = request.connectTimeoutMillis() - millis(connectNanos);
    int upgradeLeftMillis = request.upgradeTimeoutMillis() - millis(answerNanos);
    if (wire.drawRefusal()) {
      failAfter(
          connectNanos, OpenFailure.Kind.REFUSED, peer() + " cannot be reached: the network refused the connection");
    } else if (connectLeftMillis <= 0) {
      failAfter(
          request.connectTimeoutMillis() * MILLI,
          OpenFailure.Kind.CONNECT_TIMEOUT,
          "no connection to " + peer() + " within " + request.connectTimeoutMillis() + " ms");
    } else if (upgradeLeftMillis <= 0) {
      failAfter(
          connectNanos + request.upgradeTimeoutMillis() * MILLI,
          OpenFailure.Kind.UPGRADE_TIMEOUT,
          "no answer to the upgrade from " + peer() + " within " + request.upgradeTimeoutMillis() + " ms");
    } else {
      WebSocketRequest rest =
          new WebSocketRequest(
              request.uri(),
              request.headers(),
              connectLeftMillis,
              upgradeLeftMillis,
              request.maxMessageBytes(),
              request.manner());
      opening = scheduler.after(connectNanos + answerNanos / 2, () -> inner = to.openWebSocket(rest, this));
    }
  }

  /** What handshakes take of a limit; never the whole of what they do not take. */
  static int millis(long nanos) {
    return (int) Math.min(Integer.MAX_VALUE, nanos / MILLI);
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
  public void onOpen(WebSocketConnection connection, Map<String, String> headers) {
    comes(
        HANDSHAKE_BYTES,
        () -> {
          open = true;
          wasOpen = true;
          wire.opened(this::lose);
          listener.onOpen(this, headers);
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
  public void onText(ByteBuffer utf8) {
    byte[] copy = copy(utf8);
    comes(FRAME_BYTES + copy.length, () -> listener.onText(ByteBuffer.wrap(copy)));
  }

  @Override
  public void onBinary(ByteBuffer bytes) {
    byte[] copy = copy(bytes);
    comes(FRAME_BYTES + copy.length, () -> listener.onBinary(ByteBuffer.wrap(copy)));
  }

  @Override
  public void onWritable() {
    if (writable()) {
      listener.onWritable();
    }
  }

  @Override
  public void onClosed(CloseReason reason) {
    comes(
        0,
        () -> {
          open = false;
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

  static byte[] copy(ByteBuffer from) {
    byte[] bytes = new byte[from.remaining()];
    from.get(bytes);
    return bytes;
  }

  /** TCP breaks: what was on the way is gone, and this side is told. */
  private void lose() {
    boolean told = open;
    breakOff();
    if (told) {
      listener.onClosed(new CloseReason(CloseReason.Kind.RESET, ABNORMAL, "the network dropped it"));
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
  public boolean sendText(String text) {
    return goes(text.getBytes(StandardCharsets.UTF_8).length, connection -> connection.sendText(text));
  }

  @Override
  public boolean sendText(Payload payload) {
    return goes(payload.length(), connection -> connection.sendText(payload));
  }

  @Override
  public boolean sendBinary(Payload payload) {
    return goes(payload.length(), connection -> connection.sendBinary(payload));
  }

  private boolean goes(int bytes, Consumer<WebSocketConnection> arrive) {
    if (!open) {
      return false;
    }
    if (!wire.up.send(FRAME_BYTES + bytes, () -> onInner(arrive))) {
      scheduler.execute(this::loseUnlessOver); // not from inside the sender's call
    }
    return true;
  }

  private void loseUnlessOver() {
    if (!over) {
      lose();
    }
  }

  private void onInner(Consumer<WebSocketConnection> action) {
    WebSocketConnection connection = inner;
    if (connection != null) {
      action.accept(connection);
    }
  }

  @Override
  public boolean writable() {
    WebSocketConnection connection = inner;
    return open && connection != null && wire.up.writable() && connection.writable();
  }

  @Override
  public void close(int code, String reason) {
    if (open) {
      open = false;
      wire.ended();
      wire.up.send(0, () -> onInner(connection -> connection.close(code, reason)));
    }
  }

  @Override
  public void drop() {
    if (!wasOpen) {
      breakOff();
      return;
    }
    // what was sent before is on its way; the end comes behind it
    over = true;
    open = false;
    wire.ended();
    wire.down.clear();
    wire.up.send(0, () -> onInner(WebSocketConnection::drop));
  }

  private void breakOff() {
    over = true;
    open = false;
    wire.cut();
    if (opening != null) {
      opening.cancel();
    }
    onInner(WebSocketConnection::drop);
  }

  @Override
  public String peer() {
    WebSocketConnection connection = inner;
    URI uri = request.uri();
    return connection != null ? connection.peer() : String.valueOf(uri.getRawAuthority());
  }
}
