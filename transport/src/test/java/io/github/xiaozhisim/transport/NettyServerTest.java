package io.github.xiaozhisim.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.hal.RecordingListener;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NettyServerTest {

  private static final String UPGRADE =
      "GET /ws HTTP/1.1\r\nHost: h\r\nUpgrade: WebSocket\r\nConnection: keep-alive, Upgrade\r\n"
          + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";

  private static NettyTransport transport;

  private final RecordingListener device = new RecordingListener();
  private final ServerEndpoint endpoint =
      new ServerEndpoint() {
        @Override
        public HttpResponse onHttp(HttpRequest request) {
          if (request.uri().getPath().equals("/throw")) {
            throw new IllegalStateException("on purpose");
          }
          return HttpResponse.text(
              200,
              request.method()
                  + " "
                  + request.uri()
                  + " "
                  + request.headers().get("x-a")
                  + " "
                  + new String(request.body(), StandardCharsets.UTF_8));
        }

        @Override
        public UpgradeAnswer onUpgrade(HttpRequest request, Scheduler scheduler) {
          assertThat(scheduler.inScheduler()).isTrue();
          return new UpgradeAnswer.Accept(device);
        }
      };

  @BeforeAll
  static void open() {
    transport = NettyTransport.open(TransportKind.AUTO, 2, TlsSettings.verified());
  }

  @AfterAll
  static void close() {
    transport.close();
  }

  private static RawServer.Peer connect(NettyServer server) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(10_000);
    return new RawServer.Peer(socket);
  }

  /** Who the other side of a client's connection is. */
  private static List<String> callers(TransportKind kind, String... sources) throws Exception {
    List<InetAddress> from = Stream.of(sources).map(InetAddress::ofLiteral).toList();
    List<String> callers = new CopyOnWriteArrayList<>();
    try (NettyTransport clients = NettyTransport.open(kind, 1, TlsSettings.verified(), from);
        ServerSocket server = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"))) {
      for (int i = 0; i < 4; i++) {
        URI uri = URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/");
        clients
            .scheduler(0)
            .execute(
                () ->
                    clients
                        .network(0)
                        .openWebSocket(
                            new WebSocketRequest(uri, Map.of(), 5_000, 3_000, 1 << 20), new RecordingListener()));
        try (Socket accepted = server.accept()) {
          callers.add(accepted.getInetAddress().getHostAddress());
        }
      }
    }
    return callers;
  }

  @ParameterizedTest
  @EnumSource(value = TransportKind.class, names = {"AUTO", "NIO"})
  @EnabledOnOs(OS.LINUX)
  void shouldConnectFromTheGivenAddressesInTurn(TransportKind kind) throws Exception {
    assertThat(callers(kind, "127.0.0.2", "::1", "127.0.0.3"))
        .as("addresses of the other kind are passed over")
        .containsExactly("127.0.0.2", "127.0.0.3", "127.0.0.2", "127.0.0.3");
    assertThat(callers(kind)).containsOnly("127.0.0.1");
  }

  private String exchange(NettyServer server, String request) throws IOException {
    RawServer.Peer peer = connect(server);
    peer.say(request);
    return new String(peer.rest(), StandardCharsets.UTF_8);
  }

  @Test
  void shouldAnswerHttp() throws Exception {
    try (NettyServer server = NettyServer.bind(transport, "127.0.0.1", 0, endpoint)) {
      String answer =
          exchange(
              server,
              "POST /ota/?a=1 HTTP/1.1\r\nHost: h\r\nX-A: b\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi");
      assertThat(answer)
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("content-type: text/plain; charset=utf-8\r\n")
          .endsWith("\r\n\r\nPOST /ota/?a=1 b hi");
    }
  }

  @Test
  void shouldAnswerSeveralRequestsOfOneConnection() throws Exception {
    try (NettyServer server = NettyServer.bind(transport, "127.0.0.1", 0, endpoint)) {
      String one = "GET /1 HTTP/1.1\r\nHost: h\r\n\r\n";
      String last = "GET /2 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
      assertThat(exchange(server, one + last)).contains("GET /1 null ").endsWith("GET /2 null ");
    }
  }

  @Test
  void shouldAnswer500WhenTheEndpointThrows() throws Exception {
    try (NettyServer server = NettyServer.bind(transport, "127.0.0.1", 0, endpoint)) {
      assertThat(exchange(server, "GET /throw HTTP/1.1\r\nHost: h\r\n\r\n")).startsWith("HTTP/1.1 500 ");
    }
  }

  @Test
  void shouldRefuseWhatIsNotHttp() throws Exception {
    try (NettyServer server = NettyServer.bind(transport, "127.0.0.1", 0, endpoint)) {
      assertThat(exchange(server, "nonsense\r\n\r\n")).startsWith("HTTP/1.1 400 ");
      assertThat(exchange(server, "GET /a|b{ HTTP/1.1\r\nHost: h\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void shouldRefuseUpgradesThatAreNotWebSocket13() throws Exception {
    try (NettyServer server = NettyServer.bind(transport, "127.0.0.1", 0, endpoint)) {
      assertThat(exchange(server, UPGRADE.replace("Version: 13", "Version: 8")))
          .startsWith("HTTP/1.1 426 ").contains("sec-websocket-version: 13");
      assertThat(exchange(server, UPGRADE.replaceAll("Sec-WebSocket-Key[^\r]*\r\n", ""))).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void shouldUpgradeAndTakeFramesSentTooEarly() throws Exception {
    try (NettyServer server = NettyServer.bind(transport, "127.0.0.1", 0, endpoint)) {
      RawServer.Peer peer = connect(server);
      byte[] request = UPGRADE.getBytes(StandardCharsets.US_ASCII);
      byte[] frames = HexFormat.of().parseHex("818100000000" + "61" + "8282");
      byte[] all = java.util.Arrays.copyOf(request, request.length + frames.length);
      System.arraycopy(frames, 0, all, request.length, frames.length);
      peer.say(all);
      String head = peer.head();
      assertThat(head)
          .startsWith("HTTP/1.1 101 ")
          .contains("Upgrade: websocket\r\nConnection: Upgrade\r\n")
          .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n");
      peer.say(HexFormat.of().parseHex("00000000" + "0102"));
      Waiting.until(() -> device.events.size() >= 3);
      assertThat(device.events).containsExactly("open", "text:a", "binary:2");
      peer.reset();
      Waiting.until(device::isOver);
      assertThat(device.closed.code()).isEqualTo(1006);
    }
  }

  @Test
  void shouldCloseWith1002WhenAClientDoesNotMask() throws Exception {
    try (NettyServer server = NettyServer.bind(transport, "127.0.0.1", 0, endpoint)) {
      RawServer.Peer peer = connect(server);
      peer.say(UPGRADE);
      peer.head();
      peer.say(new byte[] {(byte) 0x81, 1, 'a'});
      byte[] rest = peer.rest();
      assertThat(rest).startsWith(0x88).hasSizeGreaterThan(4);
      assertThat((rest[2] << 8) | (rest[3] & 0xff)).isEqualTo(1002);
      Waiting.until(device::isOver);
      assertThat(device.closed.detail()).contains("without a mask");
    }
  }

  @Test
  void shouldTellThatThePortIsInUse() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      assertThatThrownBy(() -> NettyServer.bind(transport, "127.0.0.1", port, endpoint))
          .isInstanceOf(BindFailure.class)
          .hasMessage(
              "port "
                  + port
                  + " on 127.0.0.1 is in use by another program; stop that one, or choose another port (0: any free "
                  + "one)");
    }
  }

  @Test
  void shouldTellThatTheAddressIsNotOfThisMachine() {
    assertThatThrownBy(() -> NettyServer.bind(transport, "192.0.2.1", 0, endpoint))
        .isInstanceOf(BindFailure.class)
        .hasMessageContaining("192.0.2.1 is no address of this machine");
    assertThatThrownBy(() -> NettyServer.bind(transport, "no-such-name.invalid", 0, endpoint))
        .isInstanceOf(BindFailure.class)
        .hasMessageContaining("no-such-name.invalid is no address");
  }

  @Test
  void shouldBindTheSamePortAgainAtOnce() throws Exception {
    int port;
    try (NettyServer server = NettyServer.bind(transport, "127.0.0.1", 0, endpoint)) {
      port = server.port();
      exchange(server, "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    }
    try (NettyServer again = NettyServer.bind(transport, "127.0.0.1", port, endpoint)) {
      assertThat(again.port()).isEqualTo(port);
    }
  }

  @Test
  void shouldTurnAwayConnectionsAboveTheLimit() throws Exception {
    NettyServer.Options one = NettyServer.Options.defaults().withMaxConnections(1);
    try (NettyServer server = NettyServer.bind(transport, "127.0.0.1", 0, endpoint, one)) {
      RawServer.Peer first = connect(server);
      first.say("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
      first.head();
      RawServer.Peer second = connect(server);
      assertThat(second.in.read()).isEqualTo(-1);
      assertThat(server.turnedAway()).isEqualTo(1);
      first.socket.close();
      Waiting.until(() -> server.connections() == 0);
    }
  }

  @Test
  void shouldCloseEveryWebSocketWith1001WhenItCloses() throws Exception {
    NettyServer server = NettyServer.bind(transport, "127.0.0.1", 0, endpoint);
    RawServer.Peer peer = connect(server);
    RawServer.Peer idle = connect(server);
    peer.say(UPGRADE);
    peer.head();
    Waiting.until(() -> device.isOpen() && server.connections() == 2);
    Thread closing = Thread.ofVirtual().start(server::close);
    byte[] close = peer.in.readNBytes(4);
    assertThat(close).startsWith(0x88);
    assertThat((close[2] << 8) | (close[3] & 0xff)).isEqualTo(1001);
    peer.socket.close();
    assertThat(idle.in.read()).isEqualTo(-1);
    closing.join(5_000);
    assertThat(closing.isAlive()).isFalse();
    assertThat(server.connections()).isZero();
    assertThatThrownBy(() -> connect(server)).isInstanceOf(IOException.class);
  }
}
