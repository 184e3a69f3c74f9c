package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.MqttContract;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.MqttEndpoint;
import io.github.xiaozhisim.hal.network.Network;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;

/** The contract over a real loopback port. */
abstract class NettyMqttContract extends MqttContract {

  private NettyMqttServer server;

  abstract NettyTransport transport();

  TlsSettings.Server serverTls() {
    return null;
  }

  @Override
  protected boolean tls() {
    return serverTls() != null;
  }

  @Override
  protected Network network() {
    return transport().networkFor(scheduler());
  }

  @Override
  protected Scheduler scheduler() {
    return transport().scheduler(0);
  }

  @Override
  protected int serve(MqttEndpoint endpoint) throws Exception {
    server = NettyMqttServer.bind(transport(), "127.0.0.1", 0, endpoint, serverTls(), 8_192);
    return server.port();
  }

  @Override
  protected void runUntil(BooleanSupplier done) {
    Waiting.until(done);
  }

  @AfterEach
  void closeServer() {
    if (server != null) {
      server.close();
    }
  }
}
