package io.github.xiaozhisim.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.RecordingListener;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.OpenFailure.Kind;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WebSocketOpeningTest {

  private static NettyTransport transport;

  private final RecordingListener client = new RecordingListener();

  @BeforeAll
  static void open() {
    transport = NettyTransport.open(TransportKind.AUTO, 1, TlsSettings.verified());
  }

  @AfterAll
  static void close() {
    transport.close();
  }

  private void connect(String url, Map<String, String> headers, int connectMillis, int upgradeMillis) {
    transport
        .scheduler(0)
        .execute(
            () ->
                transport
                    .network(0)
                    .openWebSocket(
                        new WebSocketRequest(URI.create(url), headers, connectMillis, upgradeMillis, 1 << 20), client));
  }

  private OpenFailure failure(String url) {
    connect(url, Map.of(), 3_000, 3_000);
    Waiting.until(client::isOver);
    assertThat(client.events).hasSize(1);
    return client.failure;
  }

  private OpenFailure failure(RawServer.Script script) throws IOException {
    try (RawServer server = new RawServer(script)) {
      return failure(server.ws());
    }
  }

  @Test
  void shouldWriteTheRequestExactly() throws Exception {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Protocol-Version", "1");
    headers.put("Authorization", "Bearer test-token");
    headers.put("Device-Id", "02:00:00:00:00:01");
    try (RawServer server = recorder()) {
      connect(server.ws() + "xiaozhi/v1/?from=%C3%BC&x", headers, 3_000, 3_000);
      String head = server.heard.poll(5, TimeUnit.SECONDS);
      assertThat(head)
          .matches(
              "GET /xiaozhi/v1/\\?from=%C3%BC&x HTTP/1\\.1\r\n"
                  + "Host: 127\\.0\\.0\\.1:" + server.port() + "\r\n"
                  + "Authorization: Bearer test-token\r\n"
                  + "Connection: Upgrade\r\n"
                  + "Device-Id: 02:00:00:00:00:01\r\n"
                  + "Protocol-Version: 1\r\n"
                  + "Sec-WebSocket-Key: [A-Za-z0-9+/]{22}==\r\n"
                  + "Sec-WebSocket-Version: 13\r\n"
                  + "Upgrade: websocket\r\n"
                  + "\r\n");
      Waiting.until(client::isOpen);
      assertThat(client.headers).containsEntry("x-test", "Yes");
    }
  }

  private static RawServer recorder() throws IOException {
    RawServer[] self = new RawServer[1];
    self[0] =
        new RawServer(
            peer -> {
              self[0].heard.add(peer.head());
              peer.say(RawServer.UPGRADED);
              self[0].hold();
            });
    return self[0];
  }

  @Test
  void shouldLetTheCallerNameTheHost() throws Exception {
    try (RawServer server = recorder()) {
      connect(server.ws(), Map.of("host", "voice.example:8000"), 3_000, 3_000);
      assertThat(server.heard.poll(5, TimeUnit.SECONDS))
          .startsWith("GET / HTTP/1.1\r\nHost: voice.example:8000\r\nConnection")
          .doesNotContain("127.0.0.1");
    }
  }

  @Test
  void shouldTellThatNothingListens() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    OpenFailure failure = failure("ws://127.0.0.1:" + port + "/");
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure.detail()).isEqualTo("nothing listens at 127.0.0.1:" + port);
  }

  @Test
  void shouldTryTheOtherAddressOfLocalhost() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertThat(failure("ws://localhost:" + port + "/").kind()).isIn(Kind.REFUSED, Kind.UNREACHABLE);
  }

  @Test
  void shouldTellThatANameHasNoAddress() {
    OpenFailure failure = failure("ws://no-such-name.invalid/");
    assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN_HOST);
    assertThat(failure.detail()).contains("no-such-name.invalid");
  }

  @Test
  void shouldTellThatTheAddressCannotBeReached() {
    // The end of the IPv4 range: no machine has a route to it.
    assertThat(failure("ws://255.255.255.255:80/").kind()).isIn(Kind.UNREACHABLE, Kind.LOCAL_LIMIT);
  }

  @Test
  void shouldGiveUpConnectingInTime() throws IOException {
    // A full backlog: the kernel leaves further connections without an answer.
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var first = new java.net.Socket(full.getInetAddress(), full.getLocalPort());
        var second = new java.net.Socket(full.getInetAddress(), full.getLocalPort())) {
      assertThat(first.isConnected() && second.isConnected()).isTrue();
      connect("ws://127.0.0.1:" + full.getLocalPort() + "/", Map.of(), 200, 3_000);
      Waiting.until(client::isOver);
      assertThat(client.failure.kind()).isEqualTo(Kind.CONNECT_TIMEOUT);
    }
  }

  @Test
  void shouldGiveUpWaitingForTheUpgrade() throws IOException {
    try (RawServer server = new RawServer(peer -> peer.rest())) {
      connect(server.ws(), Map.of(), 3_000, 150);
      Waiting.until(client::isOver);
      assertThat(client.failure.kind()).isEqualTo(Kind.UPGRADE_TIMEOUT);
      assertThat(client.failure.detail()).contains("150 ms");
    }
  }

  @Test
  void shouldGiveUpWhenTheAnswerStopsHalfWay() throws IOException {
    try (RawServer server = new RawServer(peer -> {
      peer.head();
      peer.say("HTTP/1.1 101 Switching Proto");
      peer.rest();
    })) {
      connect(server.ws(), Map.of(), 3_000, 150);
      Waiting.until(client::isOver);
      assertThat(client.failure.kind()).isEqualTo(Kind.UPGRADE_TIMEOUT);
    }
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of(
            "200 with a page",
            "HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n<html><h1>Welcome to</h1>\n<b>nginx</b></html>",
            200,
            "ordinary web page; is this the WebSocket port and path? (it said: Welcome to nginx"),
        Arguments.of("200 without a length", "HTTP/1.1 200 OK\r\n\r\nhello", 200, "(it said: hello)"),
        Arguments.of(
            "chunked",
            "HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwrong\r\n0\r\n\r\n",
            400,
            "(it said: wrong)"),
        Arguments.of(
            "401", "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", 401, "the server wants a valid token"),
        Arguments.of("403", "HTTP/1.0 403 Forbidden\r\nContent-Length: 0\r\n\r\n", 403, "does not admit"),
        Arguments.of("404", "HTTP/1.1 404 Not Found\nContent-Length: 0\n\n", 404, "nothing at this path"),
        Arguments.of(
            "302",
            "HTTP/1.1 302 Found\r\nLocation: https://else.example/\r\nContent-Length: 0\r\n\r\n",
            302,
            "redirects to https://else.example/"),
        Arguments.of(
            "426",
            "HTTP/1.1 426 Upgrade Required\r\nUpgrade: h2c\r\nContent-Length: 0\r\n\r\n",
            426,
            "another protocol: h2c"),
        Arguments.of("503", "HTTP/1.1 503\r\nContent-Length: 0\r\n\r\n", 503, "overloaded or down"),
        Arguments.of("500", "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", 500, "the server failed"),
        Arguments.of("204", "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n", 204, "did not upgrade"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  void shouldTellWhatTheServerAnsweredInstead(String name, String answer, int status, String detail)
      throws IOException {
    OpenFailure failure = failure(peer -> {
      peer.head();
      peer.say(answer);
      peer.rest();
    });
    assertThat(failure.kind()).isEqualTo(Kind.HTTP_ANSWER);
    assertThat(failure.httpStatus()).isEqualTo(status);
    assertThat(failure.detail()).contains(detail);
  }

  static Stream<Arguments> notHttp() {
    return Stream.of(
        Arguments.of("SSH-2.0-OpenSSH_9.2\r\n", "it said: SSH-2.0-OpenSSH_9.2"),
        Arguments.of("\u0015\u0003\u0001\u0000\u0002\u0002F", "does the URL need wss://?"),
        Arguments.of("\u0000\u0000\u0001", "does not speak HTTP"),
        Arguments.of("HTTP/nonsense\r\n\r\n", "does not speak HTTP"),
        Arguments.of("HTTX", "it said: HTTX"));
  }

  @ParameterizedTest
  @MethodSource("notHttp")
  void shouldTellThatTheAnswerIsNotHttp(String answer, String detail) throws IOException {
    OpenFailure failure = failure(peer -> {
      peer.say(answer);
      peer.rest();
    });
    assertThat(failure.kind()).isEqualTo(Kind.NOT_HTTP);
    assertThat(failure.detail()).contains(detail);
  }

  @Test
  void shouldNotReadAnEndlessHead() throws IOException {
    assertThat(failure(peer -> {
      peer.head();
      peer.say("HTTP/1.1 101 OK\r\n");
      for (int i = 0; i < 1_000; i++) {
        peer.say("X-" + i + ": " + "x".repeat(100) + "\r\n");
      }
      peer.rest();
    }).kind()).isEqualTo(Kind.NOT_HTTP);
  }

  @Test
  void shouldTellThatTheServerClosedEarly() throws IOException {
    OpenFailure failure = failure(RawServer.Peer::head);
    assertThat(failure.kind()).isEqualTo(Kind.CLOSED_EARLY);
    assertThat(failure.detail()).endsWith("closed TCP before answering the upgrade");
  }

  @Test
  void shouldTellThatTheServerResetEarly() throws IOException {
    OpenFailure failure = failure(peer -> {
      peer.head();
      peer.reset();
    });
    assertThat(failure.kind()).isEqualTo(Kind.CLOSED_EARLY);
  }

  @Test
  void shouldRefuseHeadersThatWouldBreakTheRequest() {
    connect("ws://127.0.0.1:1/", Map.of("Device-Id", "a\r\nX-Evil: 1"), 3_000, 3_000);
    Waiting.until(client::isOver);
    assertThat(client.failure.kind()).isEqualTo(Kind.BAD_URL);
    assertThat(client.failure.detail()).contains("Device-Id");
  }

  @Test
  void shouldProcessFramesThatCameWithTheAnswer() throws Exception {
    byte[] frames = {(byte) 0x81, 2, 'h', 'i', (byte) 0x82, 3, 1, 2, 3, (byte) 0x81, 5, 'h', 'a'};
    try (RawServer server = new RawServer(peer -> {
      peer.upgrade(frames);
      peer.say("lf!");
      peer.rest();
    })) {
      connect(server.ws(), Map.of(), 3_000, 3_000);
      Waiting.until(() -> client.events.size() >= 4);
      assertThat(client.events).containsExactly("open", "text:hi", "binary:3", "text:half!");
    }
  }

  @Test
  void shouldUnderstandAnAnswerThatComesByteByByte() throws Exception {
    try (RawServer server = new RawServer(peer -> {
      peer.socket.setTcpNoDelay(true);
      peer.head();
      for (char one : (RawServer.UPGRADED + "\u0001\u0001h").toCharArray()) {
        peer.say(String.valueOf(one));
      }
      peer.say(new byte[] {(byte) 0x80, 1, 'i'});
      peer.rest();
    })) {
      connect(server.ws(), Map.of(), 3_000, 3_000);
      Waiting.until(() -> client.events.size() >= 2);
      assertThat(client.events).containsExactly("open", "text:hi");
    }
  }

  @Test
  void shouldReachIpv6Literals() throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        java.nio.file.Files.exists(java.nio.file.Path.of("/proc/net/if_inet6")));
    try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getByName("::1"))) {
      Thread.ofPlatform().daemon().start(() -> {
        try (var socket = listening.accept()) {
          RawServer.Peer peer = new RawServer.Peer(socket);
          peer.upgrade(new byte[] {(byte) 0x81, 0});
          peer.rest();
        } catch (IOException over) {
          // the test is over
        }
      });
      connect("ws://[::1]:" + listening.getLocalPort() + "/", Map.of(), 3_000, 3_000);
      Waiting.until(() -> client.events.size() >= 2);
      assertThat(client.events).containsExactly("open", "text:");
    }
  }
}
