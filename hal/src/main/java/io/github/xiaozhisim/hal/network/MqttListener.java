package io.github.xiaozhisim.hal.network;

import java.nio.ByteBuffer;

/**
 * Hears what happens on an {@link MqttConnection}, on its owner's thread, one call at a time and in the order of the
 * wire. After {@link #onClosed} or {@link #onFailed} nothing follows.
 */
public interface MqttListener {

  /** The broker accepted the client. Some brokers say so to everybody and then close at once. */
  default void onOpen(MqttConnection connection) {}

  /** The connection could not be opened. */
  default void onFailed(OpenFailure failure) {}

  /**
   * A message, whatever its topic: brokers push without a subscription. {@code payload} is valid only during the call
   * and may hold anything.
   */
  void onMessage(String topic, ByteBuffer payload);

  /** The connection ended by the other side's doing, or because it did not answer; {@link CloseReason#code} is 0. */
  void onClosed(CloseReason reason);
}
