package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.hal.network.WebSocketRequest.Manner;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One end of a WebSocket in memory. Everything it sends goes over one {@link Line}, what ends the connection included,
 * so that a line that stands still holds that back, too.
 */
final class SimConnection implements WebSocketConnection, FrameLevel, SimEnd {

  private static final int OPEN = 0;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 3;
  private static final int CLOSE_ANSWER = 4;
  private static final int END = 5;
  private static final int PING = 6;
  private static final int PART = 7;
  private static final int ANNOUNCED = 8;

  /** RFC 6455: control frames are not longer. */
  private static final int MAX_CONTROL_BYTES = 125;

  /** A header, a mask and a little more; control frames are all of this size. */
  private static final int FRAME_BYTES = 8;

  /** What the peer gets to answer a Close frame. */
  private static final long CLOSE_LIMIT_NANOS = 2_000_000_000L;

  private static final CloseReason END_OF_STREAM = new CloseReason(CloseReason.Kind.END_OF_STREAM, 1006, "");
  private static final CloseReason LOST = new CloseReason(CloseReason.Kind.RESET, 1006, "");
  private static final Map<String, String> UPGRADED = Map.of("upgrade", "websocket", "connection", "Upgrade");

  private enum Phase {
    WAITING,
    OPEN,
    /** We have sent a Close frame and wait for its answer. */
    CLOSING,
    /** The peer's Close frame was not answered, and what follows it is still heard. // firmware: so it is there */
    LEFT_OPEN,
    CLOSED
  }

  /** A frame of a fragmented text message. */
  private record Part(byte[] bytes, boolean last) {}

  private final Scheduler scheduler;
  private final String peer;
  private final Manner manner;
  private final int maxMessageBytes;
  private @Nullable WebSocketListener listener;
  private @Nullable SimLink link;
  private @Nullable Line out;
  private @Nullable Timer openLimit;
  private @Nullable Timer closeTimer;
  private @Nullable CloseReason closing;
  private @Nullable ByteArrayOutputStream fragments;
  private Phase phase;

  /** {@code maxMessageBytes}: a longer incoming message ends the connection with 1009. */
  SimConnection(
      Scheduler scheduler,
      String peer,
      boolean open,
      Manner manner,
      int maxMessageBytes,
      WebSocketListener listener) {
    this.scheduler = scheduler;
    this.peer = peer;
    this.manner = manner;
    this.maxMessageBytes = maxMessageBytes;
    this.phase = open ? Phase.OPEN : Phase.WAITING;
    this.listener = listener;
  }

  /** What ends the wait for an answer to the upgrade. */
  void openWithin(Timer limit) {
    openLimit = limit;
  }

  @Override
  public void joined(SimLink to, Line line) {
    link = to;
    out = line;
    line.onWritable(this::becameWritable);
  }

  private void becameWritable() {
    WebSocketListener by = listener;
    if (phase == Phase.OPEN && by != null) {
      by.onWritable();
    }
  }

  /** The server's end: tells the device's that the upgrade was accepted. */
  void sendOpen() {
    sendControl(OPEN, null);
  }

  boolean waiting() {
    return phase == Phase.WAITING;
  }

  @Override
  public boolean isOver() {
    return phase == Phase.CLOSED;
  }

  @Override
  public boolean isOpen() {
    return phase == Phase.OPEN;
  }

  @Override
  public boolean sendText(String text) {
    return deliver(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean sendText(Payload payload) {
    return deliver(TEXT, payload.bytes());
  }

  @Override
  public boolean sendBinary(Payload payload) {
    return deliver(BINARY, payload.bytes());
  }

  private boolean deliver(int kind, byte[] bytes) {
    Line line = out;
    if (phase != Phase.OPEN || line == null) {
      return false;
    }
    boolean taken = line.send(kind, bytes, FRAME_BYTES + bytes.length);
    if (!taken && link != null) {
      link.lose();
    }
    return taken;
  }

  @Override
  public void sendPing(int payloadBytes) {
    sendControl(PING, payloadBytes);
  }

  @Override
  public void sendPart(String text, boolean last) {
    sendControl(PART, new Part(text.getBytes(StandardCharsets.UTF_8), last));
  }

  @Override
  public void announce(long payloadBytes) {
    sendControl(ANNOUNCED, payloadBytes);
  }

  private void sendControl(int kind, @Nullable Object body) {
    Line line = out;
    if (line != null) {
      line.send(kind, body, FRAME_BYTES);
    }
  }

  @Override
  public void arrived(int kind, @Nullable Object body) {
    WebSocketListener by = listener;
    if (phase == Phase.CLOSING) {
      if (kind == CLOSE || kind == CLOSE_ANSWER || kind == END) {
        closedHere();
      }
      return;
    }
    if (phase == Phase.CLOSED || by == null) {
      return;
    }
    switch (kind) {
      case OPEN -> {
        phase = Phase.OPEN;
        cancelTimers();
        by.onOpen(this, UPGRADED);
      }
      case TEXT, BINARY -> {
        if (body instanceof byte[] bytes) {
          if (fragments == null) {
            onMessage(by, kind, bytes);
          } else {
            broken(by, 1002, "a new message inside a fragmented one"); // firmware: dropped, the fragments go on
          }
        }
      }
      case PING -> {
        if (body instanceof Integer bytes && bytes > MAX_CONTROL_BYTES) {
          broken(by, 1002, "a control frame of more than 125 bytes"); // firmware: no pong, nothing else
        }
      }
      case PART -> {
        if (body instanceof Part part) {
          onPart(by, part);
        }
      }
      case ANNOUNCED -> tooLong(by, body instanceof Long bytes ? Long.toUnsignedString(bytes) : "");
      case CLOSE -> onClose(by, body instanceof CloseReason reason ? reason : END_OF_STREAM);
      default -> {
        if (phase == Phase.LEFT_OPEN) {
          phase = Phase.CLOSED;
          tellLink();
        } else {
          end(by, END_OF_STREAM);
        }
      }
    }
  }

  private void onClose(WebSocketListener by, CloseReason reason) {
    if (manner == Manner.FIRMWARE) {
      if (phase == Phase.OPEN) {
        phase = Phase.LEFT_OPEN;
        by.onClosed(reason);
      }
    } else {
      sendControl(CLOSE_ANSWER, null);
      end(by, reason);
    }
  }

  private void onPart(WebSocketListener by, Part part) {
    ByteArrayOutputStream held = fragments;
    if (held == null) {
      held = new ByteArrayOutputStream();
      fragments = held;
    }
    held.writeBytes(part.bytes());
    if (part.last()) {
      fragments = null;
      onMessage(by, TEXT, held.toByteArray());
    }
  }

  /** The peer broke a rule that only the standard's manner minds. */
  private void broken(WebSocketListener by, int code, String why) {
    if (manner == Manner.STANDARD) {
      sendControl(CLOSE, new CloseReason(CloseReason.Kind.CLOSE_FRAME, code, why));
      end(by, new CloseReason(CloseReason.Kind.PROTOCOL_ERROR, code, why));
    }
  }

  private void tooLong(WebSocketListener by, String bytes) {
    String why = "a message of " + bytes + " bytes, more than " + maxMessageBytes;
    if (manner == Manner.STANDARD) {
      broken(by, 1009, why);
    } else {
      sendControl(END, null);
      end(by, new CloseReason(CloseReason.Kind.OUT_OF_MEMORY, 1006, why));
    }
  }

  private void onMessage(WebSocketListener by, int kind, byte[] bytes) {
    if (bytes.length > maxMessageBytes) {
      tooLong(by, Integer.toString(bytes.length));
      return;
    }
    ByteBuffer view = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    if (kind == TEXT) {
      by.onText(view);
    } else {
      by.onBinary(view);
    }
  }

  private void end(WebSocketListener by, CloseReason reason) {
    phase = Phase.CLOSED;
    tellLink();
    by.onClosed(reason);
  }

  private void tellLink() {
    SimLink of = link;
    if (of != null) {
      of.over();
    }
  }

  @Override
  public boolean writable() {
    Line line = out;
    return phase == Phase.OPEN && line != null && line.writable();
  }

  @Override
  public void close(int code, String reason) {
    if (phase != Phase.OPEN) {
      return;
    }
    phase = Phase.CLOSING;
    closing = new CloseReason(CloseReason.Kind.LOCAL, code, reason);
    sendControl(CLOSE, new CloseReason(CloseReason.Kind.CLOSE_FRAME, code, reason));
    closeTimer = scheduler.after(CLOSE_LIMIT_NANOS, this::closeTimedOut);
  }

  private void closeTimedOut() {
    sendControl(END, null);
    closedHere();
  }

  private void closedHere() {
    cancelTimers();
    WebSocketListener by = listener;
    CloseReason reason = closing;
    if (phase == Phase.CLOSING && by != null && reason != null) {
      end(by, reason);
    }
  }

  private void cancelTimers() {
    if (openLimit != null) {
      openLimit.cancel();
    }
    if (closeTimer != null) {
      closeTimer.cancel();
    }
  }

  @Override
  public void drop() {
    boolean wasThere = phase != Phase.CLOSED;
    phase = Phase.CLOSED;
    listener = null;
    cancelTimers();
    if (wasThere) {
      sendControl(END, null);
      tellLink();
    }
  }

  @Override
  public void lost() {
    Phase before = phase;
    if (before == Phase.CLOSED) {
      return;
    }
    if (before == Phase.CLOSING) {
      scheduler.execute(this::closedHere);
      return;
    }
    phase = Phase.CLOSED;
    cancelTimers();
    scheduler.execute(
        () -> {
          WebSocketListener by = listener; // none when it was dropped meanwhile
          if (by == null) {
            return;
          }
          if (before == Phase.WAITING) {
            by.onFailed(new OpenFailure(OpenFailure.Kind.CLOSED_EARLY, "the connection broke before it was open"));
          } else {
            by.onClosed(LOST);
          }
        });
  }

  @Override
  public String peer() {
    return peer;
  }
}
