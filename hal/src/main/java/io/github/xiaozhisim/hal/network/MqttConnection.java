package io.github.xiaozhisim.hal.network;

/**
 * One side of an MQTT connection: the device's or the broker's. All methods on the owner's thread.
 *
 * <p>Only what the devices need: quality of service 0, nothing retained. Keep-alive pings are the connection's own
 * business, and so are the answers to a peer's pings, subscriptions and acknowledgements.
 */
public interface MqttConnection {

  /** True from {@link MqttListener#onOpen} until closed, dropped or lost. */
  boolean isOpen();

  /**
   * Publishes with quality of service 0, not retained. False, and nothing is sent, when not open, or when the peer has
   * not read for so long that more than the connection's high-water mark waits to leave.
   */
  boolean publish(String topic, byte[] payload);

  /** Says DISCONNECT where this is the client's side, and closes TCP. No callback follows. */
  void close();

  /** Drops TCP without a word. No callback follows. */
  void drop();

  /** Address of the other side, for messages to people. */
  String peer();
}
