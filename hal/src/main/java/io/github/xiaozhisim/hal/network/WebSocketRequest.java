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
 */
public record WebSocketRequest(
    URI uri, Map<String, String> headers, int connectTimeoutMillis, int upgradeTimeoutMillis, int maxMessageBytes) {}
