package io.github.xiaozhisim.hal.network;

/**
 * An MQTT connection to be opened: version 3.1.1, clean session, no will.
 *
 * @param host name or address, without scheme
 * @param tls as the network's other connections do it
 * @param clientId also when empty
 * @param username empty: none is sent, and no password
 * @param password empty: none is sent
 * @param keepAliveSeconds promised to the broker and kept by pings; 0: none
 * @param timeoutMillis from the first packet of TCP to the broker's CONNACK (firmware: 10 s)
 * @param maxMessageBytes a longer incoming message ends the connection
 */
public record MqttRequest(
    String host,
    int port,
    boolean tls,
    String clientId,
    String username,
    String password,
    int keepAliveSeconds,
    int timeoutMillis,
    int maxMessageBytes) {

  /** Without the secrets. */
  @Override
  public String toString() {
    return (tls ? "mqtts://" : "mqtt://") + host + ":" + port + " as '" + clientId + "'";
  }
}
