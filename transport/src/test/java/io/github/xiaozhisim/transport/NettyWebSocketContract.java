package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.WebSocketContract;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;

/** The contract over a real loopback port. */
abstract class NettyWebSocketContract extends WebSocketContract {

  private NettyServer server;

  abstract NettyTransport transport();

  /** How the server is set up; {@code ws} or {@code wss} follows from it. */
  NettyServer.Options options() {
    return NettyServer.Options.defaults();
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
  protected String serve(ServerEndpoint endpoint) throws Exception {
    server = NettyServer.bind(transport(), "127.0.0.1", 0, endpoint, options());
    return (options().tls() == null ? "ws" : "wss") + "://localhost:" + server.port();
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
