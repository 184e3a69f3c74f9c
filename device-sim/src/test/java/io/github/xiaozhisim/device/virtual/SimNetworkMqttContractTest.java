package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.MqttContract;
import io.github.xiaozhisim.hal.NobodyThere;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.MqttEndpoint;
import io.github.xiaozhisim.hal.network.Network;
import java.util.function.BooleanSupplier;

/** Mqtt in memory keeps the promises of the real one. */
@ContractOf({SimNetwork.class, SimMqttConnection.class})
class SimNetworkMqttContractTest extends MqttContract {

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
  protected int serve(MqttEndpoint endpoint) {
    network.withGateway(endpoint, (datagram, from) -> {});
    return 1883;
  }

  @Override
  protected void runUntil(BooleanSupplier done) {
    VirtualTime.runUntil(scheduler, done);
  }
}
