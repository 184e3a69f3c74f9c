package io.github.xiaozhisim.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.RecordingListener;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A client's open connection against a peer that does exactly what it is told. */
@ParameterizedClass
@EnumSource(value = TransportKind.class, names = {"AUTO", "NIO"})
class WebSocketChannelTest {

  private final NettyTransport transport;
  private final RecordingListener client = new RecordingListener();
  private final CompletableFuture<byte[]> received = new CompletableFuture<>();
  private final AtomicReference<Throwable> error = new AtomicReference<>();

  WebSocketChannelTest(TransportKind kind) {
    transport = NettyTransport.open(kind, 1, TlsSettings.verified());
  }

  @BeforeEach
  void hearErrors() {
    transport.scheduler(0).onError(error::set);
  }

  @AfterEach
  void close() {
    transport.close();
  }

  private WebSocketConnection connect(RawServer server) {
    return connect(new WebSocketRequest(URI.create(server.ws()), Map.of(), 3_000, 3_000, 100_000));
  }

  private WebSocketConnection connect(WebSocketRequest request) {
    WebSocketConnection connection =
        Waiting.on(transport.scheduler(0), () -> transport.network(0).openWebSocket(request, client));
    Waiting.until(() -> client.isOpen() || client.isOver());
    return connection;
  }

  private void onLoop(Runnable action) {
    Waiting.on(
        transport.scheduler(0),
        () -> {
          action.run();
          return true;
        });
  }

  /** Says {@code hex} after the upgrade and keeps what comes back until the client closes. */
  private RawServer saying(String hex) throws Exception {
    return new RawServer(
        peer -> {
          peer.upgrade(HexFormat.of().parseHex(hex));
          received.complete(peer.rest());
        });
  }

  /** The one frame that came back, unmasked, as {@code first byte, payload}. */
  private static String unmask(byte[] frame) {
    int length = frame[1] & 0x7f;
    byte[] payload = Arrays.copyOfRange(frame, 6, 6 + length);
    Frames.mask(payload, 0, length, ByteBuffer.wrap(frame, 2, 4).getInt());
    assertThat(frame).hasSize(6 + length);
    assertThat(frame[1] & 0x80).as("a client masks").isNotZero();
    return HexFormat.of().formatHex(frame, 0, 1) + " " + HexFormat.of().formatHex(payload);
  }

  private String answer() throws Exception {
    return unmask(received.get(5, TimeUnit.SECONDS));
  }

  @Test
  void shouldAnswerACloseFrameAndThenCloseTcp() throws Exception {
    try (RawServer server = saying("8805" + "0fa1" + "627965")) {
      connect(server);
      Waiting.until(client::isOver);
      assertThat(client.closed).isEqualTo(new CloseReason(CloseReason.Kind.CLOSE_FRAME, 4001, "bye"));
      assertThat(answer()).isEqualTo("88 0fa1");
    }
  }

  /** Conformance case W25. */
  @Test
  void shouldNeitherAnswerACloseFrameNorHangUpInTheFirmwaresManner() throws Exception {
    try (RawServer server = saying("8802" + "03e8" + "8101" + "78")) {
      WebSocketConnection connection =
          connect(
              new WebSocketRequest(
                  URI.create(server.ws()), Map.of(), 3_000, 3_000, 100_000, WebSocketRequest.Manner.FIRMWARE));
      Waiting.until(() -> client.events.contains("text:x"));
      assertThat(client.closed).isEqualTo(new CloseReason(CloseReason.Kind.CLOSE_FRAME, 1000, ""));
      assertThat(connection.isOpen()).isFalse();
      assertThat(received).as("TCP is up").isNotDone();
      onLoop(connection::drop);
      assertThat(received.get(5, TimeUnit.SECONDS)).isEmpty();
    }
  }

  @Test
  void shouldAnswerACloseFrameWithoutACode() throws Exception {
    try (RawServer server = saying("8800")) {
      connect(server);
      Waiting.until(client::isOver);
      assertThat(client.closed.code()).isEqualTo(1005);
      assertThat(answer()).isEqualTo("88 ");
    }
  }

  @Test
  void shouldCloseWith1002WhenTheServerBreaksARule() throws Exception {
    try (RawServer server = saying("8300" + "810141")) {
      connect(server);
      Waiting.until(client::isOver);
      assertThat(client.events).containsExactly("open", "closed:PROTOCOL_ERROR:1002");
      assertThat(client.closed.detail()).contains("opcode 3");
      assertThat(answer()).startsWith("88 03ea");
    }
  }

  @Test
  void shouldCloseWith1009WhenTheMessageIsTooLong() throws Exception {
    try (RawServer server = saying("827f00000000000186a1")) {
      connect(server);
      Waiting.until(client::isOver);
      assertThat(client.events).containsExactly("open", "closed:PROTOCOL_ERROR:1009");
      assertThat(answer()).startsWith("88 03f1");
    }
  }

  @Test
  void shouldAnswerAPingWithItsPayload() throws Exception {
    try (RawServer server =
        new RawServer(
            peer -> {
              peer.upgrade(new byte[] {(byte) 0x89, 3, 1, 2, 3});
              received.complete(peer.in.readNBytes(9));
            })) {
      connect(server);
      assertThat(answer()).isEqualTo("8a 010203");
    }
  }

  @Test
  void shouldTellAnEndWithoutACloseFrame() throws Exception {
    try (RawServer server = new RawServer(peer -> peer.upgrade(new byte[] {(byte) 0x81, 1, 'a', (byte) 0x81, 5}))) {
      connect(server);
      Waiting.until(client::isOver);
      assertThat(client.events).containsExactly("open", "text:a", "closed:END_OF_STREAM:1006");
    }
  }

  @Test
  void shouldTellAReset() throws Exception {
    try (RawServer server =
        new RawServer(
            peer -> {
              peer.upgrade(new byte[0]);
              peer.in.read();
              peer.reset();
            })) {
      WebSocketConnection connection = connect(server);
      onLoop(() -> connection.sendText("go"));
      Waiting.until(client::isOver);
      assertThat(client.events).containsExactly("open", "closed:RESET:1006");
      assertThat(client.closed.detail()).containsIgnoringCase("reset");
    }
  }

  @Test
  void shouldTellWhenAWriteFails() throws Exception {
    Payload big = Payload.shared(new byte[60_000]);
    try (RawServer server =
        new RawServer(
            peer -> {
              peer.upgrade(new byte[0]);
              peer.in.read();
              peer.reset();
            })) {
      WebSocketConnection connection = connect(server);
      Waiting.until(
          () -> {
            onLoop(() -> connection.sendBinary(big));
            return client.isOver();
          });
      assertThat(client.events).hasSize(2);
      assertThat(client.closed.kind()).isIn(CloseReason.Kind.RESET, CloseReason.Kind.END_OF_STREAM);
      assertThat(connection.isOpen()).isFalse();
    }
  }

  @Test
  void shouldCloseTcpWhenThePeerDoesNotAnswerTheCloseFrame() throws Exception {
    try (RawServer server =
        new RawServer(
            peer -> {
              peer.upgrade(new byte[0]);
              received.complete(peer.rest());
            })) {
      WebSocketConnection connection = connect(server);
      onLoop(() -> connection.close(1000, "x".repeat(122) + "ü"));
      Waiting.until(client::isOver);
      assertThat(client.closed.kind()).isEqualTo(CloseReason.Kind.LOCAL);
      assertThat(answer()).as("the reason is cut at a whole character").isEqualTo("88 03e8" + "78".repeat(122));
      assertThat(Waiting.<Integer>on(transport.scheduler(0), transport.scheduler(0)::armedTimers)).isZero();
    }
  }

  @Test
  void shouldSendTheSameSharedFrameEveryTimeAndFreshMasksOtherwise() throws Exception {
    byte[] words = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    try (RawServer server = saying("")) {
      WebSocketConnection connection = connect(server);
      Payload shared = Payload.shared(words);
      onLoop(
          () -> {
            connection.sendBinary(shared);
            connection.sendBinary(shared);
            connection.sendBinary(Payload.once(words));
            connection.sendBinary(Payload.once(words));
            connection.drop();
          });
      byte[] all = received.get(5, TimeUnit.SECONDS);
      assertThat(all).hasSize(4 * 16);
      byte[][] frames = new byte[4][];
      for (int i = 0; i < 4; i++) {
        frames[i] = Arrays.copyOfRange(all, i * 16, i * 16 + 16);
        assertThat(unmask(frames[i])).isEqualTo("82 0102030405060708090a");
      }
      assertThat(frames[0]).isEqualTo(frames[1]);
      assertThat(frames[2]).isNotEqualTo(frames[3]);
    }
  }

  @Test
  void shouldKeepTheOrderOfWhatIsSentInOneTick() throws Exception {
    byte[] words = {1, 2, 3};
    try (RawServer server = saying("")) {
      WebSocketConnection connection = connect(server);
      Payload shared = Payload.shared(words);
      inATick(
          () -> {
            connection.sendBinary(shared);
            connection.sendText("a");
            connection.sendBinary(shared);
            connection.sendBinary(shared);
            connection.drop();
          });
      byte[] all = received.get(5, TimeUnit.SECONDS);
      assertThat(all).hasSize(9 + 7 + 9 + 9);
      assertThat(unmask(Arrays.copyOfRange(all, 0, 9))).isEqualTo("82 010203");
      assertThat(unmask(Arrays.copyOfRange(all, 9, 16))).isEqualTo("81 61");
      assertThat(unmask(Arrays.copyOfRange(all, 16, 25))).isEqualTo("82 010203");
      assertThat(unmask(Arrays.copyOfRange(all, 25, 34))).isEqualTo("82 010203");
    }
  }

  /** More than leave together; each once. */
  @Test
  void shouldSendEveryFrameOfACrowdedTick() throws Exception {
    int frames = 3 * WriteBatch.CAPACITY + 1;
    CompletableFuture<Integer> heard = new CompletableFuture<>();
    try (RawServer server =
        new RawServer(
            peer -> {
              peer.upgrade(new byte[0]);
              heard.complete(peer.in.readAllBytes().length);
            })) {
      WebSocketConnection connection = connect(server);
      Payload shared = Payload.shared(new byte[] {1, 2, 3});
      inATick(
          () -> {
            for (int i = 0; i < frames; i++) {
              connection.sendBinary(shared);
            }
            connection.drop();
          });
      assertThat(heard.get(5, TimeUnit.SECONDS)).isEqualTo(frames * 9);
    }
  }

  private void inATick(Runnable action) throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    transport
        .scheduler(0)
        .execute(
            () ->
                transport
                    .scheduler(0)
                    .after(
                        1_000_000,
                        () -> {
                          action.run();
                          done.complete(null);
                        }));
    done.get(5, TimeUnit.SECONDS);
  }

  @Test
  void shouldHoldBackAndGoOnWithASlowReader() throws Exception {
    byte[] bytes = new byte[50_000];
    Arrays.fill(bytes, (byte) 7);
    Payload big = Payload.shared(bytes);
    Payload small = Payload.shared(new byte[] {1, 2, 3});
    CompletableFuture<Integer> expected = new CompletableFuture<>();
    try (RawServer server =
        new RawServer(
            peer -> {
              peer.upgrade(new byte[0]);
              received.complete(peer.in.readNBytes(expected.get(10, TimeUnit.SECONDS)));
            })) {
      WebSocketConnection connection = connect(server);
      int[] sent = new int[1];
      onLoop(
          () -> {
            while (connection.writable()) {
              connection.sendBinary(big);
              connection.sendBinary(small);
              sent[0]++;
            }
          });
      assertThat(client.writableCalls).isZero();
      expected.complete(sent[0] * (50_008 + 9) + 9);
      Waiting.until(() -> client.writableCalls > 0);
      onLoop(
          () -> {
            assertThat(connection.writable()).isTrue();
            connection.sendBinary(small);
          });
      byte[] all = received.get(8, TimeUnit.SECONDS);
      assertThat(all).hasSize(sent[0] * (50_008 + 9) + 9);
      ByteBuffer wire = ByteBuffer.wrap(all);
      for (int i = 0; i < sent[0]; i++) {
        assertThat(wire.get(i * 50_017)).isEqualTo((byte) 0x82);
        byte[] payload = Arrays.copyOfRange(all, i * 50_017 + 8, i * 50_017 + 50_008);
        Frames.mask(payload, 0, payload.length, wire.getInt(i * 50_017 + 4));
        assertThat(payload).isEqualTo(bytes);
      }
    }
  }

  @Test
  void shouldReportWhatAListenerThrowsAndGoOn() throws Exception {
    client.whenOpen(peer -> { throw new IllegalStateException("on purpose"); });
    try (RawServer server = saying("810141" + "8800")) {
      connect(server);
      Waiting.until(client::isOver);
      assertThat(client.events).containsExactly("open", "text:A", "closed:CLOSE_FRAME:1005");
      assertThat(error.get()).hasMessage("on purpose");
    }
  }

  @Test
  void shouldHearNothingAfterADropInsideACall() throws Exception {
    client.whenOpen(WebSocketConnection::drop);
    try (RawServer server = saying("810141" + "810142")) {
      connect(server);
      assertThat(received.get(5, TimeUnit.SECONDS)).isEmpty();
      assertThat(client.events).containsExactly("open");
    }
  }

  @Test
  void shouldLeaveNoTimerBehind() throws Exception {
    try (RawServer server = saying("8800")) {
      connect(server);
      Waiting.until(client::isOver);
      received.get(5, TimeUnit.SECONDS);
      Waiting.until(() -> Waiting.<Integer>on(transport.scheduler(0), transport.scheduler(0)::armedTimers) == 0);
    }
  }
}
