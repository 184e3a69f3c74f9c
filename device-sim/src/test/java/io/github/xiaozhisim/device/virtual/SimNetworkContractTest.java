package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.NetworkContract;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import java.net.URI;
import java.util.function.BooleanSupplier;

/** The wire in memory keeps the promises of a real one. */
class SimNetworkContractTest extends NetworkContract {

  private final SimScheduler scheduler = new SimScheduler();

  @Override
  protected Scheduler scheduler() {
    return scheduler;
  }

  @Override
  protected boolean passUntil(BooleanSupplier condition, int withinMillis) {
    return VirtualTime.passUntil(scheduler, condition, withinMillis);
  }

  @Override
  protected Network connectTo(ServerEndpoint endpoint) {
    return new SimNetwork(scheduler, endpoint, 2_000_000);
  }

  @Override
  protected URI address() {
    return URI.create("ws://server.test:8000");
  }
}
