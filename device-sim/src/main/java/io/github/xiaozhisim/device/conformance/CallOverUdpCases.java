package io.github.xiaozhisim.device.conformance;

import static io.github.xiaozhisim.device.conformance.Stage.T_START;
import static io.github.xiaozhisim.device.conformance.Stage.T_STOP;

/** MQTT and UDP where the specification's tables describe them without a case of their own. */
final class CallOverUdpCases {

  private static final String OTA = "D> POST /xiaozhi/ota/";
  private static final String INITIALIZE =
      "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":10000,\"method\":\"initialize\",\"params\":{}}}";

  @Case("Q01")
  void theBrokerIsConnectedAtBootAndNobodySubscribes(Stage stage) {
    stage.bootWithMqtt("broker.example:1883", Gateway.TOPIC);
    stage.sees("[starting]", "[activating]", OTA, "D> CONNECT", "[idle]");
    stage.seesNothingFor(300_000); // pings are the transport's
    stage.expect("clients", stage.gateway().connects().size(), 1);
  }

  @Case("Q01")
  void aGatewayThatAsksForToolsRightAfterTheConnectIsAnswered(Stage stage) {
    stage.mqttIdle();
    stage.gateway().send(INITIALIZE);
    stage.run(20);
    String answer = stage.gateway().texts().getLast();
    stage.expect("session of the answer", answer.startsWith("{\"session_id\":\"\",\"type\":\"mcp\""), true);
    stage.expect("id of the answer", answer.contains("\"id\":10000,\"result\""), true);
    stage.forget();
  }

  @Case("Q13")
  void anEqualSequenceIsDropped(Stage stage) {
    stage.mqttSpeaking();
    for (int sequence : new int[] {1, 1, 2, 2, 2, 3}) {
      stage.gateway().sendAudio(sequence, Stage.packet());
    }
    stage.seesNothingFor(20);
    stage.expect("packets accepted", stage.observer().accepted(), 3);
    stage.expect("equal ones", stage.notes("violation udp.sequence"), 3);
  }

  @Case("Q15")
  void sequencesHaveNoSignAndDoNotWrap(Stage stage) {
    stage.mqttSpeaking();
    for (int sequence : new int[] {1, 0x7fff_ffff, 0x8000_0000, -2, -1, 0, 1}) {
      stage.gateway().sendAudio(sequence, Stage.packet());
    }
    stage.seesNothingFor(20);
    stage.expect("packets accepted", stage.observer().accepted(), 5);
    stage.expect("older ones", stage.notes("violation udp.sequence"), 2);
  }

  @Case("Q18")
  void goodbyeOfTheServerInSpeakingEndsTheCallAndTheQueuePlaysOut(Stage stage) {
    stage.mqttSpeaking();
    for (int sequence = 1; sequence <= 10; sequence++) {
      stage.gateway().sendAudio(sequence, Stage.packet());
    }
    stage.run(10);
    stage.gateway().send("{\"type\":\"goodbye\",\"session_id\":\"s1\"}");
    stage.sees("[idle]");
    stage.seesNothingFor(2_000);
    stage.expect("sounds cut", stage.notes("sound cut"), 0);
    stage.button();
    stage.sees("[connecting]", "D> hello", "[listening]", "D> LS(auto)");
  }

  @Case("Q18")
  void goodbyeRightBehindTheHelloEndsTheCallAsSoonAsItBegan(Stage stage) {
    stage.mqttIdle();
    stage.gateway().answersHelloWith(null);
    stage.button();
    stage.sees("[connecting]", "D> hello");
    stage.gateway().send(Gateway.HELLO);
    stage.gateway().send("{\"type\":\"goodbye\",\"session_id\":\"s1\"}");
    stage.sees("[listening]", "[idle]", "D> LS(auto)");
    stage.expect("whether the channel is open", stage.device().channelOpen(), false);
    stage.seesNothingFor(1_000);
  }

  @Case("Q18")
  void aServerThatSaidGoodbyeInIdleIsGreetedAnew(Stage stage) {
    stage.mqttIdle();
    stage.press();
    stage.sees("[connecting]", "D> hello", "[listening]", "D> LS(manual)");
    stage.run(300);
    stage.release();
    stage.sees("[idle]", "D> LX");
    stage.gateway().send("{\"type\":\"goodbye\",\"session_id\":\"s1\"}");
    stage.seesNothingFor(100);
    stage.expect("whether the channel is open", stage.device().channelOpen(), false);
    stage.press();
    stage.sees("[connecting]", "D> hello", "[listening]", "D> LS(manual)");
  }

  @Case("Q18")
  void aGoodbyeThatAnswersTheDevicesOwnChangesNothing(Stage stage) {
    stage.mqttListening();
    stage.button();
    stage.sees("[idle]", "D> goodbye");
    stage.gateway().send("{\"type\":\"goodbye\",\"session_id\":\"s1\"}");
    stage.seesNothingFor(500);
    stage.expect("channels closed by the server", stage.notes("channel closed: ended by the server's goodbye"), 0);
  }

  /** Section 7.5: it leads to idle, whatever the device is doing. */
  @Case("Q18")
  void goodbyeEndsAnAnswerThatWasPushedBehindTheCall(Stage stage) {
    stage.mqttListening();
    stage.button();
    stage.sees("[idle]", "D> goodbye");
    stage.gateway().send(T_START);
    stage.sees("[speaking]");
    stage.gateway().send("{\"type\":\"goodbye\",\"session_id\":\"s2\"}");
    stage.seesNothingFor(500);
    stage.gateway().send("{\"type\":\"goodbye\",\"session_id\":\"s1\"}");
    stage.sees("[idle]");
  }

  /** Section 7.5: closing says goodbye, even where there is no sound to close. */
  @Case("Q17")
  void hangingUpBehindAPushedAnswerSaysGoodbye(Stage stage) {
    stage.mqttIdle();
    stage.gateway().send(T_START);
    stage.sees("[speaking]");
    stage.gateway().send(T_STOP);
    if (stage.strict()) {
      stage.sees("[listening]", "D> LS(auto)");
      stage.button();
      stage.sees("[idle]", "D> goodbye");
    } else {
      stage.sees("[idle]");
    }
  }

  @Case("Q20")
  void aLostBrokerIsNotNoticedUntilSomethingIsToBeSaid(Stage stage) {
    stage.mqttSpeaking();
    stage.gateway().drop();
    for (int sequence = 1; sequence <= 3; sequence++) {
      stage.gateway().sendAudio(sequence, Stage.packet());
    }
    stage.seesNothingFor(5_000);
    stage.expect("packets accepted", stage.observer().accepted(), 3);
    stage.button(); // its abort finds no broker
    stage.sees("[idle]");
    stage.expectNote("emotion cancel");
    stage.button();
    stage.seesWithin(500, "[connecting]", "D> CONNECT", "D> hello", "[listening]", "D> LS(auto)");
  }

  @Case("Q22")
  void withoutAPortTheBrokerIsAskedAtItsUsualOne(Stage stage) {
    stage.bootWithMqtt("broker.example", Gateway.TOPIC);
    stage.sees("[starting]", "[activating]", OTA, "D> CONNECT", "[idle]");
    stage.quiet();
    stage.button();
    stage.sees("[connecting]", "D> hello", "[listening]", "D> LS(auto)");
  }

  @Case("Q17")
  void aRestartInIdleSaysNoGoodbye(Stage stage) {
    stage.mqttIdle();
    int texts = stage.gateway().texts().size();
    stage.gateway().send("{\"type\":\"system\",\"command\":\"reboot\"}");
    stage.run(500);
    stage.expect("messages", stage.gateway().texts().size() - texts, 0);
    stage.run(20_000);
    stage.expect("restarts", stage.restarts(), 1);
    stage.forget();
  }

  @Case("Q17")
  void aRestartInACallSaysGoodbye(Stage stage) {
    stage.mqttListening();
    stage.gateway().send("{\"type\":\"system\",\"command\":\"reboot\"}");
    stage.sees("D> goodbye");
    stage.run(20_000);
    stage.forget();
  }

  @Case("Q05")
  void pushToTalkOverMqttListensOnceMoreInTheSameSession(Stage stage) {
    stage.mqttIdle();
    stage.press();
    stage.sees("[connecting]", "D> hello", "[listening]", "D> LS(manual)");
    stage.run(500);
    stage.release();
    stage.sees("[idle]", "D> LX");
    stage.gateway().send(T_START);
    stage.sees("[speaking]");
    stage.gateway().send(T_STOP);
    stage.sees("[idle]");
    stage.press();
    stage.sees("[listening]", "D> LS(manual)");
  }

  @Case("Q17")
  void aLostNetworkEndsTheCallWithAGoodbyeWhereThereIsStillAWay(Stage stage) {
    stage.mqttListening();
    stage.device().networkLost();
    stage.sees("[idle]", "D> goodbye");
    stage.run(20);
    stage.forget();
    stage.run(1_000);
    stage.expect("datagrams after the goodbye", stage.packetsSent(), 0);
  }

  @Case("Q17")
  void theWakeWordInSpeakingIsToldByMqttAndTheCallGoesOn(Stage stage) {
    stage.mqttSpeaking();
    stage.wake("你好小智");
    stage.sees("[listening]", "D> AB(w)", "D> LS(auto)");
    stage.run(20);
    stage.forget();
    stage.run(1_000);
    stage.expectBetween("datagrams", stage.packetsSent(), 13, 16);
  }
}
