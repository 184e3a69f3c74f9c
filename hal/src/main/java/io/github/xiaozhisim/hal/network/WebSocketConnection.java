package io.github.xiaozhisim.hal.network;

import io.github.xiaozhisim.hal.Payload;

/**
 * One side of a WebSocket: the device's or the server's. All methods on the owner's thread.
 *
 * <p>Sending never blocks and keeps the order of calls. What cannot leave at once waits in the connection; callers
 * look at {@link #writable()} and hold back when it is false, because what waits here is out of their control.
 */
public interface WebSocketConnection {

  /** True from {@link WebSocketListener#onOpen} until closed, dropped or lost. */
  boolean isOpen();

  /** Sends a text message; false, and nothing is sent, when not open. */
  boolean sendText(String text);

  /** Sends a text message that is sent by many: UTF-8 in {@code payload}. */
  boolean sendText(Payload payload);

  /** Sends a binary message; false, and nothing is sent, when not open. */
  boolean sendBinary(Payload payload);

  /**
   * False while more than the connection's high-water mark waits to leave; {@link WebSocketListener#onWritable} tells
   * of the change.
   */
  boolean writable();

  /**
   * Sends a Close frame, then closes TCP when the peer answers, or after 2 s. The listener still gets {@code onClosed}.
   */
  void close(int code, String reason);

  /** Drops TCP without a Close frame, as the firmware does. No callback follows. */
  void drop();

  /** Address of the other side, for messages to people. */
  String peer();
}
