package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.transport.impaired.ImpairedNetwork;
import io.github.xiaozhisim.transport.impaired.Impairment;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** WebSockets over a network with delay and jitter keep the promises of a board's network. */
@ContractOf(value = ImpairedNetwork.class, hidden = "io.github.xiaozhisim.transport.impaired.ImpairedWebSocket")
class ImpairedWebSocketTest extends NettyWebSocketContract {

  static final Impairment SOME = new Impairment(1_000_000, 3_000_000, 0, 0.02, 0, 0, 0, 0);

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
    return new ImpairedNetwork(super.network(), scheduler(), SOME, new SplittableRandom(1));
  }
}
