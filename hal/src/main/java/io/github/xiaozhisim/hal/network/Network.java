package io.github.xiaozhisim.hal.network;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A board's way to servers. All methods return at once; what happens is told to listeners on the device's thread. */
public interface Network {

  /**
   * Brings the network up (joins the Wi-Fi, wakes the modem) and tells, now and later, when it is there and when it is
   * lost. Called once. A network that is always there says so at once, which may be from inside this method.
   */
  default void start(Consumer<Event> events) {
    events.accept(Event.CONNECTED);
  }

  /** What becomes of the network below. */
  enum Event {
    CONNECTED,
    DISCONNECTED
  }

  /**
   * Opens a WebSocket: TCP, TLS for {@code wss}, upgrade. Exactly one of {@link WebSocketListener#onOpen} and {@link
   * WebSocketListener#onFailed} is called, never from inside this method. The connection returned may be dropped
   * before either; then neither is called.
   */
  WebSocketConnection openWebSocket(WebSocketRequest request, WebSocketListener listener);

  /** Sends one HTTP request and reads the whole answer. {@code listener} is called exactly once, never from inside. */
  void http(HttpRequest request, HttpListener listener);

  /** The board's MQTT client, or null where its network stack has none. */
  default @Nullable MqttClient mqtt() {
    return null;
  }

  /** A UDP socket, or null where the network stack has none. */
  default @Nullable UdpSocket udp() {
    return null;
  }
}
