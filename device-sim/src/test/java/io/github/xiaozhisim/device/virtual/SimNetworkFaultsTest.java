package io.github.xiaozhisim.device.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.RecordingListener;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a wire in memory can do to a conversation, on command and by chance. */
class SimNetworkFaultsTest {

  private static final long MILLI = 1_000_000;

  private final SimScheduler scheduler = new SimScheduler();
  private final RecordingListener device = new RecordingListener();
  private final RecordingListener server = new RecordingListener();
  private final SimNetwork network =
      new SimNetwork(scheduler, endpoint(), NetworkConditions.perfect(20 * MILLI), new Seeds(1).stream("network", 0));

  private WebSocketConnection open() {
    return network.openWebSocket(
        new WebSocketRequest(URI.create("ws://h/"), Map.of(), 5_000, 5_000, 1 << 20), device);
  }

  private WebSocketConnection opened() {
    WebSocketConnection connection = open();
    scheduler.runForMillis(100);
    assertThat(device.connection).isSameAs(connection);
    return connection;
  }

  @Test
  void shouldTellBothSidesWhenAConnectionIsLost() {
    WebSocketConnection connection = opened();
    connection.sendText("never arrives");
    network.links().getFirst().lose();
    assertThat(connection.isOpen()).isFalse();
    scheduler.runForMillis(1_000);

    assertThat(device.events).containsExactly("open", "closed:RESET:1006");
    assertThat(server.events).containsExactly("open", "closed:RESET:1006");
    assertThat(network.links()).isEmpty();
    assertThat(scheduler.armedTimers()).isZero();
  }

  @Test
  void shouldTellNobodyWhenAConnectionIsHalfOpen() {
    WebSocketConnection connection = opened();
    network.links().getFirst().halfOpen();
    connection.sendText("never arrives");
    server.connection.sendText("nor does this");
    scheduler.runForMillis(60_000);
    connection.drop();
    scheduler.runForMillis(60_000);

    assertThat(device.events).containsExactly("open");
    assertThat(server.events).containsExactly("open");
    assertThat(server.connection.isOpen()).isTrue();
  }

  @Test
  void shouldGiveUpAfterTwoSecondsWhenAHalfOpenConnectionIsClosed() {
    WebSocketConnection connection = opened();
    network.links().getFirst().halfOpen();
    connection.close(1000, "");
    scheduler.runForMillis(1_999);
    assertThat(device.events).containsExactly("open");
    scheduler.runForMillis(1);
    assertThat(device.events).containsExactly("open", "closed:LOCAL:1000");
  }

  @Test
  void shouldSayWhenAReaderThatStoodStillReadsAgain() {
    WebSocketConnection connection = opened();
    SimLink link = network.links().getFirst();
    link.stallUplink();
    for (int i = 0; i < 700; i++) {
      connection.sendBinary(Payload.once(new byte[100]));
    }
    assertThat(connection.writable()).isFalse();
    assertThat(link.onTheWayUp()).isEqualTo(700);
    link.resume();
    scheduler.runForMillis(20);

    assertThat(server.events).hasSize(701);
    assertThat(connection.writable()).isTrue();
    assertThat(device.writableCalls).isEqualTo(1);
  }

  @Test
  void shouldRefuseItsShareOfConnections() {
    network.conditions(network.conditions().withRefusedShare(1));
    open();
    scheduler.runForMillis(100);
    network.conditions(network.conditions().withRefusedShare(0));
    open();
    scheduler.runForMillis(100);

    assertThat(device.events).containsExactly("failed:REFUSED", "open");
  }

  @Test
  void shouldLoseConnectionsByChanceAfterTheirMeanLife() {
    network.conditions(network.conditions().withMeanLife(60_000 * MILLI));
    List<Long> lives = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      WebSocketConnection connection = opened();
      long from = scheduler.clock().nowNanos();
      while (connection.isOpen()) {
        scheduler.runForMillis(100);
      }
      lives.add((scheduler.clock().nowNanos() - from) / MILLI);
      device.events.clear();
    }
    assertThat(lives.stream().mapToLong(Long::longValue).average().orElse(0)).isBetween(50_000.0, 70_000.0);
  }

  @Test
  void shouldReachNobodyWhileTheNetworkIsDownAndTellItsDevices() {
    List<Network.Event> events = new ArrayList<>();
    network.start(events::add);
    opened();
    network.goDown();
    open();
    scheduler.runForMillis(1_000);
    network.comeUp();
    open();
    scheduler.runForMillis(1_000);

    assertThat(device.events).containsExactly("open", "failed:UNREACHABLE", "open");
    assertThat(events)
        .containsExactly(Network.Event.CONNECTED, Network.Event.DISCONNECTED, Network.Event.CONNECTED);
  }

  @Test
  void shouldGiveUpConnectingWhenTheWayIsTooLong() {
    network.conditions(NetworkConditions.perfect(3_000 * MILLI));
    open();
    scheduler.runForMillis(4_999);
    assertThat(device.events).isEmpty();
    scheduler.runForMillis(1);
    assertThat(device.events).containsExactly("failed:CONNECT_TIMEOUT");
  }

  private ServerEndpoint endpoint() {
    return new ServerEndpoint() {
      @Override
      public HttpResponse onHttp(HttpRequest request) {
        return HttpResponse.text(200, "");
      }

      @Override
      public UpgradeAnswer onUpgrade(HttpRequest request, Scheduler own) {
        return new UpgradeAnswer.Accept(server);
      }
    };
  }
}
