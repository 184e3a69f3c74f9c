package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One end of a WebSocket in memory. */
final class SimConnection implements WebSocketConnection {

  private enum Phase {
    WAITING,
    OPEN,
    CLOSED
  }

  private final Scheduler scheduler;
  private final long delayNanos;
  private final String peer;
  private final int maxMessageBytes;
  private @Nullable WebSocketListener listener;
  private @Nullable SimConnection other;
  private Phase phase;

  /** {@code maxMessageBytes}: a longer incoming message ends the connection with 1009. */
  SimConnection(Scheduler scheduler, long delayNanos, String peer, boolean open, int maxMessageBytes) {
    this.scheduler = scheduler;
    this.delayNanos = delayNanos;
    this.peer = peer;
    this.maxMessageBytes = maxMessageBytes;
    this.phase = open ? Phase.OPEN : Phase.WAITING;
  }

  void hear(WebSocketListener by) {
    listener = by;
  }

  void connect(SimConnection to) {
    other = to;
  }

  void openAfter(long nanos, Map<String, String> headers) {
    scheduler.after(
        nanos,
        () -> {
          if (phase == Phase.WAITING) {
            phase = Phase.OPEN;
            Objects.requireNonNull(listener).onOpen(this, headers);
          }
        });
  }

  boolean waiting() {
    return phase == Phase.WAITING;
  }

  boolean abandoned() {
    return phase == Phase.CLOSED;
  }

  @Override
  public boolean isOpen() {
    return phase == Phase.OPEN;
  }

  @Override
  public boolean sendText(String text) {
    return deliver(text.getBytes(StandardCharsets.UTF_8), true);
  }

  @Override
  public boolean sendText(Payload payload) {
    return deliver(payload.bytes(), true);
  }

  @Override
  public boolean sendBinary(Payload payload) {
    return deliver(payload.bytes(), false);
  }

  private boolean deliver(byte[] bytes, boolean text) {
    SimConnection to = other;
    if (phase != Phase.OPEN || to == null) {
      return false;
    }
    scheduler.after(
        delayNanos,
        () -> {
          WebSocketListener by = to.listener;
          if (to.phase == Phase.OPEN && by != null) {
            if (bytes.length > to.maxMessageBytes) {
              to.tooLong(by, bytes.length);
              return;
            }
            ByteBuffer view = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
            if (text) {
              by.onText(view);
            } else {
              by.onBinary(view);
            }
          }
        });
    return true;
  }

  private void tooLong(WebSocketListener by, int bytes) {
    phase = Phase.CLOSED;
    String why = "a message of " + bytes + " bytes, more than " + maxMessageBytes;
    end(new CloseReason(CloseReason.Kind.CLOSE_FRAME, 1009, why));
    by.onClosed(new CloseReason(CloseReason.Kind.PROTOCOL_ERROR, 1009, why));
  }

  @Override
  public boolean writable() {
    return phase == Phase.OPEN;
  }

  @Override
  public void close(int code, String reason) {
    if (phase != Phase.OPEN) {
      return;
    }
    phase = Phase.CLOSED;
    end(new CloseReason(CloseReason.Kind.CLOSE_FRAME, code, reason));
    scheduler.after(
        2 * delayNanos,
        () -> {
          WebSocketListener by = listener; // none when it was dropped meanwhile
          if (by != null) {
            by.onClosed(new CloseReason(CloseReason.Kind.LOCAL, code, reason));
          }
        });
  }

  @Override
  public void drop() {
    boolean wasThere = phase != Phase.CLOSED;
    phase = Phase.CLOSED;
    listener = null;
    if (wasThere) {
      end(new CloseReason(CloseReason.Kind.END_OF_STREAM, 1006, ""));
    }
  }

  private void end(CloseReason reason) {
    SimConnection to = other;
    if (to == null) {
      return;
    }
    scheduler.after(
        delayNanos,
        () -> {
          WebSocketListener by = to.listener;
          if (to.phase == Phase.OPEN && by != null) {
            to.phase = Phase.CLOSED;
            by.onClosed(reason);
          }
        });
  }

  @Override
  public String peer() {
    return peer;
  }
}
