package io.github.xiaozhisim.device.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.virtual.SimNetwork;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.HttpContract;
import io.github.xiaozhisim.hal.MqttContract;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.UdpContract;
import io.github.xiaozhisim.hal.WebSocketContract;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.MqttEndpoint;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.github.xiaozhisim.hal.network.UdpEndpoint;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Nested;

/** A network that is listened in to keeps the promises of the one behind it. */
@ContractOf(value = Wiretap.class, hidden = "io.github.xiaozhisim.device.explorer.Wiretap$Tapped")
class WiretapContractTest {

  private static final long DELAY_NANOS = 2_000_000;

  private final SimScheduler scheduler = new SimScheduler();
  private SimNetwork wire = new SimNetwork(scheduler, new Nobody(), DELAY_NANOS);
  private Network network = new Wiretap(wire);

  private String serve(ServerEndpoint endpoint) {
    wire = new SimNetwork(scheduler, endpoint, DELAY_NANOS);
    network = new Wiretap(wire);
    return "ws://server.test:8000";
  }

  private void until(BooleanSupplier done) {
    for (int i = 0; i < 10_000 && !done.getAsBoolean(); i++) {
      scheduler.runForMillis(1);
    }
    assertThat(done.getAsBoolean()).as("done within ten seconds").isTrue();
  }

  @Nested
  class Http extends HttpContract {
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
      return WiretapContractTest.this.serve(endpoint);
    }

    @Override
    protected void runUntil(BooleanSupplier done) {
      until(done);
    }
  }

  @Nested
  class WebSockets extends WebSocketContract {
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
      return WiretapContractTest.this.serve(endpoint);
    }

    @Override
    protected void runUntil(BooleanSupplier done) {
      until(done);
    }
  }

  @Nested
  class Mqtt extends MqttContract {
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
      wire.withGateway(endpoint, (datagram, from) -> {});
      return 1883;
    }

    @Override
    protected void runUntil(BooleanSupplier done) {
      until(done);
    }
  }

  @Nested
  class Udp extends UdpContract {
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
      wire.withGateway((connect, peer, own) -> new MqttEndpoint.Answer.Drop(), endpoint);
      return 8884;
    }

    @Override
    protected void runUntil(BooleanSupplier done) {
      until(done);
    }
  }

  /** For what is not asked here. */
  private static final class Nobody implements ServerEndpoint {
    @Override
    public HttpResponse onHttp(HttpRequest request) {
      return HttpResponse.text(404, "nobody");
    }

    @Override
    public UpgradeAnswer onUpgrade(HttpRequest request, Scheduler own) {
      return new UpgradeAnswer.Drop();
    }
  }
}
