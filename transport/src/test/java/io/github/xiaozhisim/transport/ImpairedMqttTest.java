package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.transport.impaired.ImpairedNetwork;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** MQTT over a network with delay and jitter keeps the promises of a board's network. */
@ContractOf(value = ImpairedNetwork.class, hidden = "io.github.xiaozhisim.transport.impaired.ImpairedMqtt")
class ImpairedMqttTest extends NettyMqttContract {

  private static NettyTransport transport;

  @BeforeAll
  static void open() {
    transport = NettyTransport.open(TransportKind.AUTO, 2, TlsSettings.verified());
  }

  @AfterAll
  static void close() {
    transport.close();
  }

  @Override
  NettyTransport transport() {
    return transport;
  }

  @Override
  protected Network network() {
    return new ImpairedNetwork(super.network(), scheduler(), ImpairedWebSocketTest.SOME, new SplittableRandom(1));
  }
}
