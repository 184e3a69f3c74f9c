package io.github.xiaozhisim.device.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.protocol.Dialect.Introduction;
import io.github.xiaozhisim.device.protocol.Dialect.ListenEnd;
import io.github.xiaozhisim.device.protocol.ToyaiDialect.Habits;
import io.github.xiaozhisim.device.virtual.VirtualBoard;
import io.github.xiaozhisim.hal.Identity;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The second dialect, message by message. */
class ToyaiDialectTest {

  private static final String KEY = "a-key-of-nobody";
  private static final Introduction WHO =
      new Introduction(
          new Identity("fc:01:2c:2e:a0:a0", "7b94d69a-9808-4c59-9c9b-704333b38aff"),
          VirtualBoard.DEFAULT_INFO,
          "",
          BinaryFraming.V1,
          false);

  private final ToyaiDialect dialect = dialect(Map.of());

  private static ToyaiDialect dialect(Map<String, String> configured) {
    return new ToyaiDialect(new ToyaiIdentity(KEY, configured), Habits.USUAL);
  }

  // ---- connecting ----

  @Test
  void shouldSayEverythingAboutTheDeviceInTheQueryInOrder() {
    // MD5 of "FC012C2EA0A0a-key-of-nobody", computed with md5sum
    assertThat(dialect.address(URI.create("ws://server.example:9000"), WHO))
        .hasToString(
            "ws://server.example:9000/?sn=FC012C2EA0A0&sign=6475e946b10a9c1db6822f63362167e9&platform=hw&"
                + "bid=bread-compact-wifi"
                + "&fv=0.0.1&fvc=20250908001&strategy_id=0&uid=0&board_type=wifi&recover=0&enableP3=2&tool=idf&"
                + "screen=1");
  }

  @Test
  void shouldTakeConfiguredValuesAndSignTheConfiguredSerialNumber() {
    String url =
        dialect(Map.of("bid", "TKAI BOARD/03", "uid", "42", "sn", "ABC"))
            .address(URI.create("wss://server.example/"), WHO)
            .toString();
    assertThat(url)
        .startsWith("wss://server.example/?sn=ABC&sign=" + ToyaiIdentity.sign("ABC", KEY) + "&platform=hw")
        .contains("&bid=TKAI%20BOARD%2F03&")
        .contains("&uid=42&");
  }

  @Test
  void shouldSendAConfiguredSignatureAsItIs() {
    assertThat(dialect(Map.of("sign", "0123")).address(URI.create("ws://h/"), WHO).toString()).contains("&sign=0123&");
  }

  @Test
  void shouldKeepWhatTheAddressItselfAsksFor() {
    assertThat(dialect.address(URI.create("ws://h:1/voice?region=eu"), WHO).toString())
        .startsWith("ws://h:1/voice?sn=")
        .endsWith("&screen=1&region=eu");
  }

  @Test
  void shouldRefuseParametersThatDoNotExist() {
    assertThatThrownBy(() -> dialect(Map.of("serial", "1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no parameter 'serial'")
        .hasMessageContaining("strategy_id");
  }

  @Test
  void shouldNeverShowTheKey() {
    assertThat(dialect.toString()).isEqualTo("toyai");
    assertThat(new ToyaiIdentity(KEY, Map.of()).toString()).doesNotContain(KEY);
    assertThat(dialect.address(URI.create("ws://h/"), WHO).toString()).doesNotContain(KEY);
  }

  @Test
  void shouldSendTheMacInUpperCaseAndATokenOnlyWhereThereIsOne() {
    assertThat(dialect.headers(WHO))
        .containsExactly(Map.entry("Device-Id", "FC:01:2C:2E:A0:A0"), Map.entry("Protocol-Version", "1"));
    Introduction known = new Introduction(WHO.identity(), WHO.board(), "abc", BinaryFraming.V1, false);
    assertThat(dialect.headers(known)).containsEntry("Authorization", "Bearer abc");
  }

  @Test
  void shouldSayNoHelloAndWaitTwoSecondsWithoutInsisting() {
    assertThat(dialect.hello(WHO)).isNull();
    assertThat(dialect.openingMillis(10_000)).isEqualTo(2_000);
    assertThat(dialect.insistsOnOpening()).isFalse();
    assertThat(dialect.framing(BinaryFraming.V3)).isEqualTo(BinaryFraming.V1);
  }

  // ---- device to server ----

  @ParameterizedTest
  @CsvSource({"AUTO, asr, auto", "MANUAL, asr, manual", "REALTIME, detect, realtime"})
  void shouldStartListening(ListeningMode mode, String state, String name) {
    assertThat(dialect.listenStart("s", mode))
        .isEqualTo(
            "{\"session_id\":\"s\",\"type\":\"start_listen\",\"data\":{\"format\":\"opus\",\"tts_format\":\"opus\","
                + "\"playTag\":1,\"state\":\"" + state + "\",\"mode\":\"" + name + "\"}}");
  }

  @Test
  void shouldSayAWholeTurnInWords() {
    assertThat(dialect.typed("s", ListeningMode.MANUAL, "what's \"up\"?"))
        .isEqualTo(
            "{\"session_id\":\"s\",\"type\":\"start_listen\",\"data\":{\"format\":\"opus\",\"tts_format\":\"opus\","
                + "\"playTag\":1,\"state\":\"asr\",\"mode\":\"manual\",\"text\":\"what's \\\"up\\\"?\"}}");
  }

  @Test
  void shouldStopListeningInManualAndInAutoButNeverInRealtime() {
    String stop = "{\"session_id\":\"s\",\"type\":\"stop_listen\",\"state\":\"stop\"}";
    assertThat(dialect.listenEnd("s", ListeningMode.MANUAL, ListenEnd.RELEASED)).isEqualTo(stop);
    assertThat(dialect.listenEnd("s", ListeningMode.AUTO, ListenEnd.RELEASED)).isEqualTo(stop);
    assertThat(dialect.listenEnd("s", ListeningMode.AUTO, ListenEnd.ANSWERED)).isEqualTo(stop);
    assertThat(dialect.listenEnd("s", ListeningMode.REALTIME, ListenEnd.ANSWERED)).isNull();
  }

  @Test
  void shouldNotTellTheStopInAutoWhenThatIsSwitchedOff() {
    ToyaiDialect quiet =
        new ToyaiDialect(new ToyaiIdentity(KEY, Map.of()), new Habits(2_000, false, true, 0));
    assertThat(quiet.listenEnd("s", ListeningMode.AUTO, ListenEnd.RELEASED)).isNull();
    assertThat(quiet.listenEnd("s", ListeningMode.AUTO, ListenEnd.ANSWERED)).isNull();
    assertThat(quiet.listenEnd("s", ListeningMode.MANUAL, ListenEnd.RELEASED)).contains("stop_listen");
  }

  @Test
  void shouldCancelListeningWhenTheUserHangsUp() {
    assertThat(dialect.listenEnd("s", ListeningMode.AUTO, ListenEnd.HUNG_UP))
        .isEqualTo("{\"session_id\":\"s\",\"type\":\"cancel_listen\"}");
  }

  @Test
  void shouldBeginAndEndAContinuousConversation() {
    assertThat(dialect.continuousStart("s"))
        .isEqualTo(
            "{\"session_id\":\"s\",\"type\":\"enter_vad\",\"data\":{\"format\":\"opus\",\"tts_format\":\"opus\","
                + "\"playTag\":1,\"mode\":\"realtime\"}}");
    assertThat(dialect.listenEnd("s", ListeningMode.REALTIME, ListenEnd.HUNG_UP))
        .isEqualTo("{\"session_id\":\"s\",\"type\":\"exit_detect\"}");
  }

  @Test
  void shouldAskForTheWelcomePromptAfterAWakeWord() {
    assertThat(dialect.wakeWord("s", "你好小智"))
        .isEqualTo("{\"session_id\":\"s\",\"type\":\"play_voice\",\"system_type\":2}");
  }

  @Test
  void shouldTellHowTheDeviceFares() {
    assertThat(dialect.heartbeat("s", new Condition(80, 80, false, 50, false, 20)))
        .isEqualTo(
            "{\"session_id\":\"s\",\"type\":\"heartbeat\",\"status\":1,\"wifi\":80,\"battery\":80,\"charging\":0,"
                + "\"volume\":50,\"network_type\":0,\"light\":20}");
    assertThat(dialect.heartbeatMillis()).as("off unless switched on").isZero();
  }

  @Test
  void shouldAbortAndAnswerToolsAsTheFirmwareDoes() {
    assertThat(dialect.abort("s", "wake_word_detected"))
        .isEqualTo("{\"session_id\":\"s\",\"type\":\"abort\",\"reason\":\"wake_word_detected\"}");
    assertThat(dialect.mcp("s", "{}")).isEqualTo("{\"session_id\":\"s\",\"type\":\"mcp\",\"payload\":{}}");
  }

  // ---- server to device ----

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"auth\",\"code\":0,\"msg\":\"auth_success\",\"data\":{\"session_id\":\"s1\",\"ota_url\":\"\"}}",
        "{\"type\":\"auth\",\"code\":1,\"session_id\":\"s1\"}",
        "{\"type\":\"auth\",\"msg\":\"auth_success\",\"session_id\":\"s1\",\"data\":{}}",
        "{\"type\":\"auth\",\"code\":0,\"session_id\":\"\",\"data\":{\"session_id\":\"s1\"}}"
      })
  void shouldTakeAcceptanceAndTheSessionFromTheRootOrTheData(String json) {
    ServerMessage.Auth auth = (ServerMessage.Auth) read(json);
    assertThat(auth.accepted()).isTrue();
    assertThat(auth.sessionId()).isEqualTo("s1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"auth\",\"code\":-1,\"msg\":\"auth_failed\"}",
        "{\"type\":\"auth\",\"code\":-1}",
        "{\"type\":\"auth\",\"msg\":\"auth_failed\"}",
        "{\"type\":\"auth\",\"code\":0,\"msg\":\"auth_failed\"}"
      })
  void shouldTakeARefusal(String json) {
    assertThat(((ServerMessage.Auth) read(json)).accepted()).isFalse();
  }

  @Test
  void shouldNotGuessFromAnAuthThatSaysNeither() {
    assertThat(read("{\"type\":\"auth\",\"code\":7}")).isEqualTo(new ServerMessage.Unknown("auth"));
  }

  @Test
  void shouldReadTheTypesOfItsOwn() {
    assertThat(read("{\"type\":\"abort\"}")).isEqualTo(new ServerMessage.Hush("abort"));
    assertThat(read("{\"type\":\"interrupt\"}")).isEqualTo(new ServerMessage.Hush("interrupt"));
    assertThat(read("{\"type\":\"emoji\",\"emotion\":\"happy\"}")).isEqualTo(new ServerMessage.Face("happy"));
    assertThat(read("{\"type\":\"actions\",\"actions\":[]}")).isEqualTo(new ServerMessage.Actions());
    assertThat(read("{\"type\":\"iot\",\"commands\":[{\"name\":\"Speaker\"}]}").kind()).isEqualTo("iot");
    assertThat(((ServerMessage.IotCommands) read("{\"type\":\"iot\"}")).commands()).isNull();
  }

  @Test
  void shouldReadEverythingElseAsTheFirmwareDoes() {
    assertThat(read("{\"type\":\"stt\",\"text\":\"\"}")).isEqualTo(new ServerMessage.Stt("", null));
    assertThat(read("{\"type\":\"llm\",\"emotion\":\"sad\"}")).isEqualTo(new ServerMessage.Llm("sad", null));
    assertThat(read("{\"type\":\"tts\",\"state\":\"start\"}")).isEqualTo(new ServerMessage.TtsStart());
    assertThat(read("{\"type\":\"tts\",\"state\":\"sentence_end\"}").kind()).isEqualTo("tts sentence_end");
    assertThat(read("{\"type\":\"tts\",\"state\":\"stop\"}")).isEqualTo(new ServerMessage.TtsStop());
    assertThat(read("{\"type\":\"hello\"}")).as("not in this dialect").isEqualTo(new ServerMessage.Unknown("hello"));
    assertThat(read("认证失败").kind()).isEqualTo("malformed");
    assertThat(read("{}").kind()).isEqualTo("malformed");
  }

  @Test
  void shouldNeverThrowWhateverArrives() {
    List<String> messages =
        List.of(
            "{\"type\":\"auth\",\"code\":0,\"msg\":\"auth_success\",\"data\":{\"session_id\":\"s\",\"ota_url\":\"u\"}}",
            "{\"type\":\"auth\",\"code\":-1,\"msg\":\"auth_failed\"}",
            "{\"type\":\"iot\",\"commands\":[{\"name\":\"Speaker\",\"method\":\"SetVolume\","
                + "\"parameters\":{\"volume\":50}}]}",
            "{\"type\":\"emoji\",\"emotion\":\"happy\"}",
            "{\"type\":\"tts\",\"state\":\"sentence_start\",\"text\":\"你好\"}");
    SplittableRandom random = new SplittableRandom(11);
    for (int round = 0; round < 10_000; round++) {
      byte[] bytes = messages.get(random.nextInt(messages.size())).getBytes(StandardCharsets.UTF_8);
      for (int change = random.nextInt(1, 5); change > 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      ByteBuffer message = ByteBuffer.wrap(bytes, 0, random.nextInt(bytes.length + 1));
      assertThat(dialect.read(message)).as("round %d", round).isNotNull();
    }
  }

  private ServerMessage read(String json) {
    return dialect.read(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
  }
}
