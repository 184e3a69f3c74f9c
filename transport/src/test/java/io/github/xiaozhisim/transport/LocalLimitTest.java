package io.github.xiaozhisim.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.HttpListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.UdpListener;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** This machine has no socket left to give. That is told like any other failure: soon, once, and on the loop. */
class LocalLimitTest {

  private record Told(OpenFailure failure, boolean onLoop) {}

  private final CompletableFuture<Told> told = new CompletableFuture<>();
  private final OpenSockets openSockets = new OpenSockets();
  private final NameResolver resolver = new NameResolver(InetAddress::getAllByName);
  private NettyTransport transport;
  private NettyNetwork network;

  @BeforeEach
  void open() {
    transport = NettyTransport.open(TransportKind.NIO, 1, TlsSettings.insecure());
    Bootstrap none =
        new Bootstrap()
            .channelFactory(
                () -> {
                  throw new ChannelException("Unable to create Channel", new IOException("Too many open files"));
                });
    network =
        new NettyNetwork(
            transport.scheduler(0),
            none,
            none,
            resolver,
            TlsSettings.insecure(),
            new Sources(List.of(), 0),
            openSockets);
  }

  @AfterEach
  void close() {
    resolver.close();
    transport.close();
  }

  private void tell(OpenFailure failure) {
    told.complete(new Told(failure, transport.scheduler(0).inScheduler()));
  }

  private void shouldTellOfTheLimit() throws Exception {
    Told first = told.get(5, TimeUnit.SECONDS);
    assertThat(first.failure().kind()).isEqualTo(OpenFailure.Kind.LOCAL_LIMIT);
    assertThat(first.failure().detail()).contains("ulimit -n");
    assertThat(first.onLoop()).isTrue();
    assertThat(openSockets.awaitNone(0)).as("sockets that never were").isZero();
  }

  @Test
  void shouldTellAWebSocketThatThereIsNoSocketForIt() throws Exception {
    // both addresses of the name fail
    WebSocketRequest request = new WebSocketRequest(URI.create("ws://localhost:9/"), Map.of(), 60_000, 60_000, 1 << 20);
    transport.scheduler(0).execute(() -> network.openWebSocket(request, new Client()));
    shouldTellOfTheLimit();
  }

  @Test
  void shouldTellAnHttpRequestThatThereIsNoSocketForIt() throws Exception {
    HttpRequest request = new HttpRequest("GET", URI.create("http://127.0.0.1:9/"), Map.of(), new byte[0], 60_000);
    HttpListener listener =
        new HttpListener() {
          @Override
          public void onResponse(HttpResponse response) {
            told.completeExceptionally(new AssertionError("an answer"));
          }

          @Override
          public void onFailed(OpenFailure failure) {
            tell(failure);
          }
        };
    transport.scheduler(0).execute(() -> network.http(request, listener));
    shouldTellOfTheLimit();
  }

  @Test
  void shouldTellAUdpSocketThatThereIsNone() throws Exception {
    UdpListener listener =
        new UdpListener() {
          @Override
          public void onFailed(OpenFailure failure) {
            tell(failure);
          }

          @Override
          public void onDatagram(ByteBuffer datagram) {}
        };
    transport.scheduler(0).execute(() -> network.openUdp("127.0.0.1", 9, listener));
    shouldTellOfTheLimit();
  }

  @Test
  void shouldTellOfItInAProcessThatReallyMayOpenNoMoreFiles() throws Exception {
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -n 128 && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                TooManySockets.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
    assertThat(said).contains("LOCAL_LIMIT on the loop: yes, others: 0, silent: 0, left: 0");
  }

  private final class Client implements WebSocketListener {
    @Override
    public void onFailed(OpenFailure failure) {
      tell(failure);
    }

    @Override
    public void onText(ByteBuffer utf8) {}

    @Override
    public void onBinary(ByteBuffer bytes) {}

    @Override
    public void onClosed(CloseReason reason) {}
  }
}
