package io.github.xiaozhisim.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What servers that other people wrote were measured to do and what no recorded conversation holds: each of it, and
 * then a good turn, in both fidelities where they could differ.
 */
class RealServerHabitsTest {

  private static DeviceRig listening(Fidelity fidelity) {
    return DeviceRig.listening(DeviceConfig.defaults().withFidelity(fidelity));
  }

  /** The device is still there: it is answered, plays the answer and listens again. */
  private static void expectAGoodTurn(DeviceRig rig) {
    rig.states.clear();
    int before = rig.audioAccepted;
    rig.server.sendTts("start");
    rig.runMillis(20);
    rig.server.sendAudio(3);
    rig.runMillis(500);
    rig.server.sendTts("stop");
    rig.runMillis(100);
    assertThat(rig.states).containsExactly("speaking", "listening");
    assertThat(rig.audioAccepted - before).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"stt\",\"text\":\"hi\"}",
        "{\"type\":\"stt\",\"text\":\"hi\",\"session_id\":\"another\"}",
        "{\"type\":\"stt\",\"text\":\"hi\",\"sessionId\":\"s1\"}",
        "{\"type\":\"stt\",\"text\":\"hi\",\"session_id\":null}"
      })
  void shouldTakeMessagesWhateverSessionTheyName(String stt) {
    DeviceRig rig = listening(Fidelity.ROBUST);
    rig.server.send(stt);
    rig.runMillis(10);
    assertThat(rig.received).endsWith("stt");
    assertThat(rig.violations).isEmpty();
    expectAGoodTurn(rig);
  }

  @ParameterizedTest
  @EnumSource(Fidelity.class)
  void shouldSurviveTextThatIsNotJson(Fidelity fidelity) {
    DeviceRig rig = listening(fidelity);
    for (String odd : new String[] {"", "5", "认证失败", "abort", "[]", "null", "\"str\"", "{}", "x".repeat(70_000)}) {
      rig.server.send(odd);
    }
    rig.runMillis(20);
    assertThat(rig.states).containsExactly("connecting", "listening");
    expectAGoodTurn(rig);
  }

  @Test
  void shouldTakeATurnWithoutSttAndOneWithTwo() {
    DeviceRig rig = listening(Fidelity.ROBUST);
    expectAGoodTurn(rig);
    rig.server.send("{\"type\":\"stt\",\"text\":\"what is the weather\"}");
    rig.server.send("{\"type\":\"stt\",\"text\":\"% get_weather\"}");
    expectAGoodTurn(rig);
  }

  @Test
  void shouldWaitForAnAnswerThatIsLongInComing() {
    DeviceRig rig = listening(Fidelity.ROBUST);
    rig.states.clear();
    rig.server.sendTts("start");
    rig.runMillis(30_000); // a tool that is not answered
    assertThat(rig.states).containsExactly("speaking");
    rig.server.sendTts("stop");
    rig.runMillis(50);
    expectAGoodTurn(rig);
  }

  @ParameterizedTest
  @EnumSource(Fidelity.class)
  void shouldTakeAStopThatNobodyAskedForAndOneTooMany(Fidelity fidelity) {
    DeviceRig rig = listening(fidelity);
    rig.server.sendTts("stop");
    rig.runMillis(20);
    assertThat(rig.states).as("unasked").containsExactly("connecting", "listening");
    expectAGoodTurn(rig);
    rig.server.sendTts("stop");
    rig.runMillis(20);
    assertThat(rig.states).as("twice").containsExactly("speaking", "listening");
  }

  @Test
  void shouldTakeSentencesBeforeAfterAndWithoutTheirSound() {
    DeviceRig rig = listening(Fidelity.ROBUST);
    rig.server.sendTts("start");
    rig.server.sendTts("sentence_start");
    rig.runMillis(3_000);
    rig.server.sendAudio(2);
    rig.runMillis(500);
    rig.server.sendTts("sentence_start");
    rig.server.sendTts("stop");
    rig.runMillis(100);
    assertThat(rig.states).endsWith("speaking", "listening");
    assertThat(rig.violations).isEmpty();
  }

  @Test
  void shouldPlayABurstOfSixThenRealTimeWithAPauseBetweenSentences() {
    DeviceRig rig = listening(Fidelity.ROBUST);
    rig.server.sendTts("start");
    rig.runMillis(5);
    rig.server.sendAudio(6);
    for (int i = 0; i < 10; i++) {
      rig.runMillis(60);
      rig.server.sendAudio(1);
    }
    rig.runMillis(360);
    for (int i = 0; i < 10; i++) {
      rig.runMillis(60);
      rig.server.sendAudio(1);
    }
    rig.runMillis(700);
    rig.server.sendTts("stop");
    rig.runMillis(100);
    assertThat(rig.audioAccepted).isEqualTo(26);
    assertThat(rig.audioDropped).isZero();
    assertThat(rig.device.audio().played()).isEqualTo(26);
    assertThat(rig.states).endsWith("speaking", "listening");
  }

  @Test
  void shouldAnswerToolRequestsWithIdsThatRepeatAndMembersThatAreNull() {
    DeviceRig rig = listening(Fidelity.ROBUST);
    String list =
        "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\",\"params\":{}}}";
    rig.server.send(list);
    rig.server.send(list);
    rig.server.send(
        "{\"type\":\"mcp\",\"sessionId\":\"s1\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":10000,\"method\":\"tools/"
            + "call\","
            + "\"params\":{\"name\":\"self.audio_speaker.set_volume\",\"arguments\":{\"volume\":30}},"
            + "\"result\":null,\"error\":null}}");
    rig.runMillis(50);
    assertThat(rig.server.texts.stream().filter(text -> text.contains("\"id\":2,\"result\"")).count()).isEqualTo(2);
    assertThat(rig.server.texts.getLast()).contains("\"id\":10000,\"result\"").contains("true");
    assertThat(rig.device.volume()).isEqualTo(30);
  }

  @Test
  void shouldNotAnswerNotificationsAndTakeNoOrdersToListen() {
    DeviceRig rig = listening(Fidelity.ROBUST);
    int sent = rig.server.texts.size();
    rig.server.send("{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}}");
    rig.server.send("{\"type\":\"listen\",\"state\":\"start\"}");
    rig.server.send("{\"type\":\"listen\",\"state\":\"stop\"}");
    rig.server.send("{\"type\":\"error\",\"data\":\"the model failed\"}");
    rig.runMillis(50);
    assertThat(rig.server.texts).hasSize(sent);
    assertThat(rig.states).containsExactly("connecting", "listening");
    assertThat(rig.violations).containsOnly("message.unknown");
    expectAGoodTurn(rig);
  }

  @Test
  void shouldGoIdleWhenTheConnectionEndsBetweenStartAndStop() {
    DeviceRig rig = listening(Fidelity.ROBUST);
    rig.server.sendTts("start");
    rig.server.sendAudio(5);
    rig.runMillis(20);
    rig.server.connection.close(1000, "");
    rig.runMillis(100);
    assertThat(rig.states).endsWith("speaking", "idle");
    rig.device.toggleChat();
    rig.runMillis(50);
    expectAGoodTurn(rig);
  }
}
