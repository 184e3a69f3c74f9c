package io.github.xiaozhisim.hal;

import io.github.xiaozhisim.hal.network.MqttEndpoint;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.github.xiaozhisim.hal.network.UdpEndpoint;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Nested;

/**
 * Everything that a {@link Network} promises, for one that has MQTT and UDP as well: the four contracts in one test.
 *
 * <p><b>Override</b> what the four ask for, once: {@link #network}, its {@link #scheduler}, {@link #runUntil}, and
 * where each kind of server is put on the wire. <b>A failure means</b> what it means in {@link HttpContract},
 * {@link WebSocketContract}, {@link MqttContract} or {@link UdpContract}.
 */
public abstract class NetworkContract {

  /** The network as it is now: asked anew after each {@code serve}. */
  protected abstract Network network();

  /** The scheduler on whose thread {@link #network} may be used. */
  protected abstract Scheduler scheduler();

  /** Puts the endpoint on the wire; gives the {@code ws://host:port} at which the network reaches it. */
  protected abstract String serveWeb(ServerEndpoint endpoint) throws Exception;

  /** Puts the broker on the wire; gives the port of {@code localhost} at which the network reaches it. */
  protected abstract int serveMqtt(MqttEndpoint endpoint) throws Exception;

  /** Puts the endpoint on a port of {@code localhost}, and gives that port. */
  protected abstract int serveUdp(UdpEndpoint endpoint) throws Exception;

  /** Lets everything work until {@code done}, and fails when that takes more than some seconds. */
  protected abstract void runUntil(BooleanSupplier done);

  @Nested
  class Http extends HttpContract {
    @Override
    protected Network network() {
      return NetworkContract.this.network();
    }

    @Override
    protected Scheduler scheduler() {
      return NetworkContract.this.scheduler();
    }

    @Override
    protected String serve(ServerEndpoint endpoint) throws Exception {
      return NetworkContract.this.serveWeb(endpoint);
    }

    @Override
    protected void runUntil(BooleanSupplier done) {
      NetworkContract.this.runUntil(done);
    }
  }

  @Nested
  class WebSockets extends WebSocketContract {
    @Override
    protected Network network() {
      return NetworkContract.this.network();
    }

    @Override
    protected Scheduler scheduler() {
      return NetworkContract.this.scheduler();
    }

    @Override
    protected String serve(ServerEndpoint endpoint) throws Exception {
      return NetworkContract.this.serveWeb(endpoint);
    }

    @Override
    protected void runUntil(BooleanSupplier done) {
      NetworkContract.this.runUntil(done);
    }
  }

  @Nested
  class Mqtt extends MqttContract {
    @Override
    protected Network network() {
      return NetworkContract.this.network();
    }

    @Override
    protected Scheduler scheduler() {
      return NetworkContract.this.scheduler();
    }

    @Override
    protected int serve(MqttEndpoint endpoint) throws Exception {
      return NetworkContract.this.serveMqtt(endpoint);
    }

    @Override
    protected void runUntil(BooleanSupplier done) {
      NetworkContract.this.runUntil(done);
    }
  }

  @Nested
  class Udp extends UdpContract {
    @Override
    protected Network network() {
      return NetworkContract.this.network();
    }

    @Override
    protected Scheduler scheduler() {
      return NetworkContract.this.scheduler();
    }

    @Override
    protected int serve(UdpEndpoint endpoint) throws Exception {
      return NetworkContract.this.serveUdp(endpoint);
    }

    @Override
    protected void runUntil(BooleanSupplier done) {
      NetworkContract.this.runUntil(done);
    }
  }
}
