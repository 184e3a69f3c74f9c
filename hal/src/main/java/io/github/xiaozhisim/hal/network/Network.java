package io.github.xiaozhisim.hal.network;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** A board's way to servers. All methods return at once; what happens is told to listeners on the device's thread. */
public interface Network {

  /**
   * Brings the network up (joins the Wi-Fi, wakes the modem) and tells, now and later, when it is there and when it is
   * lost. Called at every power-on; after a restart of the device only the latest {@code events} is told. A network
   * that is always there says so at once, which may be from inside this method.
   */
  default void start(Consumer<Event> events) {
    events.accept(Event.CONNECTED);
  }

  /** What becomes of the network below. */
  enum Event {
    CONNECTED,
    DISCONNECTED,
    /** It looks for a network it knows; whatever connection there was is gone. */
    SCANNING,
    /** It knows no network to join: the user has to set it up. */
    NOT_CONFIGURED
  }

  /**
   * Leaves the network and opens the portal in which the user sets up another (an access point with a page); {@link
   * Event#CONNECTED} tells when that has been done. Networks that need no such thing do nothing.
   */
  default void openPortal() {}

  /**
   * Opens a WebSocket: TCP, TLS for {@code wss}, upgrade. Exactly one of {@link WebSocketListener#onOpen} and {@link
   * WebSocketListener#onFailed} is called, never from inside this method. The connection returned may be dropped
   * before either; then neither is called.
   */
  WebSocketConnection openWebSocket(WebSocketRequest request, WebSocketListener listener);

  /** Sends one HTTP request and reads the whole answer. {@code listener} is called exactly once, never from inside. */
  void http(HttpRequest request, HttpListener listener);

  /**
   * As {@link #http}, but hands over the body as it comes and keeps none of it: for what may be long. Networks that
   * only have {@link #http} hand over the whole body at once. {@code request.timeoutMillis()} bounds each wait for
   * more.
   */
  default void download(HttpRequest request, DownloadListener listener) {
    http(
        request,
        new HttpListener() {
          @Override
          public void onResponse(HttpResponse response) {
            String announced = response.headers().get("content-length");
            boolean told = announced != null && announced.matches("\\d{1,18}");
            listener.onHead(response.status(), told ? Long.parseLong(announced) : response.body().length);
            if (response.body().length > 0) {
              listener.onBytes(ByteBuffer.wrap(response.body()).asReadOnlyBuffer());
            }
            listener.onEnd();
          }

          @Override
          public void onFailed(OpenFailure failure) {
            listener.onFailed(failure);
          }
        });
  }

  /** Whether there are MQTT and UDP; where not, {@link #openMqtt} and {@link #openUdp} are not to be called. */
  default boolean hasMqtt() {
    return false;
  }

  /**
   * Opens an MQTT connection: TCP, TLS if asked for, CONNECT. Exactly one of {@link MqttListener#onOpen} and {@link
   * MqttListener#onFailed} is called, never from inside this method. The connection returned may be dropped before
   * either; then neither is called.
   */
  default MqttConnection openMqtt(MqttRequest request, MqttListener listener) {
    throw new UnsupportedOperationException("this network has no MQTT");
  }

  /**
   * Opens a UDP socket connected to one address. Exactly one of {@link UdpListener#onOpen} and {@link
   * UdpListener#onFailed} is called, never from inside this method. The socket returned may be closed before either;
   * then neither is called.
   */
  default UdpSocket openUdp(String host, int port, UdpListener listener) {
    throw new UnsupportedOperationException("this network has no UDP");
  }
}
