package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A process of its own that opens more connections than it may, and says what became of them. */
final class TooManySockets {

  /** More than fail in any case: the limit is half of it. */
  private static final int CONNECTIONS = 256;

  private static final int FAILING = 100;

  private final NettyTransport transport = NettyTransport.open(TransportKind.AUTO, 1, TlsSettings.insecure());
  private final CountDownLatch failed = new CountDownLatch(FAILING);
  private final List<WebSocketConnection> connections = new ArrayList<>();
  private int others;
  private boolean alwaysOnLoop = true;

  private TooManySockets() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws Exception {
    new TooManySockets().run();
  }

  private void run() throws Exception {
    // Nobody accepts: the connections come about and stay as they are.
    try (ServerSocket port = new ServerSocket(0, CONNECTIONS, InetAddress.getLoopbackAddress())) {
      CountDownLatch refused = new CountDownLatch(1); // loads the classes while there still are files for that
      open(1, new Failing(refused));
      refused.await(10, TimeUnit.SECONDS);
      Waiting.on(transport.scheduler(0), this::dropAll);
      others = 0;
      transport.scheduler(0).execute(() -> openAll(port.getLocalPort()));
      failed.await(20, TimeUnit.SECONDS);
      Waiting.on(transport.scheduler(0), this::dropAll);
      int left = transport.awaitClosed(10_000);
      System.out.printf(
          "LOCAL_LIMIT on the loop: %s, others: %d, silent: %d, left: %d%n",
          alwaysOnLoop ? "yes" : "no", others, failed.getCount(), left);
    }
    transport.close();
  }

  private void open(int number, Failing listener) {
    transport
        .scheduler(0)
        .execute(() -> connections.add(transport.network(0).openWebSocket(request(number), listener)));
  }

  private void openAll(int number) {
    Failing listener = new Failing(failed);
    for (int i = 0; i < CONNECTIONS; i++) {
      connections.add(transport.network(0).openWebSocket(request(number), listener));
    }
  }

  private boolean dropAll() {
    connections.forEach(WebSocketConnection::drop);
    return true;
  }

  private static WebSocketRequest request(int number) {
    return new WebSocketRequest(URI.create("ws://127.0.0.1:" + number + "/"), Map.of(), 60_000, 60_000, 1 << 20);
  }

  private final class Failing implements WebSocketListener {
    private final CountDownLatch heard;

    Failing(CountDownLatch heard) {
      this.heard = heard;
    }

    @Override
    public void onFailed(OpenFailure failure) {
      alwaysOnLoop &= transport.scheduler(0).inScheduler();
      if (failure.kind() != OpenFailure.Kind.LOCAL_LIMIT) {
        others++;
      }
      heard.countDown();
    }

    @Override
    public void onText(ByteBuffer utf8) {}

    @Override
    public void onBinary(ByteBuffer bytes) {}

    @Override
    public void onClosed(CloseReason reason) {}
  }
}
