package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.NobodyThere;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.UdpContract;
import io.github.xiaozhisim.hal.network.MqttEndpoint;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.UdpEndpoint;
import java.util.function.BooleanSupplier;

/** Udp in memory keeps the promises of the real one. */
@ContractOf({SimNetwork.class, SimUdpSocket.class})
class SimNetworkUdpContractTest extends UdpContract {

  private final SimScheduler scheduler = new SimScheduler();
  private final SimNetwork network = new SimNetwork(scheduler, new NobodyThere(), 2_000_000);

  @Override
  protected Network network() {
    return network;
  }

  @Override
  protected Scheduler scheduler() {
    return scheduler;
  }

  @Override
  protected int serve(UdpEndpoint endpoint) {
    network.withGateway((connect, peer, own) -> new MqttEndpoint.Answer.Drop(), endpoint);
    return 8884;
  }

  @Override
  protected void runUntil(BooleanSupplier done) {
    VirtualTime.runUntil(scheduler, done);
  }
}
