package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.transport.impaired.ImpairedNetwork;
import io.github.xiaozhisim.transport.impaired.Impairment;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** UDP over a network with delay keeps the promises of a board's network. */
@ContractOf(value = ImpairedNetwork.class, hidden = "io.github.xiaozhisim.transport.impaired.ImpairedUdp")
class ImpairedUdpTest extends NettyUdpContract {

  /** Jitter would let datagrams overtake each other, which the contract does not expect. */
  private static final Impairment DELAYED = new Impairment(2_000_000, 0, 0, 0, 0, 0, 0, 0);

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
    return new ImpairedNetwork(super.network(), scheduler(), DELAYED, new SplittableRandom(1));
  }
}
