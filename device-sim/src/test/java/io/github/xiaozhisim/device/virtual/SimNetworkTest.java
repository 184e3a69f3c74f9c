package io.github.xiaozhisim.device.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.RecordingListener;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.HttpListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The wire in memory: how long everything takes, and who is told when somebody gives up halfway. */
class SimNetworkTest {

  private static final long DELAY_NANOS = 20_000_000;

  private final SimScheduler scheduler = new SimScheduler();
  private final RecordingListener device = new RecordingListener();
  private final RecordingListener server = new RecordingListener();
  private final SimNetwork network = new SimNetwork(scheduler, accepting(server), DELAY_NANOS);

  @Test
  void shouldTakeTwoRoundTripsToOpenAndOneWayForEachMessage() {
    WebSocketConnection connection = open();
    scheduler.runForMillis(79);
    assertThat(device.events).isEmpty();
    scheduler.runForMillis(1);
    assertThat(device.events).containsExactly("open");

    connection.sendText("a");
    scheduler.runForMillis(19);
    assertThat(server.events).containsExactly("open");
    scheduler.runForMillis(1);
    assertThat(server.events).containsExactly("open", "text:a");
  }

  @Test
  void shouldDeliverWhatTheServerSaysWithTheUpgradeRightAfterOpening() {
    server.whenOpen(peer -> peer.sendText("hello"));
    open();
    scheduler.runForMillis(80);

    assertThat(device.events).containsExactly("open", "text:hello");
  }

  @Test
  void shouldStillDeliverWhatWasSentBeforeADrop() {
    WebSocketConnection connection = open();
    scheduler.runForMillis(100);
    connection.sendText("last words");
    connection.drop();
    scheduler.runForMillis(100);

    assertThat(server.events).containsExactly("open", "text:last words", "closed:END_OF_STREAM:1006");
  }

  @Test
  void shouldTellTheServerWhenTheDeviceGivesUpWhileTheAnswerIsOnItsWay() {
    WebSocketConnection connection = open();
    scheduler.runForMillis(70); // accepted at 60 ms, the answer arrives at 80 ms
    connection.drop();
    scheduler.runForMillis(1_000);

    assertThat(server.events).containsExactly("open", "closed:END_OF_STREAM:1006");
    assertThat(device.events).isEmpty();
  }

  @Test
  void shouldTellTheServerWhenTheUpgradeTimesOutWhileTheAnswerIsOnItsWay() {
    // TCP is up at 40 ms, the answer would arrive at 80 ms
    network.openWebSocket(new WebSocketRequest(URI.create("ws://h/"), Map.of(), 70, 30, 1_000), device);
    scheduler.runForMillis(1_000);

    assertThat(device.events).containsExactly("failed:UPGRADE_TIMEOUT");
    assertThat(server.events).containsExactly("open", "closed:END_OF_STREAM:1006");
  }

  @Test
  void shouldNotAskTheServerWhenDroppedBeforeTheRequestArrives() {
    WebSocketConnection connection = open();
    scheduler.runForMillis(50);
    connection.drop();
    scheduler.runForMillis(1_000);

    assertThat(server.events).isEmpty();
    assertThat(device.events).isEmpty();
  }

  @Test
  void shouldSayNothingWhenDroppedAfterClosing() {
    WebSocketConnection connection = open();
    scheduler.runForMillis(100);
    connection.close(1000, "bye");
    connection.drop();
    scheduler.runForMillis(1_000);

    assertThat(device.events).containsExactly("open");
    assertThat(server.events).containsExactly("open", "closed:CLOSE_FRAME:1000");
  }

  @Test
  void shouldEndOnceWhenBothSidesCloseAtTheSameTime() {
    WebSocketConnection connection = open();
    scheduler.runForMillis(100);
    connection.close(1000, "");
    server.connection.close(1001, "");
    scheduler.runForMillis(1_000);

    assertThat(device.events).containsExactly("open", "closed:LOCAL:1000");
    assertThat(server.events).containsExactly("open", "closed:LOCAL:1001");
  }

  @Test
  void shouldAnswerHttpAfterTwoRoundTrips() {
    List<String> heard = new ArrayList<>();
    network.http(
        new HttpRequest("POST", URI.create("http://h:8080"), Map.of("Device-Id", "x"), new byte[0], 30_000),
        new HttpListener() {
          @Override
          public void onResponse(HttpResponse response) {
            heard.add(scheduler.clock().nowNanos() / 1_000_000 + " " + response.bodyText());
          }

          @Override
          public void onFailed(OpenFailure failure) {
            heard.add("failed");
          }
        });
    scheduler.runForMillis(1_000);

    assertThat(heard).containsExactly("80 POST / x h:8080");
  }

  private WebSocketConnection open() {
    return network.openWebSocket(
        new WebSocketRequest(URI.create("ws://h/"), Map.of(), 5_000, 5_000, 1 << 20), device);
  }

  private static ServerEndpoint accepting(RecordingListener listener) {
    return new ServerEndpoint() {
      @Override
      public HttpResponse onHttp(HttpRequest request) {
        return HttpResponse.text(
            200,
            request.method() + " " + request.uri() + " " + request.headers().get("device-id") + " "
                + request.headers().get("host"));
      }

      @Override
      public UpgradeAnswer onUpgrade(HttpRequest request, Scheduler scheduler) {
        return new UpgradeAnswer.Accept(listener);
      }
    };
  }
}
