package io.github.xiaozhisim.hal.network;

import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Hears what happens on a {@link WebSocketConnection}, on its owner's thread, one call at a time and in the order of
 * the wire. After {@link #onClosed} or {@link #onFailed} nothing follows, except in the {@linkplain
 * WebSocketRequest.Manner#FIRMWARE firmware's manner}. Pings are answered by the connection itself.
 */
public interface WebSocketListener {

  /** The upgrade was accepted. {@code headers} of the peer's request or answer, names in lower case. */
  default void onOpen(WebSocketConnection connection, Map<String, String> headers) {}

  /** The connection could not be opened. */
  default void onFailed(OpenFailure failure) {}

  /** A text message, whole. {@code utf8} is valid only during the call and may hold anything. */
  void onText(ByteBuffer utf8);

  /** A binary message, whole. {@code bytes} is valid only during the call: copy what you keep. */
  void onBinary(ByteBuffer bytes);

  /** {@link WebSocketConnection#writable()} became true again. */
  default void onWritable() {}

  /** The connection ended, from whichever side. */
  void onClosed(CloseReason reason);
}
