package io.github.xiaozhisim.stress.operate;

import io.github.xiaozhisim.stress.server.EmulatedGateway;
import io.github.xiaozhisim.stress.server.EmulatedServer;
import io.github.xiaozhisim.transport.BindFailure;
import io.github.xiaozhisim.transport.NettyMqttServer;
import io.github.xiaozhisim.transport.NettyTransport;
import io.github.xiaozhisim.transport.NettyUdpPort;
import io.github.xiaozhisim.transport.TlsSettings;
import org.jspecify.annotations.Nullable;

/**
 * The two ports of an {@link EmulatedGateway}: MQTT, and UDP for sound. While they are open, devices are sent there.
 */
public final class GatewayPorts implements AutoCloseable {

  /** The port at which devices speak TLS, and the only one. */
  public static final int TLS_PORT = 8883;

  /** As at the known gateway. */
  private static final int MAX_MESSAGE_BYTES = 8_192;

  private final NettyMqttServer mqtt;
  private final NettyUdpPort udp;

  private GatewayPorts(NettyMqttServer mqtt, NettyUdpPort udp) {
    this.mqtt = mqtt;
    this.udp = udp;
  }

  /**
   * @param bind an address of this machine
   * @param host the same as devices shall use it
   * @param mqttPort 0 for any free one, as is {@code udpPort}
   * @param tls used on {@link #TLS_PORT}
   * @param signatureKey what devices' passwords are signed with; null lets everybody in
   */
  public static GatewayPorts open(
      NettyTransport transport,
      EmulatedServer server,
      String bind,
      String host,
      int mqttPort,
      int udpPort,
      TlsSettings.@Nullable Server tls,
      @Nullable String signatureKey)
      throws BindFailure {
    EmulatedGateway gateway = new EmulatedGateway(server, signatureKey);
    TlsSettings.Server used = mqttPort == TLS_PORT ? tls : null;
    NettyMqttServer mqtt = NettyMqttServer.bind(transport, bind, mqttPort, gateway, used, MAX_MESSAGE_BYTES);
    try {
      NettyUdpPort udp = NettyUdpPort.bind(transport, bind, udpPort, gateway);
      gateway.listens(host, mqtt.port(), udp.port());
      return new GatewayPorts(mqtt, udp);
    } catch (BindFailure failure) {
      mqtt.close();
      throw failure;
    }
  }

  public int mqttPort() {
    return mqtt.port();
  }

  public int udpPort() {
    return udp.port();
  }

  @Override
  public void close() {
    mqtt.close();
    udp.close();
  }
}
