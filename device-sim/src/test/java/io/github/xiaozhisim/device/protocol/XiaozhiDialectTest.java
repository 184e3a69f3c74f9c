package io.github.xiaozhisim.device.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.protocol.Dialect.Introduction;
import io.github.xiaozhisim.device.protocol.Dialect.ListenEnd;
import io.github.xiaozhisim.device.virtual.VirtualBoard;
import io.github.xiaozhisim.hal.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the device says. What it understands is in {@link XiaozhiDialectReadingTest}. */
class XiaozhiDialectTest {

  private static final String DEVICE_ID = "02:12:34:ab:cd:ef";
  private static final String CLIENT_ID = "7b94d69a-9808-4c59-9c9b-704333b38aff";

  private final Dialect dialect = XiaozhiDialect.INSTANCE;

  @ParameterizedTest
  @EnumSource(BinaryFraming.class)
  void shouldSayHelloAsTheFirmwareDoes(BinaryFraming framing) {
    assertThat(dialect.hello(who("", framing, false)))
        .isEqualTo(
            "{\"type\":\"hello\",\"version\":"
                + framing.version()
                + ",\"features\":{\"mcp\":true,\"glyph_push\":true},"
                + "\"text_font\":{\"bundle\":\"noto-v1\",\"charset\":\"basic\",\"size\":14,\"bpp\":1},"
                + "\"transport\":\"websocket\",\"audio_params\":{\"format\":\"opus\",\"sample_rate\":16000,"
                + "\"channels\":1,\"frame_duration\":60}}");
  }

  @Test
  void shouldAnnounceServerEchoCancellationFirst() {
    assertThat(dialect.hello(who("", BinaryFraming.V2, true)))
        .contains("\"features\":{\"aec\":true,\"mcp\":true,\"glyph_push\":true}");
  }

  @Test
  void shouldAskForTheConnectionWithHeadersInOrder() {
    Map<String, String> headers = dialect.headers(who("abc", BinaryFraming.V3, false));

    List<String> lines = new ArrayList<>();
    headers.forEach((name, value) -> lines.add(name + ": " + value));
    assertThat(lines)
        .containsExactly(
            "Authorization: Bearer abc",
            "Client-Id: " + CLIENT_ID,
            "Device-Id: " + DEVICE_ID,
            "Protocol-Version: 3");
  }

  @Test
  void shouldSendATokenWithASpaceAsItIsAndNoneWhenItIsEmpty() {
    assertThat(dialect.headers(who("Basic abc", BinaryFraming.V1, false))).containsEntry("Authorization", "Basic abc");
    assertThat(dialect.headers(who("", BinaryFraming.V1, false))).doesNotContainKey("Authorization");
  }

  @ParameterizedTest
  @CsvSource({"AUTO, auto", "MANUAL, manual", "REALTIME, realtime"})
  void shouldStartListeningInEachMode(ListeningMode mode, String name) {
    assertThat(dialect.listenStart("s1", mode))
        .isEqualTo("{\"session_id\":\"s1\",\"type\":\"listen\",\"state\":\"start\",\"mode\":\"" + name + "\"}");
  }

  @Test
  void shouldStopListening() {
    assertThat(dialect.listenEnd("s1", ListeningMode.MANUAL, ListenEnd.RELEASED))
        .isEqualTo("{\"session_id\":\"s1\",\"type\":\"listen\",\"state\":\"stop\"}");
  }

  @Test
  void shouldTellTheWakeWord() {
    assertThat(dialect.wakeWord("s1", "你好小智"))
        .isEqualTo("{\"session_id\":\"s1\",\"type\":\"listen\",\"state\":\"detect\",\"text\":\"你好小智\"}");
  }

  @Test
  void shouldAbortWithAndWithoutReason() {
    assertThat(dialect.abort("s1", null)).isEqualTo("{\"session_id\":\"s1\",\"type\":\"abort\"}");
    assertThat(dialect.abort("s1", "wake_word_detected"))
        .isEqualTo("{\"session_id\":\"s1\",\"type\":\"abort\",\"reason\":\"wake_word_detected\"}");
  }

  @Test
  void shouldWrapAnMcpAnswer() {
    assertThat(dialect.mcp("s1", "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}"))
        .isEqualTo(
            "{\"session_id\":\"s1\",\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}}");
  }

  @Test
  void shouldSendAnEmptySessionBeforeTheServerGaveOne() {
    assertThat(dialect.listenEnd("", ListeningMode.MANUAL, ListenEnd.RELEASED))
        .startsWith("{\"session_id\":\"\",\"type\":\"listen\"");
  }

  @Test
  void shouldEscapeSessionsAndTextsSoThatTheMessageStaysJson() {
    assertThat(dialect.listenEnd("a\"b", ListeningMode.MANUAL, ListenEnd.RELEASED))
        .isEqualTo("{\"session_id\":\"a\\\"b\",\"type\":\"listen\",\"state\":\"stop\"}");
    assertThat(dialect.wakeWord("a\\b", "say \"hi\"\n"))
        .isEqualTo(
            "{\"session_id\":\"a\\\\b\",\"type\":\"listen\",\"state\":\"detect\",\"text\":\"say \\\"hi\\\"\\n\"}");
    assertThat(Json.MAPPER.readTree(dialect.wakeWord("\u0000\ud800", "\u0007")).get("type").stringValue())
        .isEqualTo("listen");
  }

  private static Introduction who(String token, BinaryFraming framing, boolean echoCancellation) {
    return new Introduction(
        new Identity(DEVICE_ID, CLIENT_ID), VirtualBoard.DEFAULT_INFO, token, framing, echoCancellation);
  }
}
