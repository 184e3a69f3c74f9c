package io.github.xiaozhisim.hal.network;

import io.github.xiaozhisim.hal.Scheduler;

/**
 * The other side of the wire for MQTT: what a broker does with the clients at its port. Called on the event loop of
 * the connection concerned, which is its {@link Scheduler} for life; different connections may be on different threads.
 *
 * <p>The connection itself keeps the protocol: it answers pings, acknowledges subscriptions (to nothing: messages are
 * pushed), and ends a connection that publishes with a quality of service above 0, sends what is not MQTT 3.1 or 3.1.1,
 * or is silent for more than one and a half times its keep-alive.
 */
public interface MqttEndpoint {

  /** Decides about a client. {@code scheduler} is the connection's own, {@code peer} its address for people. */
  Answer onConnect(Connect connect, String peer, Scheduler scheduler);

  /**
   * What a client said first.
   *
   * @param level 3 for MQTT 3.1, 4 for 3.1.1
   * @param username empty when there was none
   * @param password empty when there was none
   */
  record Connect(int level, String clientId, String username, String password, int keepAliveSeconds) {

    /** Without the secrets. */
    @Override
    public String toString() {
      return "CONNECT of '" + clientId + "'";
    }
  }

  /** What a broker does with a client. */
  sealed interface Answer {

    /** CONNACK with success; {@code listener} hears the connection from {@code onOpen} on. */
    record Accept(MqttListener listener) implements Answer {}

    /** CONNACK with a return code from 1 to 5, then TCP is closed. */
    record Refuse(int returnCode) implements Answer {}

    /** CONNACK with success, then TCP is closed: how a known gateway refuses. */
    record AcceptAndClose() implements Answer {}

    /** TCP is closed without an answer. */
    record Drop() implements Answer {}

    /** No answer at all; TCP stays open until the client gives up. */
    record Ignore() implements Answer {}
  }
}
