package io.github.xiaozhisim.hal.network;

import java.net.URI;
import java.util.Map;

/**
 * What to open. The request on the wire carries {@code Host}, {@code Upgrade: websocket}, {@code Connection: Upgrade}
 * (exactly that), the key, version 13, and {@code headers}; no {@code Origin}, no extensions, no subprotocol: servers
 * are known to refuse more.
 *
 * @param uri {@code ws://} or {@code wss://}; the query is kept
 * @param headers sent together with the handshake's own, in ASCII order of the names, as the firmware does
 * @param connectTimeoutMillis for TCP and TLS together
 * @param upgradeTimeoutMillis for the answer to the upgrade (firmware: 10 s)
 * @param maxMessageBytes a longer incoming message closes the connection with 1009
 * @param manner whose habits the connection shows
 */
public record WebSocketRequest(
    URI uri,
    Map<String, String> headers,
    int connectTimeoutMillis,
    int upgradeTimeoutMillis,
    int maxMessageBytes,
    Manner manner) {

  /** The standard's manner. */
  public WebSocketRequest(
      URI uri, Map<String, String> headers, int connectTimeoutMillis, int upgradeTimeoutMillis, int maxMessageBytes) {
    this(uri, headers, connectTimeoutMillis, upgradeTimeoutMillis, maxMessageBytes, Manner.STANDARD);
  }

  /** Whose habits a client's connection shows on the wire. */
  public enum Manner {
    /** RFC 6455: {@code Host} with its port, Close frames answered, broken frames refused. */
    STANDARD,
    /**
     * The firmware's network library: {@code Host} without port; a Close frame is not answered and TCP stays up, so
     * that what follows it is still heard, after {@link WebSocketListener#onClosed}, until
     * {@link WebSocketConnection#drop}; a ping of more than 125 bytes gets no pong; a new message inside a fragmented
     * one is dropped; reserved bits, unknown opcodes and continuations without a beginning are taken without complaint.
     * A frame too long for the memory ends the connection as {@link CloseReason.Kind#OUT_OF_MEMORY}.
     */
    FIRMWARE
  }
}
