package io.github.xiaozhisim.device.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.TestBoard;
import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.device.protocol.Dialect;
import io.github.xiaozhisim.device.protocol.XiaozhiDialect;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketChannelTest {

  private static final String HELLO =
      "{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"s1\","
          + "\"audio_params\":{\"sample_rate\":16000,\"frame_duration\":20}}";

  private final SimScheduler scheduler = new SimScheduler();
  private final TestBoard board = new TestBoard(scheduler);
  private final List<Wire> wires = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private DeviceConfig config = DeviceConfig.defaults();

  @BeforeEach
  void plugIn() {
    board.settings.putString("websocket", "url", "ws://h/v1/");
    board.network =
        new TestBoard.NoNetwork() {
          @Override
          public WebSocketConnection openWebSocket(WebSocketRequest request, WebSocketListener listener) {
            Wire wire = new Wire(request, listener);
            wires.add(wire);
            return wire;
          }
        };
  }

  // ---- opening -----------------------------------------------------------------------------------------------------

  @Test
  void shouldAskForWhatTheSettingsSayAtEveryOpening() {
    config = config.withTimeouts(3_000, 4_000).withExtraHeaders(Map.of("X-Test", "1"));
    WebSocketChannel channel = channel();
    channel.open();
    board.settings.putString("websocket", "url", "wss://other:8443/p?a=b");
    board.settings.putString("websocket", "token", "t");
    board.settings.putInt("websocket", "version", 3);
    channel.open();

    assertThat(wires.get(0).request.uri()).hasToString("ws://h/v1/");
    assertThat(wires.get(0).request.headers())
        .containsEntry("Protocol-Version", "1")
        .doesNotContainKey("Authorization");
    assertThat(wires.get(0).dropped).isTrue();
    assertThat(wires.get(1).request.uri()).hasToString("wss://other:8443/p?a=b");
    assertThat(wires.get(1).request.headers())
        .containsEntry("Protocol-Version", "3")
        .containsEntry("Authorization", "Bearer t")
        .containsEntry("X-Test", "1");
    assertThat(wires.get(1).request.connectTimeoutMillis()).isEqualTo(3_000);
    assertThat(wires.get(1).request.upgradeTimeoutMillis()).isEqualTo(3_000);
    assertThat(wires.get(1).request.maxMessageBytes()).isEqualTo(1 << 20);
  }

  @Test
  void shouldBeOpenWhenBothHaveSaidHello() {
    WebSocketChannel channel = channel();
    channel.open();
    assertThat(events).isEmpty();
    wire().open();
    assertThat(wire().sent.get(0)).startsWith("{\"type\":\"hello\",\"version\":1,");
    assertThat(events).containsExactly("connected", "sent hello " + wire().sent.get(0).length());
    assertThat(channel.isOpen()).isFalse();

    wire().text(HELLO);
    assertThat(events).endsWith("message hello", "opened");
    assertThat(channel.isOpen()).isTrue();
    assertThat(channel.serverSampleRateHz()).isEqualTo(16_000);
    assertThat(channel.serverFrameMillis()).isEqualTo(20);
  }

  @Test
  void shouldFailWithoutAnAddressAndWithOneThatIsNone() {
    board.settings.remove("websocket", "url");
    WebSocketChannel channel = channel();
    channel.open();
    assertThat(events).isEmpty(); // never from inside
    scheduler.runForMillis(1);
    assertThat(events).containsExactly("failed NO_SERVER");

    board.settings.putString("websocket", "url", "ws://a b");
    channel.open();
    scheduler.runForMillis(1);
    assertThat(events).containsExactly("failed NO_SERVER", "failed NO_SERVER");
    assertThat(wires).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(OpenFailure.Kind.class)
  void shouldTellAtWhichStageItFailed(OpenFailure.Kind kind) {
    WebSocketChannel channel = channel();
    channel.open();
    wire().listener.onFailed(new OpenFailure(kind, "why"));

    String stage =
        switch (kind) {
          case BAD_URL -> "NO_SERVER";
          case LOCAL_LIMIT -> "LOCAL";
          case UNKNOWN_HOST, REFUSED, UNREACHABLE, CONNECT_TIMEOUT, TLS -> "CONNECT";
          case HTTP_ANSWER, NOT_HTTP, UPGRADE_TIMEOUT, CLOSED_EARLY, MQTT_REFUSED, NOT_MQTT, MQTT_TIMEOUT -> "UPGRADE";
        };
    assertThat(events).containsExactly("failed " + stage);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void shouldGiveUpWhenTheHelloDoesNotComeInTimeAndDropTheConnection() {
    WebSocketChannel channel = channel();
    channel.open();
    wire().open();
    scheduler.runForMillis(9_999);
    assertThat(events).doesNotContain("failed HELLO_TIMEOUT");
    scheduler.runForMillis(1);

    assertThat(events).endsWith("failed HELLO_TIMEOUT");
    assertThat(wire().dropped).isTrue();

    wire().text(HELLO); // late
    assertThat(events).endsWith("failed HELLO_TIMEOUT");
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void shouldNotTakeALateHelloForTheNextOne() {
    WebSocketChannel channel = channel();
    channel.open();
    wire().open();
    scheduler.runForMillis(10_000);
    wire().text(HELLO);
    channel.open();
    wire().open();

    assertThat(wires).hasSize(2);
    assertThat(channel.isOpen()).isFalse();
    wire().text(HELLO);
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void shouldTellARefusalAfterTheUpgrade() {
    channel().open();
    wire().open();
    wire().listener.onClosed(new CloseReason(CloseReason.Kind.CLOSE_FRAME, 1000, ""));

    assertThat(events).endsWith("failed REFUSED");
    scheduler.runForMillis(20_000);
    assertThat(events).endsWith("failed REFUSED");
  }

  @Test
  void shouldIgnoreAHelloForAnotherTransport() {
    channel().open();
    wire().open();
    wire().text("{\"type\":\"hello\",\"transport\":\"udp\",\"session_id\":\"x\"}");

    assertThat(events).endsWith("violation hello.transport").doesNotContain("opened");
    scheduler.runForMillis(10_000);
    assertThat(events).endsWith("failed HELLO_TIMEOUT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"type\":\"hello\"}", "{\"type\":\"hello\",\"transport\":5}"})
  void shouldAcceptAHelloWithoutTransportAndCountIt(String hello) {
    channel().open();
    wire().open();
    wire().text(hello);

    assertThat(events).endsWith("violation hello.transport", "opened");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"session_id\":7", ",\"session_id\":null"})
  void shouldKeepTheOldSessionWhenTheHelloBringsNone(String session) {
    WebSocketChannel channel = openChannel();
    channel.open();
    wire().open();
    wire().text("{\"type\":\"hello\",\"transport\":\"websocket\"" + session + "}");
    channel.sendListenEnd(ListeningMode.MANUAL, Dialect.ListenEnd.RELEASED);

    assertThat(wire().sent.get(1)).startsWith("{\"session_id\":\"s1\",");
  }

  @Test
  void shouldKeepTheOldRatesWhenTheHelloBringsNoNumbers() {
    WebSocketChannel channel = channel();
    channel.open();
    wire().open();
    wire().text(
        "{\"type\":\"hello\",\"transport\":\"websocket\","
            + "\"audio_params\":{\"sample_rate\":\"16000\",\"frame_duration\":null}}");

    assertThat(channel.serverSampleRateHz()).isEqualTo(24_000);
    assertThat(channel.serverFrameMillis()).isEqualTo(60);
  }

  @Test
  void shouldApplyASecondHelloWithoutOpeningAgain() {
    WebSocketChannel channel = openChannel();
    events.clear();
    wire()
        .text(
            "{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"s2\","
                + "\"audio_params\":{\"sample_rate\":48000}}");
    channel.sendListenStart(ListeningMode.AUTO);

    assertThat(events).containsExactly("message hello", "sent listen start " + last().length());
    assertThat(last()).startsWith("{\"session_id\":\"s2\",");
    assertThat(channel.serverSampleRateHz()).isEqualTo(48_000);
    assertThat(channel.serverFrameMillis()).isEqualTo(20);
  }

  // ---- in use ------------------------------------------------------------------------------------------------------

  @Test
  void shouldCountBytesOfUtf8AndNotCharacters() {
    WebSocketChannel channel = openChannel();
    channel.sendWakeWord("你好小智😀");

    assertThat(events).endsWith("sent listen detect " + last().getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void shouldSendNothingLongerThanTheFirmwareCan() {
    WebSocketChannel channel = openChannel();
    int around = "{\"session_id\":\"s1\",\"type\":\"mcp\",\"payload\":}".length();
    channel.sendMcp("\"" + "x".repeat(65_535 - around - 2) + "\"");
    assertThat(events).endsWith("sent mcp 65535");
    assertThat(channel.isOpen()).isTrue();

    channel.sendMcp("\"" + "智".repeat((65_536 - around - 2) / 3 + 1) + "\"");
    assertThat(events).endsWith("send failed");
    assertThat(wire().sent).hasSize(2);
    assertThat(channel.isOpen()).isFalse();
    assertThat(wire().dropped).isFalse(); // firmware: the socket is kept, though of no use
  }

  @Test
  void shouldSayNothingOnAClosedChannel() {
    WebSocketChannel channel = channel();
    channel.sendAbort(null);
    channel.sendListenEnd(ListeningMode.MANUAL, Dialect.ListenEnd.RELEASED);
    assertThat(channel.sendAudio(Payload.once(new byte[1]), 0)).isEqualTo(-1);
    assertThat(channel.stalled()).isFalse();

    assertThat(events).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 58 01", "2, 00 02 00 00 00 00 00 00 00 00 00 07 00 00 00 02 58 01", "3, 00 00 00 02 58 01"})
  void shouldFrameAudioAsAgreed(int version, String expected) {
    board.settings.putInt("websocket", "version", version);
    WebSocketChannel channel = openChannel();

    assertThat(channel.sendAudio(Payload.once(new byte[] {0x58, 1}), 7)).isEqualTo((expected.length() + 1) / 3);
    assertThat(last()).isEqualTo(expected);

    wire().binary(expected);
    assertThat(events).endsWith("audio 58 01 @" + (version == 2 ? 7 : 0) + " of " + (expected.length() + 1) / 3);
  }

  @ParameterizedTest
  @CsvSource({
    "2, 00 02 00 00 00, frame.truncated",
    "3, 00 00, frame.truncated",
    "2, 00 02 00 00 00 00 00 00 00 00 00 00 ff ff ff ff 58, frame.oversize",
    "3, 00 00 00 00, frame.empty",
    "1, '', frame.empty"
  })
  void shouldCountFramesThatAreBroken(int version, String frame, String rule) {
    board.settings.putInt("websocket", "version", version);
    openChannel();
    wire().binary(frame);

    assertThat(events).endsWith("violation " + rule);
  }

  @Test
  void shouldTellWhenTheNetworkTakesNoMoreAndWhenItDoesAgain() {
    WebSocketChannel channel = openChannel();
    assertThat(channel.stalled()).isFalse();
    wire().writable = false;
    assertThat(channel.stalled()).isTrue();
    wire().writable = true;
    wire().listener.onWritable();

    assertThat(events).endsWith("writable");
  }

  @Test
  void shouldCountAsDeadAfterTwoSilentMinutesAndNotBefore() {
    WebSocketChannel channel = openChannel();
    scheduler.runFor(120_999_999_999L); // firmware: reckons in whole seconds
    assertThat(channel.isOpen()).isTrue();
    scheduler.runFor(1);
    assertThat(channel.isOpen()).isFalse();
    assertThat(wire().dropped).isFalse(); // nobody watches, somebody has to ask
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"type\":\"pong\"}", "not json", ""})
  void shouldCountAsAliveWhateverTheServerSays(String text) {
    WebSocketChannel channel = openChannel();
    scheduler.runForMillis(100_000);
    wire().text(text);
    scheduler.runForMillis(100_000);
    assertThat(channel.isOpen()).isTrue();

    wire().binary("58");
    scheduler.runForMillis(100_000);
    assertThat(channel.isOpen()).isTrue();
  }

  // ---- the end -----------------------------------------------------------------------------------------------------

  @Test
  void shouldDropTheConnectionWithoutAWordWhenClosed() {
    WebSocketChannel channel = openChannel();
    int sent = wire().sent.size();
    events.clear();
    channel.close();
    channel.close();

    assertThat(wire().dropped).isTrue();
    assertThat(wire().sent).hasSize(sent);
    assertThat(channel.isOpen()).isFalse();
    assertThat(events).isEmpty();
  }

  @Test
  void shouldTellWhenTheServerEndsIt() {
    WebSocketChannel channel = openChannel();
    wire().listener.onClosed(new CloseReason(CloseReason.Kind.RESET, 1006, ""));

    assertThat(events).endsWith("closed RESET");
    assertThat(channel.isOpen()).isFalse();
    assertThat(channel.sendAudio(Payload.once(new byte[1]), 0)).isEqualTo(-1);
  }

  @Test
  void shouldNotHearAConnectionThatWasReplaced() {
    WebSocketChannel channel = openChannel();
    Wire old = wire();
    channel.open();
    assertThat(old.dropped).isTrue();
    events.clear();
    old.text("{\"type\":\"tts\",\"state\":\"start\"}");
    old.binary("58 01");
    old.listener.onWritable();
    old.listener.onClosed(new CloseReason(CloseReason.Kind.RESET, 1006, ""));
    old.listener.onFailed(new OpenFailure(OpenFailure.Kind.REFUSED, ""));
    old.listener.onOpen(old, Map.of());
    assertThat(events).isEmpty();

    wire().open();
    wire().text(HELLO);
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void shouldOpenNothingAfterShutdown() {
    WebSocketChannel channel = openChannel();
    events.clear();
    channel.shutdown();
    channel.open();
    scheduler.runForMillis(60_000);

    assertThat(wires).hasSize(1);
    assertThat(wire().dropped).isTrue();
    assertThat(events).isEmpty();
  }

  private WebSocketChannel openChannel() {
    WebSocketChannel channel = channel();
    channel.open();
    wire().open();
    wire().text(HELLO);
    assertThat(channel.isOpen()).isTrue();
    return channel;
  }

  private Wire wire() {
    return wires.getLast();
  }

  private String last() {
    return wire().sent.getLast();
  }

  private WebSocketChannel channel() {
    return new WebSocketChannel(board, config, XiaozhiDialect.INSTANCE, new Recorder());
  }

  /** A connection whose other end is the test. */
  private static final class Wire implements WebSocketConnection {
    private final WebSocketRequest request;
    private final WebSocketListener listener;
    private final List<String> sent = new ArrayList<>();
    private boolean opened;
    private boolean dropped;
    private boolean writable = true;

    Wire(WebSocketRequest request, WebSocketListener listener) {
      this.request = request;
      this.listener = listener;
    }

    void open() {
      opened = true;
      listener.onOpen(this, Map.of());
    }

    void text(String text) {
      listener.onText(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    void binary(String hex) {
      listener.onBinary(ByteBuffer.wrap(HexFormat.ofDelimiter(" ").parseHex(hex)));
    }

    @Override
    public boolean isOpen() {
      return opened && !dropped;
    }

    @Override
    public boolean sendText(String text) {
      return isOpen() && sent.add(text);
    }

    @Override
    public boolean sendText(Payload payload) {
      return sendText(new String(payload.bytes(), StandardCharsets.UTF_8));
    }

    @Override
    public boolean sendBinary(Payload payload) {
      return isOpen() && sent.add(HexFormat.ofDelimiter(" ").formatHex(payload.bytes()));
    }

    @Override
    public boolean writable() {
      return isOpen() && writable;
    }

    @Override
    public void close(int code, String reason) {
      throw new AssertionError("a device sends no Close frame");
    }

    @Override
    public void drop() {
      dropped = true;
    }

    @Override
    public String peer() {
      return "test";
    }
  }

  private final class Recorder implements AudioChannel.Events {
    @Override
    public boolean isIdle() {
      return true;
    }

    @Override
    public void onConnected() {
      events.add("connected");
    }

    @Override
    public void onOpened() {
      events.add("opened");
    }

    @Override
    public void onFailed(ChannelFailure failure) {
      assertThat(failure.detail()).isNotBlank();
      events.add("failed " + failure.stage());
    }

    @Override
    public void onClosed(CloseReason reason) {
      events.add("closed " + reason.kind());
    }

    @Override
    public void onSendFailed(ChannelFailure failure) {
      events.add("send failed");
    }

    @Override
    public void onMessage(ServerMessage message, int bytes) {
      events.add("message " + message.kind());
    }

    @Override
    public void onAudio(ByteBuffer packet, int timestampMillis, int messageBytes) {
      byte[] bytes = new byte[packet.remaining()];
      packet.get(packet.position(), bytes);
      events.add(
          "audio " + HexFormat.ofDelimiter(" ").formatHex(bytes) + " @" + timestampMillis + " of " + messageBytes);
    }

    @Override
    public void onWritable() {
      events.add("writable");
    }

    @Override
    public void onSent(String kind, int bytes) {
      events.add("sent " + kind + " " + bytes);
    }

    @Override
    public void onViolation(String rule, String detail) {
      events.add("violation " + rule);
    }

    @Override
    public void onReplaced() {
      events.add("replaced");
    }

    @Override
    public void onRefusedAudio(String rule, String detail, int messageBytes) {
      events.add("violation " + rule);
    }

    @Override
    public boolean onCrash(String rule, String detail) {
      events.add((config.robust() ? "violation " : "crash ") + rule);
      return !config.robust();
    }
  }
}
