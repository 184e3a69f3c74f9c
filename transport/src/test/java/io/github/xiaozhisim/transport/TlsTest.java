package io.github.xiaozhisim.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.hal.RecordingListener;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.HttpListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.OpenFailure.Kind;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

  @TempDir private static Path folder;
  private static TestCertificates certificates;
  private static TlsSettings.Server local;
  private static TlsSettings.Server elsewhere;
  private static NettyTransport trusting;

  private final RecordingListener client = new RecordingListener();

  @BeforeAll
  static void make() throws Exception {
    certificates = new TestCertificates(folder);
    local = certificates.server("local", "dns:localhost,ip:127.0.0.1");
    elsewhere = certificates.server("elsewhere", "dns:voice.example");
    trusting = NettyTransport.open(TransportKind.AUTO, 1, TlsSettings.withCa(certificates.ca()));
  }

  @AfterAll
  static void close() {
    trusting.close();
  }

  /** The whole contract once more, over TLS. */
  @Nested
  class Contract extends NettyWebSocketContract {
    @Override
    NettyTransport transport() {
      return trusting;
    }

    @Override
    NettyServer.Options options() {
      return NettyServer.Options.defaults().withTls(local);
    }
  }

  private final ServerEndpoint endpoint =
      new ServerEndpoint() {
        @Override
        public HttpResponse onHttp(HttpRequest request) {
          return HttpResponse.text(200, "over TLS");
        }

        @Override
        public UpgradeAnswer onUpgrade(HttpRequest request, Scheduler scheduler) {
          return new UpgradeAnswer.Accept(new RecordingListener());
        }
      };

  private void connect(NettyTransport transport, String url) {
    transport
        .scheduler(0)
        .execute(
            () ->
                transport
                    .network(0)
                    .openWebSocket(new WebSocketRequest(URI.create(url), Map.of(), 5_000, 3_000, 1 << 20), client));
    Waiting.until(() -> client.isOpen() || client.isOver());
  }

  private OpenFailure failure(TlsSettings settings, TlsSettings.Server tls, String host) throws Exception {
    try (NettyTransport transport = NettyTransport.open(TransportKind.AUTO, 1, settings);
        NettyServer server =
            NettyServer.bind(transport, "127.0.0.1", 0, endpoint, NettyServer.Options.defaults().withTls(tls))) {
      connect(transport, "wss://" + host + ":" + server.port() + "/");
      return client.failure;
    }
  }

  /** Whether each of four connections, one after the other, resumed a session. */
  private List<Boolean> resumed(TlsSettings settings) throws Exception {
    List<Boolean> resumed = new CopyOnWriteArrayList<>();
    try (NettyTransport transport = NettyTransport.open(TransportKind.AUTO, 1, settings);
        NettyServer server =
            NettyServer.bind(transport, "127.0.0.1", 0, endpoint, NettyServer.Options.defaults().withTls(local))) {
      transport
          .network(0)
          .onConnections(
              new ConnectionListener() {
                @Override
                public void onSecured(long nanos, boolean again) {
                  resumed.add(again);
                }
              });
      for (int i = 0; i < 4; i++) {
        RecordingListener each = new RecordingListener();
        URI uri = URI.create("wss://localhost:" + server.port() + "/");
        transport
            .scheduler(0)
            .execute(
                () ->
                    transport
                        .network(0)
                        .openWebSocket(new WebSocketRequest(uri, Map.of(), 5_000, 3_000, 1 << 20), each));
        Waiting.until(() -> each.isOpen() || each.isOver());
        long opened = System.currentTimeMillis();
        Waiting.until(() -> System.currentTimeMillis() > opened + 5); // sessions are told apart by the millisecond
      }
    }
    return resumed;
  }

  @Test
  void shouldMakeAFullHandshakeEachTimeAsBoardsDo() throws Exception {
    assertThat(resumed(TlsSettings.withCa(certificates.ca()))).containsExactly(false, false, false, false);
    assertThat(resumed(TlsSettings.withCa(certificates.ca()).withResumption(false))).hasSize(4).doesNotContain(true);
  }

  @Test
  void shouldResumeSessionsWhenAskedTo() throws Exception {
    assertThat(resumed(TlsSettings.withCa(certificates.ca()).withResumption(2)))
        .as("two sessions in turn")
        .containsExactly(false, false, true, true);
  }

  @Test
  void shouldRefuseACertificateOfAnUnknownAuthority() throws Exception {
    OpenFailure failure = failure(TlsSettings.verified(), local, "localhost");
    assertThat(failure.kind()).isEqualTo(Kind.TLS);
    assertThat(failure.detail()).contains("not signed by a known authority").contains("--ca");
  }

  @Test
  void shouldRefuseACertificateForAnotherName() throws Exception {
    OpenFailure failure = failure(TlsSettings.withCa(certificates.ca()), elsewhere, "localhost");
    assertThat(failure.kind()).isEqualTo(Kind.TLS);
    assertThat(failure.detail()).contains("for another host name");
  }

  @Test
  void shouldRefuseACertificateForAnotherAddress() throws Exception {
    OpenFailure failure = failure(TlsSettings.withCa(certificates.ca()), elsewhere, "127.0.0.1");
    assertThat(failure.kind()).isEqualTo(Kind.TLS);
    assertThat(failure.detail()).contains("for another host name");
  }

  @Test
  void shouldTakeAnyCertificateWhenToldTo() throws Exception {
    assertThat(failure(TlsSettings.insecure(), elsewhere, "localhost")).isNull();
    assertThat(client.events).contains("open");
  }

  @Test
  void shouldTellThatTheServerDoesNotSpeakTls() throws Exception {
    OpenFailure failure = failure(TlsSettings.verified(), null, "localhost");
    assertThat(failure.kind()).isEqualTo(Kind.TLS);
    assertThat(failure.detail()).contains("does not speak TLS");
  }

  @Test
  void shouldTellThatTheServerWantsTls() throws Exception {
    try (NettyServer server =
        NettyServer.bind(trusting, "127.0.0.1", 0, endpoint, NettyServer.Options.defaults().withTls(local))) {
      connect(trusting, "ws://localhost:" + server.port() + "/");
      assertThat(client.failure.kind()).isIn(Kind.NOT_HTTP, Kind.CLOSED_EARLY);
    }
  }

  @Test
  void shouldTellThatTheServerClosedDuringTheHandshake() throws Exception {
    try (RawServer server = new RawServer(peer -> peer.in.read())) {
      connect(trusting, server.ws().replace("ws://", "wss://"));
      assertThat(client.failure.kind()).isEqualTo(Kind.TLS);
      assertThat(client.failure.detail()).contains("during the TLS handshake");
    }
  }

  @Test
  void shouldGiveUpOnAHandshakeThatDoesNotEnd() throws Exception {
    try (RawServer server = new RawServer(RawServer.Peer::rest)) {
      URI uri = URI.create(server.ws().replace("ws://", "wss://"));
      trusting
          .scheduler(0)
          .execute(
              () ->
                  trusting.network(0).openWebSocket(new WebSocketRequest(uri, Map.of(), 200, 3_000, 1 << 20), client));
      Waiting.until(client::isOver);
      assertThat(client.failure.kind()).isEqualTo(Kind.CONNECT_TIMEOUT);
    }
  }

  @Test
  void shouldSpeakHttps() throws Exception {
    CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
    try (NettyServer server =
        NettyServer.bind(trusting, "127.0.0.1", 0, endpoint, NettyServer.Options.defaults().withTls(local))) {
      HttpRequest request =
          new HttpRequest("GET", URI.create("https://localhost:" + server.port() + "/"), Map.of(), new byte[0], 5_000);
      trusting.scheduler(0).execute(() -> trusting.network(0).http(request, new HttpListener() {
        @Override
        public void onResponse(HttpResponse response) {
          answer.complete(response);
        }

        @Override
        public void onFailed(OpenFailure failure) {
          answer.completeExceptionally(new IllegalStateException(failure.detail()));
        }
      }));
      assertThat(answer.get(5, TimeUnit.SECONDS).bodyText()).isEqualTo("over TLS");
    }
  }

  @Test
  void shouldSayWhatIsWrongWithFiles() throws Exception {
    Path missing = folder.resolve("missing.pem");
    assertThatThrownBy(() -> TlsSettings.withCa(missing)).hasMessage("CA file " + missing + " does not exist");
    Path garbage = Files.writeString(folder.resolve("garbage.pem"), "no certificate");
    assertThatThrownBy(() -> TlsSettings.withCa(garbage))
        .isInstanceOf(TlsSettings.TlsFileException.class)
        .hasMessageContaining("holds no certificate in PEM form");
    assertThatThrownBy(() -> TlsSettings.Server.fromPem(garbage, garbage))
        .isInstanceOf(TlsSettings.TlsFileException.class)
        .hasMessageContaining("cannot be used");
  }
}
