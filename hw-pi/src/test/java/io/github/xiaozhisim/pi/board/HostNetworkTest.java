package io.github.xiaozhisim.pi.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.network.HttpListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HostNetworkTest {

  private final SimScheduler scheduler = new SimScheduler();
  private final AtomicBoolean there = new AtomicBoolean();
  private final List<Network.Event> told = new ArrayList<>();
  private final HostNetwork network = new HostNetwork(new Nothing(), scheduler, there::get);

  /** No wire at all. */
  private static final class Nothing implements Network {
    @Override
    public WebSocketConnection openWebSocket(WebSocketRequest request, WebSocketListener listener) {
      throw new AssertionError("nobody connects");
    }

    @Override
    public void http(HttpRequest request, HttpListener listener) {
      throw new AssertionError("nobody asks");
    }
  }

  @Test
  void shouldTellAtOnceThatTheNetworkIsThere() {
    there.set(true);
    network.start(told::add);

    assertThat(told).containsExactly(Network.Event.CONNECTED);
  }

  @Test
  void shouldTellWhenItComesLateAndGoesAndComesBack() {
    network.start(told::add);
    scheduler.runForMillis(60_000);
    assertThat(told).containsExactly(Network.Event.SCANNING);
    told.clear();

    there.set(true);
    scheduler.runForMillis(2_000);
    there.set(false);
    scheduler.runForMillis(2_000);
    there.set(true);
    scheduler.runForMillis(10_000);

    assertThat(told)
        .containsExactly(Network.Event.CONNECTED, Network.Event.DISCONNECTED, Network.Event.CONNECTED);
  }

  @Test
  void shouldTellOnlyTheLatestAfterARestart() {
    network.start(event -> told.add(Network.Event.NOT_CONFIGURED));
    network.start(told::add);
    told.clear();
    there.set(true);
    scheduler.runForMillis(4_000);

    assertThat(told).containsExactly(Network.Event.CONNECTED);
  }

  @Test
  void shouldLeaveNothingBehind() {
    network.start(told::add);
    network.close();

    assertThat(scheduler.armedTimers()).isZero();
  }
}
