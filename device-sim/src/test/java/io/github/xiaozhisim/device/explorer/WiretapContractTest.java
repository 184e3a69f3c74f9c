package io.github.xiaozhisim.device.explorer;

import io.github.xiaozhisim.device.virtual.SimNetwork;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.device.virtual.VirtualTime;
import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.NetworkContract;
import io.github.xiaozhisim.hal.NobodyThere;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.MqttEndpoint;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.github.xiaozhisim.hal.network.UdpEndpoint;
import java.util.function.BooleanSupplier;

/** A network that is listened in to keeps the promises of the one behind it. */
@ContractOf(value = Wiretap.class, hidden = "io.github.xiaozhisim.device.explorer.Wiretap$Tapped")
class WiretapContractTest extends NetworkContract {

  private static final long DELAY_NANOS = 2_000_000;

  private final SimScheduler scheduler = new SimScheduler();
  private SimNetwork wire = new SimNetwork(scheduler, new NobodyThere(), DELAY_NANOS);
  private Network network = new Wiretap(wire);

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
    network = new Wiretap(wire);
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
    VirtualTime.runUntil(scheduler, done);
  }
}
