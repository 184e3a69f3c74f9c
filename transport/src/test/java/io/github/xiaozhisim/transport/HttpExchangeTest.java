package io.github.xiaozhisim.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.network.HttpListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.OpenFailure.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpExchangeTest {

  private static NettyTransport transport;

  @BeforeAll
  static void open() {
    transport = NettyTransport.open(TransportKind.AUTO, 1, TlsSettings.verified());
  }

  @AfterAll
  static void close() {
    transport.close();
  }

  /** An {@link HttpResponse} or an {@link OpenFailure}. */
  private static Object exchange(HttpRequest request) throws Exception {
    CompletableFuture<Object> end = new CompletableFuture<>();
    transport
        .scheduler(0)
        .execute(
            () -> {
              boolean[] inside = {true};
              transport
                  .network(0)
                  .http(
                      request,
                      new HttpListener() {
                        @Override
                        public void onResponse(HttpResponse response) {
                          end.complete(inside[0] ? "called from inside" : response);
                        }

                        @Override
                        public void onFailed(OpenFailure failure) {
                          end.complete(inside[0] ? "called from inside" : failure);
                        }
                      });
              inside[0] = false;
            });
    return end.get(10, TimeUnit.SECONDS);
  }

  private static Object get(String url, int timeoutMillis) throws Exception {
    return exchange(new HttpRequest("GET", URI.create(url), Map.of(), new byte[0], timeoutMillis));
  }

  private static Object getFrom(RawServer.Script script) throws Exception {
    try (RawServer server = new RawServer(script)) {
      return get(server.http(), 3_000);
    }
  }

  private static OpenFailure failureOf(Object end) {
    assertThat(end).isInstanceOf(OpenFailure.class);
    return (OpenFailure) end;
  }

  @Test
  void shouldPostInTheOrderGivenAndReadTheAnswer() throws Exception {
    CompletableFuture<String> asked = new CompletableFuture<>();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Device-Id", "02:00:00:00:00:01");
    headers.put("Client-Id", "c");
    headers.put("Content-Type", "application/json");
    byte[] body = "{\"小\":1}".getBytes(StandardCharsets.UTF_8);
    try (RawServer server =
        new RawServer(
            peer -> {
              String head = peer.head();
              asked.complete(head + new String(peer.in.readNBytes(body.length), StandardCharsets.UTF_8));
              peer.say("HTTP/1.1 201 Created\r\nX-Test: A\r\nx-test: B\r\nContent-Length: 2\r\n\r\nok");
              peer.rest();
            })) {
      Object end = exchange(new HttpRequest("POST", URI.create(server.http() + "ota/?v=2"), headers, body, 3_000));
      assertThat(asked.get(5, TimeUnit.SECONDS))
          .isEqualTo(
              "POST /ota/?v=2 HTTP/1.1\r\nhost: 127.0.0.1:" + server.port()
                  + "\r\nDevice-Id: 02:00:00:00:00:01\r\nClient-Id: c\r\nContent-Type: application/json\r\n"
                  + "Content-Length: " + body.length + "\r\nConnection: close\r\n\r\n{\"小\":1}");
      assertThat(end).isInstanceOf(HttpResponse.class);
      HttpResponse response = (HttpResponse) end;
      assertThat(response.status()).isEqualTo(201);
      assertThat(response.headers()).containsEntry("x-test", "A, B");
      assertThat(response.bodyText()).isEqualTo("ok");
    }
  }

  @Test
  void shouldReadChunkedAnswers() throws Exception {
    Object end =
        getFrom(
            peer -> {
              peer.head();
              peer.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
              peer.rest();
            });
    assertThat(((HttpResponse) end).bodyText()).isEqualTo("abcde");
  }

  @Test
  void shouldReadAnswersThatEndWithTheConnection() throws Exception {
    Object end =
        getFrom(
            peer -> {
              peer.head();
              peer.say("HTTP/1.0 404 Not Found\r\n\r\nnothing");
            });
    assertThat(((HttpResponse) end).status()).isEqualTo(404);
    assertThat(((HttpResponse) end).bodyText()).isEqualTo("nothing");
  }

  @Test
  void shouldTellThatNothingListens() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertThat(failureOf(get("http://127.0.0.1:" + port + "/", 3_000)).kind()).isEqualTo(Kind.REFUSED);
  }

  @Test
  void shouldTellThatTheServerClosedEarly() throws Exception {
    assertThat(failureOf(getFrom(RawServer.Peer::head)).kind()).isEqualTo(Kind.CLOSED_EARLY);
    assertThat(
            failureOf(
                    getFrom(
                        peer -> {
                          peer.head();
                          peer.say("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
                        }))
                .kind())
        .isEqualTo(Kind.CLOSED_EARLY);
  }

  @Test
  void shouldTellThatTheAnswerIsNotHttp() throws Exception {
    assertThat(failureOf(getFrom(peer -> {
      peer.say("SSH-2.0-OpenSSH_9.2\r\n\r\n");
      peer.rest();
    })).kind()).isEqualTo(Kind.NOT_HTTP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 1048577\r\n", "Transfer-Encoding: chunked\r\n", ""})
  void shouldRefuseAnswersOfMoreThanOneMebibyte(String header) throws Exception {
    OpenFailure failure =
        failureOf(
            getFrom(
                peer -> {
                  peer.head();
                  peer.say("HTTP/1.1 200 OK\r\n" + header + "\r\n");
                  boolean chunked = header.startsWith("T");
                  for (int i = 0; i < 1_100; i++) {
                    peer.say((chunked ? "400\r\n" : "") + "x".repeat(1024) + (chunked ? "\r\n" : ""));
                  }
                  peer.rest();
                }));
    assertThat(failure.kind()).isEqualTo(Kind.HTTP_ANSWER);
    assertThat(failure.detail()).contains("1 MiB");
  }

  @Test
  void shouldGiveUpInTime() throws Exception {
    try (RawServer server = new RawServer(peer -> {
      peer.say("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
      peer.rest();
    })) {
      OpenFailure failure = failureOf(get(server.http(), 150));
      assertThat(failure.kind()).isEqualTo(Kind.UPGRADE_TIMEOUT);
      assertThat(failure.detail()).contains("150 ms");
    }
  }

  @Test
  void shouldRefuseUrlsThatCannotBeUsed() throws Exception {
    assertThat(failureOf(get("ws://h/", 1_000)).kind()).isEqualTo(Kind.BAD_URL);
    assertThat(failureOf(get("http://u:p@h/", 1_000)).kind()).isEqualTo(Kind.BAD_URL);
  }

  @Test
  void shouldTellThatANameHasNoAddress() throws Exception {
    assertThat(failureOf(get("http://no-such-name.invalid/", 5_000)).kind()).isEqualTo(Kind.UNKNOWN_HOST);
  }

  @Test
  void shouldResolveANameOnceForAll() throws IOException {
    int[] lookups = new int[1];
    try (NameResolver resolver =
        new NameResolver(
            host -> {
              lookups[0]++;
              return new InetAddress[] {InetAddress.getByAddress(host, new byte[] {1, 2, 3, 4})};
            })) {
      var first = resolver.resolve("Voice.example");
      for (int i = 0; i < 100; i++) {
        assertThat(resolver.resolve("voice.example").join()).isEqualTo(first.join());
      }
      assertThat(lookups[0]).isEqualTo(1);
      assertThat(resolver.resolve("localhost").isDone()).isTrue();
      assertThat(resolver.resolve("10.1.2.3").join().getFirst().getHostAddress()).isEqualTo("10.1.2.3");
      assertThat(resolver.resolve("fe80::1").isDone()).isTrue();
      assertThat(lookups[0]).isEqualTo(1);
    }
  }
}
