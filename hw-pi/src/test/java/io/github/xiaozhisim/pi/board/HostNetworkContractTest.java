package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.virtual.SimNetwork;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.NetworkContract;
import io.github.xiaozhisim.hal.NobodyThere;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.MqttEndpoint;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.github.xiaozhisim.hal.network.UdpEndpoint;
import java.util.function.BooleanSupplier;

/** The network of the machine keeps the promises of the wire that it is made of. */
@ContractOf(HostNetwork.class)
class HostNetworkContractTest extends NetworkContract {

  private static final long DELAY_NANOS = 2_000_000;

  private final SimScheduler scheduler = new SimScheduler();
  private SimNetwork wire = new SimNetwork(scheduler, new NobodyThere(), DELAY_NANOS);
  private Network network = new HostNetwork(wire, scheduler, () -> true);

  @Override
  protected Network network() {
    return network;
  }

  @Override
  protected Scheduler scheduler() {
    return scheduler;
  }

  @Override
  protected String serveWeb(ServerEndpoint endpoint) {
    wire = new SimNetwork(scheduler, endpoint, DELAY_NANOS);
    network = new HostNetwork(wire, scheduler, () -> true);
    return "ws://server.test:8000";
  }

  @Override
  protected int serveMqtt(MqttEndpoint endpoint) {
    wire.withGateway(endpoint, (datagram, from) -> {});
    return 1883;
  }

  @Override
  protected int serveUdp(UdpEndpoint endpoint) {
    wire.withGateway((connect, peer, own) -> new MqttEndpoint.Answer.Drop(), endpoint);
    return 8884;
  }

  @Override
  protected void runUntil(BooleanSupplier done) {
    PassingTime.until(scheduler, done);
  }
}
