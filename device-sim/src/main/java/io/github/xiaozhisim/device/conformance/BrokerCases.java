package io.github.xiaozhisim.device.conformance;

import static io.github.xiaozhisim.device.conformance.Stage.T_START;
import static io.github.xiaozhisim.device.conformance.Stage.T_STOP;

import io.github.xiaozhisim.device.Fidelity;
import io.github.xiaozhisim.hal.network.MqttEndpoint.Answer;
import io.github.xiaozhisim.hal.network.MqttEndpoint.Connect;

/** MQTT: the connection to the broker, kept over conversations, lost and opened again. */
final class BrokerCases {

  @Case("Q03")
  void brokerDownAtTheButtonMeansOneAttemptOfTenSeconds(Stage stage) {
    stage.mqttIdle();
    stage.gateway().drop();
    stage.run(10);
    stage.gateway().answersConnect(new Answer.Ignore());
    stage.button();
    stage.sees("[connecting]", "D> CONNECT");
    stage.seesBetween(9_900, 10_100, "[idle]");
    stage.expectNote("failure UPGRADE");
    stage.expectNote("emotion cancel");
  }

  @Case("Q03")
  void anAbsentBrokerIsTriedAgainAtTheButton(Stage stage) {
    stage.gateway().answersConnect(new Answer.Drop());
    stage.bootWithMqtt("broker.example:1883", Gateway.TOPIC);
    stage.sees("[starting]", "[activating]", "D> POST /xiaozhi/ota/", "D> CONNECT", "[idle]");
    stage.quiet();
    stage.button();
    stage.sees("[connecting]", "D> CONNECT", "D> hello", "[listening]", "D> LS(auto)");
  }

  @Case("S34")
  void theButtonWhileTheBrokerIsAwayConnectsFirst(Stage stage) {
    stage.mqttIdle();
    stage.gateway().drop();
    stage.run(10);
    stage.button();
    stage.sees("[connecting]", "D> CONNECT", "D> hello", "[listening]", "D> LS(auto)");
  }

  @Case("Q04")
  void aBrokerLostInIdleIsConnectedAgainAfterAMinute(Stage stage) {
    stage.mqttIdle();
    stage.gateway().drop();
    stage.seesBetween(59_900, 60_100, "D> CONNECT");
    stage.button();
    stage.sees("[connecting]", "D> hello", "[listening]", "D> LS(auto)");
  }

  @Case("Q04")
  void theFirmwareTriesOnlyOnceARobustDeviceTriesOn(Stage stage) {
    stage.mqttIdle();
    stage.gateway().answersConnect(new Answer.Drop());
    stage.gateway().drop();
    stage.seesBetween(59_900, 60_100, "D> CONNECT");
    if (stage.strict()) {
      stage.seesNothingFor(300_000);
    } else {
      stage.seesBetween(59_900, 60_100, "D> CONNECT");
    }
  }

  @Case(value = "Q04", in = Fidelity.ROBUST)
  void aBrokerThatStaysAwayIsToldOnceUntilItHasBeenThereAgain(Stage stage) {
    stage.mqttIdle();
    for (int absences = 1; absences <= 2; absences++) {
      for (int i = 0; i < 5; i++) {
        stage.gateway().answersConnect(new Answer.Drop());
      }
      stage.gateway().drop();
      for (int i = 0; i < 6; i++) {
        stage.seesBetween(59_900, 60_200, "D> CONNECT");
      }
      stage.run(1_000);
      stage.expect("alarms sounded", stage.notes("sound exclamation"), absences);
      stage.expect("failures told", stage.notes("failure UPGRADE"), absences);
    }
  }

  @Case(value = "Q04", in = Fidelity.STRICT)
  void theOneAttemptIsLostWhenTheDeviceIsNotIdle(Stage stage) {
    stage.mqttListening();
    stage.gateway().drop();
    stage.seesNothingFor(70_000);
    stage.button(); // its goodbye finds no broker
    stage.sees("[idle]");
    stage.seesNothingFor(300_000);
  }

  @Case("Q05")
  void aConversationIsHelloUdpAndMessagesByMqtt(Stage stage) {
    stage.bootWithMqtt("broker.example:1883", Gateway.TOPIC);
    stage.sees("[starting]", "[activating]", "D> POST /xiaozhi/ota/", "D> CONNECT", "[idle]");
    Connect connect = stage.gateway().connects().getFirst();
    stage.expect(
        "what it says to the broker",
        connect,
        new Connect(4, "GID_test@@@02_00_00_00_00_01@@@u", "name", "secret", 240));
    stage.quiet();
    stage.button();
    stage.sees("[connecting]", "D> hello", "[listening]", "D> LS(auto)");
    String hello = stage.gateway().texts().getFirst();
    stage.expect(
        "the beginning of the hello",
        hello.startsWith("{\"type\":\"hello\",\"version\":3,\"transport\":\"udp\",\"features\":{"),
        true);
    stage.expect(
        "the end of the hello",
        hello.endsWith(
            "\"audio_params\":{\"format\":\"opus\",\"sample_rate\":16000,\"channels\":1,\"frame_duration\":60}}"),
        true);
    stage.seesNothingFor(1_180);
    stage.expectBetween("datagrams in the first second", stage.gateway().datagrams().size(), 15, 18);
    stage.gateway().send(T_START);
    stage.sees("[speaking]");
    for (int sequence = 1; sequence <= 10; sequence++) {
      stage.gateway().sendAudio(sequence, Stage.packet());
    }
    stage.run(10);
    stage.expect("packets accepted", stage.observer().accepted(), 10);
    stage.gateway().send(T_STOP);
    stage.sees("[listening]");
    stage.seesWithin(650, "D> LS(auto)");
  }

  @Case("Q17")
  void theButtonInListeningClosesUdpAndSaysGoodbye(Stage stage) {
    stage.mqttListening();
    stage.button();
    stage.sees("[idle]", "D> goodbye");
    stage.run(20);
    stage.forget();
    stage.run(1_000);
    stage.expect("datagrams after the goodbye", stage.packetsSent(), 0);
    stage.expect(
        "the goodbye", stage.gateway().texts().getLast(), "{\"session_id\":\"s1\",\"type\":\"goodbye\"}");
  }

  @Case("Q19")
  void goodbyeOfAnotherOrNoSessionIsIgnored(Stage stage) {
    stage.mqttListening();
    stage.gateway().send("{\"type\":\"goodbye\",\"session_id\":null}");
    stage.gateway().send("{\"type\":\"goodbye\"}");
    stage.gateway().send("{\"type\":\"goodbye\",\"session_id\":\"s2\"}");
    stage.seesNothingFor(1_000);
    stage.expectBetween("packets sent meanwhile", stage.packetsSent(), 15, 18);
  }

  @Case("Q19")
  void goodbyeOfTheSessionClosesWithoutAnAnswer(Stage stage) {
    stage.mqttListening();
    stage.gateway().send("{\"type\":\"goodbye\",\"session_id\":\"s1\"}");
    stage.sees("[idle]");
    stage.run(20);
    stage.forget();
    stage.seesNothingFor(1_000);
    stage.expect("datagrams after the goodbye", stage.packetsSent(), 0);
    stage.button();
    stage.sees("[connecting]", "D> hello", "[listening]", "D> LS(auto)");
  }

  @Case("Q24")
  void aMessageThatIsNoJsonIsIgnored(Stage stage) {
    stage.mqttListening();
    stage.gateway().send("not JSON");
    stage.gateway().send("");
    stage.gateway().send("{\"type\":5}");
    stage.seesNothingFor(500);
    stage.expect("violations", stage.notes("violation message.malformed"), 3);
    stage.gateway().send(T_START);
    stage.sees("[speaking]");
  }

  @Case("Q26")
  void anEndpointWithoutANumericPortCrashesTheFirmware(Stage stage) {
    stage.config(c -> c.withRestartsAfterCrash(false));
    stage.bootWithMqtt("broker.example:abc", Gateway.TOPIC);
    stage.sees("[starting]", "[activating]", "D> POST /xiaozhi/ota/");
    if (stage.strict()) {
      stage.sees("crash mqtt.endpoint");
      return;
    }
    stage.sees("[idle]");
    stage.expectNote("violation mqtt.endpoint");
    stage.button();
    stage.sees("[connecting]", "[idle]");
    stage.expectNote("failure NO_SERVER");
  }

  @Case("Q27")
  void aChannelThatWasSilentForTwoMinutesIsOpenedAgain(Stage stage) {
    stage.mqttIdle();
    stage.press();
    stage.sees("[connecting]", "D> hello", "[listening]", "D> LS(manual)");
    stage.run(1_000);
    stage.release();
    stage.sees("[idle]", "D> LX");
    stage.seesNothingFor(100_000);
    stage.press();
    stage.sees("[listening]", "D> LS(manual)"); // within 120 s: the same session
    stage.release();
    stage.sees("[idle]", "D> LX");
    stage.seesNothingFor(21_000);
    stage.press();
    stage.sees("[connecting]", "D> hello", "[listening]", "D> LS(manual)");
  }
}
