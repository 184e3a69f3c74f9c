package io.github.xiaozhisim.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.hal.RecordingListener;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NettyTransportTest {

  @Test
  void shouldGiveEveryLoopItsOwnSchedulerAndNetwork() {
    try (NettyTransport transport = NettyTransport.open(TransportKind.NIO, 3, TlsSettings.insecure())) {
      assertThat(transport.loops()).isEqualTo(3);
      assertThat(transport.kind()).isEqualTo(TransportKind.NIO);
      for (int i = 0; i < 3; i++) {
        EventLoopScheduler scheduler = transport.scheduler(i);
        assertThat(EventLoopScheduler.of(scheduler.eventLoop())).isSameAs(scheduler);
        assertThat(transport.networkFor(scheduler)).isSameAs(transport.network(i));
      }
      assertThat(transport.scheduler(0)).isNotSameAs(transport.scheduler(1));
    }
  }

  @Test
  void shouldNotKnowTheSchedulersOfOthers() {
    try (NettyTransport one = NettyTransport.open(TransportKind.NIO, 1, TlsSettings.insecure());
        NettyTransport other = NettyTransport.open(TransportKind.NIO, 1, TlsSettings.insecure())) {
      assertThatThrownBy(() -> one.networkFor(other.scheduler(0))).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void shouldResolveAutoToWhatThereIs() {
    assertThat(TransportKind.AUTO.resolve()).isIn(TransportKind.EPOLL, TransportKind.NIO);
    assertThat(TransportKind.AUTO.isAvailable()).isTrue();
    assertThat(TransportKind.NIO.unavailableBecause()).isEmpty();
  }

  @Test
  void shouldWaitUntilEveryConnectionHasBeenClosed() throws Exception {
    try (NettyTransport transport = NettyTransport.open(TransportKind.AUTO, 2, TlsSettings.insecure());
        RawServer server = new RawServer(peer -> {
          peer.head();
          peer.say(RawServer.UPGRADED);
          peer.rest();
        })) {
      assertThat(transport.awaitClosed(10_000)).as("nothing was open").isZero();
      RecordingListener client = new RecordingListener();
      WebSocketRequest request = new WebSocketRequest(URI.create(server.ws()), Map.of(), 5_000, 3_000, 1 << 20);
      transport.scheduler(0).execute(() -> transport.network(0).openWebSocket(request, client));
      Waiting.until(client::isOpen);
      assertThat(transport.awaitClosed(0)).isEqualTo(1);
      transport.scheduler(0).execute(client.connection::drop);
      assertThat(transport.awaitClosed(10_000)).isZero();
    }
  }

  @Test
  void shouldRecordTheLagOfWakeUps() throws InterruptedException {
    try (NettyTransport transport = NettyTransport.open(TransportKind.AUTO, 1, TlsSettings.insecure())) {
      EventLoopScheduler scheduler = transport.scheduler(0);
      AtomicLong worst = new AtomicLong(-1);
      CountDownLatch fired = new CountDownLatch(1);
      scheduler.onLag(nanos -> worst.accumulateAndGet(nanos, Math::max));
      scheduler.execute(() -> scheduler.after(3_000_000, fired::countDown));
      assertThat(fired.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(worst.get()).isGreaterThanOrEqualTo(0);
    }
  }
}
