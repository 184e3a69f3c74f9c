package io.github.xiaozhisim.transport;

import static org.awaitility.Awaitility.await;

import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.HttpContract;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;

/** HTTP over a real loopback port keeps the promises of a board's network. */
@ContractOf(NettyNetwork.class)
class NettyHttpContractTest extends HttpContract {

  private final NettyTransport transport = NettyTransport.open(TransportKind.AUTO, 1, TlsSettings.verified());
  private NettyServer server;

  @Override
  protected Network network() {
    return transport.network(0);
  }

  @Override
  protected Scheduler scheduler() {
    return transport.scheduler(0);
  }

  @Override
  protected String serve(ServerEndpoint endpoint) throws Exception {
    server = NettyServer.bind(transport, "127.0.0.1", 0, endpoint);
    return "ws://127.0.0.1:" + server.port();
  }

  @Override
  protected void runUntil(BooleanSupplier done) {
    await().pollInterval(Duration.ofMillis(2)).atMost(Duration.ofSeconds(10)).until(done::getAsBoolean);
  }

  @AfterEach
  void close() {
    server.close();
    transport.close();
  }
}
