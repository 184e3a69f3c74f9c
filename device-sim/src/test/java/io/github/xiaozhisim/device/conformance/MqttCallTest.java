package io.github.xiaozhisim.device.conformance;

import io.github.xiaozhisim.device.Fidelity;
import io.github.xiaozhisim.device.virtual.SimLink;
import io.github.xiaozhisim.hal.network.MqttEndpoint.Answer;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call over MQTT and UDP in which something breaks, beyond the numbered cases. */
class MqttCallTest {

  @ParameterizedTest
  @EnumSource(Fidelity.class)
  void shouldGoOnOverUdpWhenTheBrokerIsLostAndFailAtTheNextMessage(Fidelity fidelity) {
    Stage stage = new Stage(fidelity);
    stage.mqttSpeaking();
    stage.gateway().drop();
    stage.gateway().sendAudio(1, Stage.packet());
    stage.seesNothingFor(1_000);
    stage.expect("packets accepted", stage.observer().accepted(), 1);
    stage.button(); // its abort cannot be published
    stage.sees("[idle]");
    stage.expectNote("failure SEND");
    stage.quiet();
    stage.button();
    stage.sees("[connecting]", "D> CONNECT", "D> hello", "[listening]", "D> LS(auto)");
    stage.end();
  }

  @Test
  void shouldEchoTimeStampsOverUdpForTheServersEchoCancellation() {
    Stage stage = new Stage(Fidelity.STRICT).realtime().config(c -> c.withServerEchoCancellation(true));
    stage.mqttSpeaking();
    stage.expect("aec in the hello", stage.gateway().texts().getFirst().contains("\"features\":{\"aec\":true,"), true);
    int before = stage.gateway().datagrams().size();
    for (int i = 0; i < 3; i++) {
      stage.gateway().sendDatagram(Gateway.sealed(Gateway.KEY, Gateway.NONCE, i + 1, 1_000 + 60 * i, Stage.packet()));
    }
    stage.run(600);
    List<Integer> echoed =
        stage.gateway().datagrams().stream()
            .skip(before)
            .map(datagram -> ByteBuffer.wrap(datagram).getInt(8))
            .filter(timestamp -> timestamp != 0)
            .toList();
    stage.expect("time stamps echoed", echoed, List.of(1_000, 1_060, 1_120));
    stage.end();
  }

  @Test
  void shouldBeReadyTenSecondsLaterWhenTheBrokerDoesNotAnswerAtBoot() {
    Stage stage = new Stage(Fidelity.STRICT);
    stage.gateway().answersConnect(new Answer.Ignore());
    stage.bootWithMqtt("broker.example:1883", Gateway.TOPIC);
    stage.sees("[starting]", "[activating]", "D> POST /xiaozhi/ota/", "D> CONNECT");
    stage.seesBetween(9_900, 10_100, "[idle]");
    stage.expectNote("emotion cancel");
    stage.end();
  }

  @ParameterizedTest
  @EnumSource(Fidelity.class)
  void shouldNoticeAGatewayThatAcceptsAndClosesAtOnce(Fidelity fidelity) {
    Stage stage = new Stage(fidelity);
    stage.gateway().answersConnect(new Answer.AcceptAndClose());
    stage.gateway().answersConnect(new Answer.AcceptAndClose());
    stage.bootWithMqtt("broker.example:1883", Gateway.TOPIC);
    stage.sees("[starting]", "[activating]", "D> POST /xiaozhi/ota/", "D> CONNECT", "[idle]");
    stage.run(100);
    stage.button();
    stage.sees("[connecting]", "D> CONNECT");
    if (stage.strict()) {
      stage.seesBetween(9_900, 10_100, "[idle]"); // the wait for the hello is not cut short
    } else {
      stage.sees("[idle]");
      stage.expect(
          "the advice",
          String.valueOf(stage.observer().failure()).contains("check client id, user name and password"),
          true);
    }
    stage.end();
  }

  @ParameterizedTest
  @EnumSource(Fidelity.class)
  void shouldKeepTheBrokerWithPingsOverANight(Fidelity fidelity) {
    Stage stage = new Stage(fidelity);
    stage.mqttIdle();
    stage.seesNothingFor(10 * 3_600_000L);
    stage.button();
    stage.sees("[connecting]", "D> hello", "[listening]", "D> LS(auto)");
    stage.end();
  }

  @ParameterizedTest
  @EnumSource(Fidelity.class)
  void shouldAskADeadBrokerForTenSecondsAndThenOnlyTheRobustDeviceConnectsAnew(Fidelity fidelity) {
    Stage stage = new Stage(fidelity);
    stage.mqttIdle();
    stage.network().links().forEach(SimLink::halfOpen);
    stage.button();
    stage.sees("[connecting]");
    stage.seesBetween(9_900, 10_100, "[idle]");
    stage.quiet();
    stage.button();
    stage.sees("[connecting]");
    if (stage.strict()) {
      stage.seesBetween(9_900, 10_100, "[idle]");
    } else {
      stage.sees("D> CONNECT", "D> hello", "[listening]", "D> LS(auto)");
    }
    stage.end();
  }

  @ParameterizedTest
  @EnumSource(Fidelity.class)
  void shouldAnswerAGatewayThatAsksForToolsBeforeAnySession(Fidelity fidelity) {
    Stage stage = new Stage(fidelity);
    stage.mqttIdle();
    stage.gateway().send(
        "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":10000,\"method\":\"tools/call\","
            + "\"params\":{\"name\":\"self.nothing\"}}}");
    String code = stage.strict() ? "" : "\"code\":-32602,";
    stage.sees(
        "D> mcp {\"jsonrpc\":\"2.0\",\"id\":10000,\"error\":{" + code + "\"message\":\"Unknown tool: self.nothing\"}}");
    stage.expect("its session id", stage.gateway().texts().getLast().startsWith("{\"session_id\":\"\","), true);
    stage.end();
  }

  @ParameterizedTest
  @EnumSource(Fidelity.class)
  void shouldFindOutByPingsThatALineIsDead(Fidelity fidelity) {
    Stage stage = new Stage(fidelity);
    stage.mqttIdle();
    stage.network().links().forEach(SimLink::halfOpen);
    stage.seesBetween(295_000, 305_000, "D> CONNECT"); // two halves of the keep-alive and the minute
    stage.end();
  }

  @ParameterizedTest
  @EnumSource(Fidelity.class)
  void shouldTellNothingOfAToolThatIsDoneAfterTheDeviceWasSwitchedOff(Fidelity fidelity) {
    Stage stage = new Stage(fidelity);
    stage.fitted(board -> board.fit(McpTalk.slowCamera(stage, 5_000)));
    stage.mqttListening();
    stage.gateway().send(
        "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
            + "\"params\":{\"name\":\"self.camera.take_photo\",\"arguments\":{\"question\":\"?\"}}}}");
    stage.run(1_000);
    stage.device().shutdown();
    stage.seesNothingFor(10_000);
    stage.expect("failures told", stage.notes("failure SEND"), 0);
    stage.end();
  }
}
