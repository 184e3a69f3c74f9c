package io.github.xiaozhisim.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.protocol.ToyaiDialect;
import io.github.xiaozhisim.device.protocol.ToyaiIdentity;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a device does about the messages that only the toyai dialect has. */
class ToyaiMessagesTest {

  private static final String AUTH = "{\"type\":\"auth\",\"code\":0,\"msg\":\"auth_success\",\"session_id\":\"t1\"}";

  private static DeviceRig idle(Fidelity fidelity) {
    ToyaiDialect dialect =
        new ToyaiDialect(new ToyaiIdentity("a-key-of-nobody", Map.of()), ToyaiDialect.Habits.USUAL);
    return DeviceRig.ready(DeviceConfig.defaults().withDialect(dialect).withFidelity(fidelity));
  }

  private static DeviceRig listening(Fidelity fidelity) {
    DeviceRig rig = idle(fidelity);
    rig.device.toggleChat();
    rig.runMillis(10);
    rig.server.send(AUTH);
    rig.runMillis(10);
    assertThat(rig.states).containsExactly("connecting", "listening");
    assertThat(rig.server.texts)
        .singleElement()
        .asString()
        .startsWith("{\"session_id\":\"t1\",\"type\":\"start_listen\"");
    rig.states.clear();
    return rig;
  }

  @ParameterizedTest
  @ValueSource(strings = {"abort", "interrupt"})
  void shouldThrowTheRestOfAnAnswerAwayAndListenAgain(String type) {
    for (Fidelity fidelity : Fidelity.values()) {
      DeviceRig rig = listening(fidelity);
      rig.server.sendTts("start");
      rig.runMillis(5);
      rig.server.sendAudio(30);
      rig.runMillis(200);
      rig.server.send("{\"type\":\"" + type + "\",\"session_id\":\"t1\"}");
      rig.runMillis(10);
      assertThat(rig.states).as("without waiting for the speaker").containsExactly("speaking", "listening");
      assertThat(rig.server.kinds()).endsWith("stop_listen stop", "start_listen asr auto");
      rig.server.sendTts("stop");
      rig.runMillis(10);
      assertThat(rig.states).as("a stop behind it changes nothing").containsExactly("speaking", "listening");
    }
  }

  @Test
  void shouldThrowAwayWhatIsLeftToPlayAfterTheStop() {
    DeviceRig rig = listening(Fidelity.ROBUST);
    rig.server.sendTts("start");
    rig.runMillis(5);
    rig.server.sendAudio(30);
    rig.server.sendTts("stop");
    rig.runMillis(100);
    assertThat(rig.server.kinds()).as("it still plays").endsWith("stop_listen stop");
    rig.server.send("{\"type\":\"interrupt\"}");
    rig.runMillis(10);
    assertThat(rig.server.kinds()).endsWith("start_listen asr auto");
  }

  @Test
  void shouldTakeNoNoticeOfAnInterruptWhenNothingIsSaid() {
    DeviceRig rig = listening(Fidelity.ROBUST);
    rig.server.send("{\"type\":\"interrupt\"}");
    rig.server.send("{\"type\":\"abort\"}");
    rig.runMillis(10);
    assertThat(rig.states).isEmpty();
    assertThat(rig.violations).isEmpty();
  }

  @Test
  void shouldMeetANestedMessageAsInTheFirmwaresOwnProtocol() {
    DeviceRig rig = listening(Fidelity.ROBUST);
    rig.server.send("{\"type\":\"tts\",\"a\":" + "[".repeat(200) + "]".repeat(200) + "}");
    rig.runMillis(10);
    assertThat(rig.violations).containsExactly("message.depth");
    assertThat(rig.states).isEmpty();
  }

  @Test
  void shouldCarryOutCommandsForThingsThatHaveAToolToday() {
    DeviceRig rig = listening(Fidelity.ROBUST);
    rig.server.send(
        "{\"type\":\"iot\",\"commands\":["
            + "{\"name\":\"Speaker\",\"method\":\"SetVolume\",\"parameters\":{\"volume\":35}},"
            + "{\"name\":\"Robot\",\"method\":\"Dance\"},"
            + "{\"name\":\"Speaker\",\"method\":\"SetVolume\",\"parameters\":{\"volume\":350}}]}");
    rig.runMillis(10);
    assertThat(rig.device.volume()).isEqualTo(35);
    assertThat(rig.violations).containsExactly("iot.unknown", "iot.refused");
    assertThat(rig.server.kinds()).as("nothing is answered").containsExactly("start_listen asr auto");
    rig.server.send("{\"type\":\"iot\"}");
    rig.runMillis(10);
    assertThat(rig.violations).endsWith("iot.commands");
  }

  @Test
  void shouldTakeFacesAndMovements() {
    DeviceRig rig = listening(Fidelity.ROBUST);
    rig.server.send("{\"type\":\"emoji\",\"emotion\":\"happy\"}");
    rig.server.send("{\"type\":\"emoji\"}");
    rig.server.send("{\"type\":\"actions\",\"actions\":[{\"name\":\"nod\"}]}");
    rig.runMillis(10);
    assertThat(rig.received).endsWith("emoji", "emoji", "actions");
    assertThat(rig.violations).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Fidelity.class)
  void shouldGoIdleWhenItIsRefusedAfterItWentOnWithoutAuth(Fidelity fidelity) {
    DeviceRig rig = idle(fidelity);
    rig.device.toggleChat();
    rig.runMillis(2_100);
    assertThat(rig.states).containsExactly("connecting", "listening");
    int packets = rig.server.audio;
    rig.server.send("{\"type\":\"auth\",\"code\":-1,\"msg\":\"auth_failed\"}");
    rig.runMillis(1_000);
    assertThat(rig.states).endsWith("idle");
    assertThat(rig.failures).extracting(ChannelFailure::stage).containsExactly(ChannelFailure.Stage.AUTHENTICATION);
    assertThat(rig.server.audio - packets).as("packets sent after that").isLessThanOrEqualTo(1);
    assertThat(rig.device.channelOpen()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Fidelity.class)
  void shouldSayNothingMoreWhenItIsRefused(Fidelity fidelity) {
    DeviceRig rig = idle(fidelity);
    rig.device.toggleChat();
    rig.runMillis(10);
    rig.server.send("{\"type\":\"auth\",\"code\":-1,\"msg\":\"auth_failed\"}");
    rig.server.send(AUTH);
    rig.server.sendTts("start");
    rig.server.sendTts("stop");
    rig.server.send("{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}}");
    rig.runMillis(5_000);
    assertThat(rig.states).containsExactly("connecting", "idle");
    assertThat(rig.failures).extracting(ChannelFailure::stage).containsExactly(ChannelFailure.Stage.AUTHENTICATION);
    assertThat(rig.server.texts).isEmpty();
    rig.device.toggleChat();
    rig.runMillis(1_000);
    assertThat(rig.states).as("the next try waits for an auth of its own").endsWith("connecting");
    rig.server.send(AUTH);
    rig.runMillis(200);
    assertThat(rig.states).endsWith("listening");
  }

  @ParameterizedTest
  @EnumSource(Fidelity.class)
  void shouldForgetTheSessionOfAnEarlierConnection(Fidelity fidelity) {
    DeviceRig rig = listening(fidelity);
    rig.device.toggleChat();
    rig.runMillis(100);
    assertThat(rig.server.texts.getLast()).isEqualTo("{\"session_id\":\"t1\",\"type\":\"cancel_listen\"}");
    rig.device.toggleChat();
    rig.runMillis(2_100);
    assertThat(rig.server.texts.getLast()).startsWith("{\"session_id\":\"\",\"type\":\"start_listen\"");
  }

  @Test
  void shouldCountOddMessagesAndGoOn() {
    DeviceRig rig = listening(Fidelity.ROBUST);
    for (String odd :
        new String[] {"认证失败", "{}", "[]", "{\"type\":5}", "{\"type\":\"hello\"}", "{\"type\":\"auth\",\"code\":7}"}) {
      rig.server.send(odd);
    }
    rig.runMillis(10);
    assertThat(rig.violations).hasSize(6);
    assertThat(rig.states).isEmpty();
    assertThat(rig.device.state()).isEqualTo(DeviceState.LISTENING);
  }
}
