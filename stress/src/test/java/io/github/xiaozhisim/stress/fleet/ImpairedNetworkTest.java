package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.device.virtual.SimNetwork;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.MqttEndpoint;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.github.xiaozhisim.hal.network.UdpListener;
import io.github.xiaozhisim.hal.network.UdpSocket;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import io.github.xiaozhisim.transport.impaired.ImpairedNetwork;
import io.github.xiaozhisim.transport.impaired.Impairment;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a worse network does to connections, to the microsecond: in virtual time over a wire that takes none. */
class ImpairedNetworkTest {

  private static final long MILLI = 1_000_000L;

  private final SimScheduler scheduler = new SimScheduler();
  private final End device = new End();
  private final End server = new End();
  private final SimNetwork wire = new SimNetwork(scheduler, new Accepting(), 0);

  /** What came in, each with its millisecond. */
  private class End implements WebSocketListener {
    final List<String> heard = new ArrayList<>();
    final List<Long> atMillis = new ArrayList<>();
    WebSocketConnection connection;

    void note(String what) {
      heard.add(what);
      atMillis.add(scheduler.clock().nowNanos() / MILLI);
    }

    @Override
    public void onOpen(WebSocketConnection opened, Map<String, String> headers) {
      connection = opened;
      note("open");
    }

    @Override
    public void onFailed(OpenFailure failure) {
      note("failed " + failure.kind());
    }

    @Override
    public void onText(ByteBuffer utf8) {
      note("text");
    }

    @Override
    public void onBinary(ByteBuffer bytes) {
      note("binary " + bytes.getInt(0));
    }

    @Override
    public void onWritable() {
      note("writable");
    }

    @Override
    public void onClosed(CloseReason reason) {
      note("closed " + reason.kind());
    }
  }

  private final class Accepting implements ServerEndpoint {
    @Override
    public HttpResponse onHttp(HttpRequest request) {
      return HttpResponse.text(200, "here");
    }

    @Override
    public UpgradeAnswer onUpgrade(HttpRequest request, Scheduler own) {
      return new UpgradeAnswer.Accept(server);
    }
  }

  private static Impairment delayed(long delayMillis, long jitterMillis) {
    return new Impairment(delayMillis * MILLI, jitterMillis * MILLI, 0, 0, 0, 0, 0, 0);
  }

  private ImpairedNetwork network(Impairment impairment, long seed) {
    return new ImpairedNetwork(wire, scheduler, impairment, new SplittableRandom(seed));
  }

  private WebSocketConnection open(Impairment impairment) {
    return open(impairment, "ws://server.test/", 1);
  }

  private WebSocketConnection open(Impairment impairment, String uri, long seed) {
    WebSocketRequest request = new WebSocketRequest(URI.create(uri), Map.of(), 10_000, 5_000, 1 << 20);
    return network(impairment, seed).openWebSocket(request, device);
  }

  private static Payload numbered(int number, int bytes) {
    return Payload.once(ByteBuffer.allocate(bytes).putInt(0, number).array());
  }

  @Test
  void shouldTakeARoundTripForTcpOneForTlsAndOneForTheUpgrade() {
    open(delayed(50, 0));
    scheduler.runForMillis(1_000);
    assertThat(device.heard).containsExactly("open");
    assertThat(device.atMillis).containsExactly(200L);
    device.heard.clear();
    device.atMillis.clear();
    open(delayed(50, 0), "wss://server.test/", 1);
    scheduler.runForMillis(1_000);
    assertThat(device.atMillis).containsExactly(1_000L + 300);
  }

  @Test
  void shouldDelayEachMessageInBothDirections() {
    WebSocketConnection connection = open(delayed(50, 0));
    scheduler.runForMillis(1_000);
    connection.sendText("there");
    server.connection.sendText("back");
    scheduler.runForMillis(100);
    assertThat(server.atMillis.getLast()).isEqualTo(1_050);
    assertThat(device.atMillis.getLast()).isEqualTo(1_050);
  }

  @Test
  void shouldKeepTheOrderOfAStreamWhateverTheJitter() {
    WebSocketConnection connection = open(delayed(20, 100));
    scheduler.runForMillis(1_000);
    for (int i = 0; i < 50; i++) {
      int number = i;
      scheduler.after(i * 10 * MILLI, () -> connection.sendBinary(numbered(number, 60)));
    }
    scheduler.runForMillis(1_000);
    assertThat(server.heard).hasSize(51);
    for (int i = 0; i < 50; i++) {
      assertThat(server.heard.get(1 + i)).isEqualTo("binary " + i);
      assertThat(server.atMillis.get(1 + i) - 1_000 - i * 10L).isBetween(20L, 220L);
    }
  }

  @Test
  void shouldBeAFunctionOfTheSeed() {
    assertThat(arrivals(7)).isEqualTo(arrivals(7)).isNotEqualTo(arrivals(8));
  }

  private List<Long> arrivals(long seed) {
    long from = scheduler.clock().nowNanos() / MILLI;
    server.atMillis.clear();
    WebSocketConnection connection = open(delayed(20, 100), "ws://server.test/", seed);
    scheduler.runForMillis(1_000);
    for (int i = 0; i < 20; i++) {
      int number = i;
      scheduler.after(i * 200 * MILLI, () -> connection.sendBinary(numbered(number, 60)));
    }
    scheduler.runForMillis(10_000);
    return server.atMillis.stream().map(each -> each - from).toList();
  }

  @Test
  void shouldLetThroughNoMoreThanTheBandwidth() {
    WebSocketConnection connection = open(new Impairment(0, 0, 10_000, 0, 0, 0, 0, 0));
    scheduler.runForMillis(1_000);
    for (int i = 0; i < 100; i++) {
      connection.sendBinary(numbered(i, 992)); // and eight of its frame
    }
    assertThat(connection.writable()).as("more than 64 KiB wait").isFalse();
    scheduler.runForMillis(20_000);
    assertThat(server.atMillis.get(1)).isEqualTo(1_100);
    assertThat(server.atMillis.getLast()).isEqualTo(11_000);
    assertThat(device.heard).containsExactly("open", "writable");
    assertThat(device.atMillis.getLast()).as("when 32 KiB are left").isCloseTo(11_000 - 3_277, within(1L));
    assertThat(connection.writable()).isTrue();
  }

  @Test
  void shouldBreakAConnectionOnWhichMuchMoreWaitsThanFitsThrough() {
    WebSocketConnection connection = open(new Impairment(0, 0, 1_000, 0, 0, 0, 0, 0));
    scheduler.runForMillis(1_000);
    for (int i = 0; i < 1_200; i++) {
      connection.sendBinary(numbered(i, 1_000));
    }
    scheduler.runForMillis(10);
    assertThat(device.heard).containsExactly("open", "closed RESET");
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void shouldSendAgainWhatAStreamLost() {
    WebSocketConnection connection = open(new Impairment(10 * MILLI, 0, 0, 0.2, 0, 0, 0, 0));
    scheduler.runForMillis(5_000);
    for (int i = 0; i < 200; i++) {
      int number = i;
      scheduler.after(i * 1_000 * MILLI, () -> connection.sendBinary(numbered(number, 60)));
    }
    scheduler.runForMillis(300_000);
    List<Long> took = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      took.add(server.atMillis.get(1 + i) - 5_000 - i * 1_000L);
    }
    assertThat(took).containsOnly(10L, 210L);
    assertThat(took.stream().filter(each -> each == 210).count()).isBetween(25L, 60L);
  }

  @Test
  void shouldBreakConnectionsAfterTheirMeanLifeOnBothSides() {
    double sum = 0;
    for (int i = 0; i < 400; i++) {
      open(new Impairment(0, 0, 0, 0, 0, 0, 0, 10_000 * MILLI), "ws://server.test/", i);
      device.atMillis.clear();
      scheduler.runForMillis(200_000);
      sum += device.atMillis.get(1) - device.atMillis.get(0);
    }
    assertThat(sum / 400).as("mean of an exponential distribution, three errors").isCloseTo(10_000, within(1_500.0));
    assertThat(device.heard.subList(0, 2)).containsExactly("open", "closed RESET");
    assertThat(server.heard.get(1)).startsWith("closed");
  }

  @Test
  void shouldFindNobodyAsOftenAsItIsTold() {
    for (int i = 0; i < 400; i++) {
      open(new Impairment(0, 0, 0, 0, 0, 0, 0.25, 0), "ws://server.test/", i);
    }
    scheduler.runForMillis(100);
    assertThat(device.heard).hasSize(400);
    assertThat(device.heard.stream().filter("failed REFUSED"::equals).count()).isBetween(75L, 125L);
  }

  @Test
  void shouldGiveUpWhenTheRoundTripsTakeLongerThanThePatience() {
    open(delayed(6_000, 0));
    scheduler.runForMillis(60_000);
    assertThat(device.heard).containsExactly("failed CONNECT_TIMEOUT");
    assertThat(device.atMillis).containsExactly(10_000L);
    open(delayed(3_000, 0));
    scheduler.runForMillis(60_000);
    assertThat(device.heard).containsExactly("failed CONNECT_TIMEOUT", "failed UPGRADE_TIMEOUT");
    assertThat(device.atMillis.getLast()).isEqualTo(60_000L + 6_000 + 5_000);
    assertThat(server.heard).isEmpty();
  }

  @Test
  void shouldDeliverWhatWasSentBeforeAnEndAndTellNothingAfterADrop() {
    WebSocketConnection connection = open(delayed(50, 0));
    scheduler.runForMillis(1_000);
    server.connection.sendText("too late");
    connection.sendText("last words");
    connection.drop();
    assertThat(connection.isOpen()).isFalse();
    assertThat(connection.sendText("more")).isFalse();
    scheduler.runForMillis(1_000);
    assertThat(server.heard).hasSize(3).startsWith("open", "text");
    assertThat(server.heard.getLast()).startsWith("closed");
    assertThat(device.heard).containsExactly("open");
  }

  @Test
  void shouldLoseDoubleAndReorderDatagrams() {
    List<Integer> arrived = new ArrayList<>();
    wire.withGateway(
        (MqttEndpoint) (connect, peer, own) -> new MqttEndpoint.Answer.Drop(),
        (datagram, from) -> arrived.add(datagram.getInt()));
    UdpSocket socket =
        network(new Impairment(10 * MILLI, 0, 0, 0.1, 0.1, 0.05, 0, 0), 1)
            .openUdp(
                "gateway.test",
                8884,
                new UdpListener() {
                  @Override
                  public void onDatagram(ByteBuffer datagram) {}
                });
    scheduler.runForMillis(10);
    for (int i = 0; i < 2_000; i++) {
      int number = i;
      scheduler.after(i * 60 * MILLI, () -> socket.send(ByteBuffer.allocate(4).putInt(0, number)));
    }
    scheduler.runForMillis(130_000);
    assertThat(arrived.stream().distinct().count()).as("a tenth is lost").isBetween(1_750L, 1_850L);
    assertThat(arrived.size() - arrived.stream().distinct().count()).as("a twentieth is doubled").isBetween(60L, 120L);
    long overtaken = 0;
    for (int i = 1; i < arrived.size(); i++) {
      overtaken += arrived.get(i) < arrived.get(i - 1) ? 1 : 0;
    }
    assertThat(overtaken).as("a tenth is overtaken").isBetween(130L, 240L);
  }
}
