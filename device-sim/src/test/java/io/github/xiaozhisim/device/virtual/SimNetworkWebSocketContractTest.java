package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.NobodyThere;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.WebSocketContract;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import java.util.function.BooleanSupplier;

/** The wire in memory keeps the promises of a real one. */
@ContractOf({SimNetwork.class, SimConnection.class})
class SimNetworkWebSocketContractTest extends WebSocketContract {

  private final SimScheduler scheduler = new SimScheduler();
  private Network network = new SimNetwork(scheduler, new NobodyThere(), 2_000_000);

  @Override
  protected Network network() {
    return network;
  }

  @Override
  protected Scheduler scheduler() {
    return scheduler;
  }

  @Override
  protected String serve(ServerEndpoint endpoint) {
    network = new SimNetwork(scheduler, endpoint, 2_000_000);
    return "ws://server.test:8000";
  }

  @Override
  protected void runUntil(BooleanSupplier done) {
    VirtualTime.runUntil(scheduler, done);
  }
}
