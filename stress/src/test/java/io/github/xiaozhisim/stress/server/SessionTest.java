package io.github.xiaozhisim.stress.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.network.ServerEndpoint.UpgradeAnswer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What holds for a connection: admission, hello, framing, tools, things that make no sense, the end. */
class SessionTest {

  private static final String HELLO = "{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\"}";

  private final SimScheduler time = new SimScheduler();
  private ServerBehaviour behaviour =
      ServerBehaviour.defaults().withMcp(ServerBehaviour.defaults().mcp().withEnabled(false));

  private Caller caller() {
    return new Caller(Caller.server(behaviour, time), time);
  }

  @Test
  void shouldAnswerAHelloWhateverItLacks() {
    Caller caller = caller();
    caller.text("{\"transport\":\"websocket\",\"type\":\"hello\"}");
    JsonNode hello = caller.first("hello").json();
    assertThat(hello.get("transport").stringValue()).isEqualTo("websocket");
    assertThat(hello.get("version").intValue()).isEqualTo(1);
    assertThat(hello.get("session_id").stringValue())
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(hello.get("audio_params").toString())
        .isEqualTo("{\"format\":\"opus\",\"sample_rate\":24000,\"channels\":1,\"frame_duration\":60}");
  }

  @Test
  void shouldGiveTheSameSessionIdToASecondHelloAndAnotherToASecondConnection() {
    EmulatedServer server = Caller.server(behaviour, time);
    Caller first = new Caller(server, time);
    first.text(HELLO);
    first.text(HELLO);
    Caller second = new Caller(server, time);
    second.text(HELLO);
    List<String> ids =
        first.of("hello").stream().map(hello -> hello.json().get("session_id").stringValue()).toList();
    assertThat(ids).hasSize(2);
    assertThat(ids.get(0)).isEqualTo(ids.get(1));
    assertThat(second.first("hello").json().get("session_id").stringValue()).isNotEqualTo(ids.get(0));
  }

  @Test
  void shouldBeTheSameServerAgainWithTheSameSeed() {
    assertThat(conversation(7)).isEqualTo(conversation(7)).isNotEqualTo(conversation(8));
  }

  private static List<String> conversation(long seed) {
    SimScheduler time = new SimScheduler();
    ServerBehaviour behaviour =
        ServerBehaviour.defaults()
            .withSeed(seed)
            .withLatencies(Latency.parse("exp(300ms)"), Latency.parse("200ms..400ms"), Latency.fixed(1));
    Caller caller = new Caller(Caller.server(behaviour, time), time);
    caller.text(HELLO);
    caller.text("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"今天天气怎么样？\"}");
    caller.until(20_000);
    return caller.arrivals.stream().map(a -> a.millis() + " " + a.text() + Arrays.hashCode(a.bytes())).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void shouldSpeakAndUnderstandEachFraming(int version) {
    Caller caller = caller().greeted(version);
    caller.listen("manual");
    caller.say(TestSpeech.UTTERANCE);
    caller.stopListening();
    caller.until(10_000);
    assertThat(caller.first("stt").json().get("text").stringValue()).isEqualTo("今天天气怎么样");
    byte[] packet = TestSpeech.ANSWER.packets().getFirst().bytes();
    byte[] expected = Caller.framed(version, packet);
    assertThat(caller.first("packet").bytes()).isEqualTo(expected);
    assertThat(expected).hasSize(packet.length + List.of(0, 16, 4).get(version - 1));
  }

  @Test
  void shouldCountFramesWhoseLengthIsALie() {
    Caller caller = caller().greeted(3);
    caller.listen("auto");
    caller.binary(new byte[] {0, 0, 0x7f, 0x7f, 1, 2, 3});
    caller.binary(new byte[] {0, 0});
    assertThat(caller.server.totals().badFrames()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not json",
        "[]",
        "null",
        "42",
        "{}",
        "{\"type\":7}",
        "{\"type\":\"odd\"}",
        "{\"type\":\"listen\"}"
      })
  void shouldCountAndForgetWhatMakesNoSense(String text) {
    Caller caller = caller().greeted();
    caller.text(text);
    assertThat(caller.server.totals().badMessages()).isEqualTo(1);
    assertThat(caller.arrivals).isEmpty();
    assertThat(caller.closed).isNull();
  }

  @Test
  void shouldSurviveBinariesThatAreNoOpus() {
    Caller caller = caller().greeted();
    caller.listen("auto");
    caller.binary(new byte[0]);
    caller.binary(new byte[] {3});
    caller.binary(new byte[] {(byte) 0xff, 0, 1, 2});
    caller.binary(new byte[5000]);
    caller.say(TestSpeech.UTTERANCE);
    caller.until(10_000);
    assertThat(caller.messages()).startsWith("stt", "llm");
    assertThat(caller.server.totals().badFrames()).isEqualTo(1); // the empty one
    assertThat(caller.server.totals().decodeErrors()).isEqualTo(3);
  }

  @Test
  void shouldListAllToolsPageByPage() {
    behaviour = behaviour.withMcp(behaviour.mcp().withEnabled(true).withCallTool("self.get_device_status"));
    Caller caller = caller().greeted();
    assertThat(caller.kinds()).isEmpty();
    caller = caller();
    caller.text(HELLO);
    assertThat(caller.messages()).containsExactly("hello", "mcp initialize");
    caller.text(mcp("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocolVersion\":\"2024-11-05\"}}"));
    caller.text(mcp("{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"tools\":[{\"name\":\"a\"}],\"nextCursor\":\"b\"}}"));
    caller.text(mcp("{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{\"tools\":[{\"name\":\"b\"},{\"name\":\"c\"}]}}"));
    assertThat(caller.messages()).containsExactly("hello", "mcp initialize", "mcp tools/list", "mcp tools/list");
    assertThat(caller.arrivals.getLast().text()).contains("\"params\":{\"cursor\":\"b\"}").contains("\"id\":3");
    assertThat(caller.server.totals().toolsListed()).isEqualTo(3);
    caller.text("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"battery?\"}");
    caller.until(10_000);
    assertThat(caller.first("mcp tools/call").text()).contains("\"name\":\"self.get_device_status\"");
  }

  @Test
  void shouldNotWaitForToolsForEver() {
    behaviour = behaviour.withMcp(behaviour.mcp().withEnabled(true));
    Caller caller = caller().greeted();
    caller.until(9_999);
    assertThat(caller.server.totals().mcpTimeouts()).isZero();
    caller.until(10_000);
    assertThat(caller.server.totals().mcpTimeouts()).isEqualTo(1);
  }

  private static String mcp(String payload) {
    return "{\"session_id\":\"\",\"type\":\"mcp\",\"payload\":" + payload + "}";
  }

  @Test
  void shouldLetInOnlyWhoKnowsTheToken() {
    behaviour = behaviour.withAdmission(new ServerBehaviour.Admission("secret", ServerBehaviour.Refusal.HTTP_401));
    EmulatedServer server = Caller.server(behaviour, time);
    assertThat(new Caller(server, time, "a", Map.of("authorization", "Bearer secret")).admission)
        .isInstanceOf(UpgradeAnswer.Accept.class);
    assertThat(new Caller(server, time, "a", Map.of()).admission).isInstanceOf(UpgradeAnswer.Refuse.class);
    assertThat(server.totals().refused()).isEqualTo(1);
  }

  @Test
  void shouldRefuseAsRealServersDo() {
    behaviour = behaviour.withFaults("refuse");
    Caller caller = caller();
    assertThat(caller.arrivals.getFirst().text()).isEqualTo("认证失败");
    assertThat(caller.closed).isEqualTo("close 1000");
  }

  @Test
  void shouldCloseWhoSaysNothingForTooLong() {
    Caller caller = caller().greeted();
    caller.until(100_000);
    caller.listen("manual");
    caller.until(219_999);
    assertThat(caller.closed).isNull();
    caller.until(220_000);
    assertThat(caller.closed).isEqualTo("close 1000");
    assertThat(caller.server.totals().sessionsOpen()).isZero();
  }

  @Test
  void shouldHoldBackPacketsThatTheConnectionDoesNotTake() {
    Caller caller = caller().greeted();
    caller.writable = false;
    caller.text("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"今天天气怎么样\"}");
    caller.until(10_000);
    assertThat(caller.packetTimes()).isEmpty();
    assertThat(caller.server.totals().framesHeldBack()).isEqualTo(20);
    assertThat(caller.messages()).endsWith("tts stop");
  }
}
