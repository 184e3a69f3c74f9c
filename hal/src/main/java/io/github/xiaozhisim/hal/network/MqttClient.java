package io.github.xiaozhisim.hal.network;

import java.nio.ByteBuffer;

/** An MQTT 3.1.1 client, as far as the firmware needs one: quality of service 0, never subscribes. */
public interface MqttClient {

  /**
   * @param host without scheme
   * @param port TLS only on 8883, as the firmware does
   * @param keepAliveSeconds firmware default 240
   */
  record Options(String host, int port, String clientId, String username, String password, int keepAliveSeconds) {}

  /** Connects; the listener hears {@code onConnected} or {@code onFailed}. */
  void connect(Options options, Listener listener);

  boolean isConnected();

  /** Publishes with quality of service 0, not retained; false when not connected. */
  boolean publish(String topic, byte[] payload);

  void disconnect();

  /** Called on the device's thread. */
  interface Listener {
    void onConnected();

    void onFailed(OpenFailure failure);

    /** Any topic is accepted: brokers push without a subscription. {@code payload} is valid only during the call. */
    void onMessage(String topic, ByteBuffer payload);

    void onDisconnected(String why);
  }
}
