package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.transport.impaired.ImpairedNetwork;
import java.util.SplittableRandom;

/** HTTP over a network with delay and jitter keeps the promises of a board's network. */
@ContractOf(ImpairedNetwork.class)
class ImpairedHttpTest extends NettyHttpContractTest {

  @Override
  protected Network network() {
    return new ImpairedNetwork(super.network(), scheduler(), ImpairedWebSocketTest.SOME, new SplittableRandom(1));
  }
}
