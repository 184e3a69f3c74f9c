package io.github.xiaozhisim.device.conformance;

/** MQTT: what a server hello must be, and what becomes of the call when it is not. */
final class GatewayHelloCases {

  @Case("Q07")
  void keysThatAreNotSixteenBytesOfHexAreRefused(Stage stage) {
    stage.mqttIdle();
    String zz = "zz" + Gateway.KEY.substring(2);
    for (String bad : new String[] {Gateway.KEY.substring(1), zz, Gateway.KEY + "00", ""}) {
      refused(stage, Gateway.hello("s1", "8884", bad, Gateway.NONCE));
      refused(stage, Gateway.hello("s1", "8884", Gateway.KEY, bad));
    }
    stage
        .gateway()
        .answersHelloWith(Gateway.hello("s1", "8884", Gateway.KEY.toUpperCase(java.util.Locale.ROOT), Gateway.NONCE));
    stage.button();
    stage.sees("[connecting]", "D> hello", "[listening]", "D> LS(auto)"); // digits in any case
  }

  @Case("Q08")
  void portsThatAreNotFromOneTo65535AreRefused(Stage stage) {
    stage.mqttIdle();
    for (String bad : new String[] {"0", "70000", "\"8884\"", "-1", "null"}) {
      refused(stage, Gateway.hello("s1", bad, Gateway.KEY, Gateway.NONCE));
    }
  }

  @Case("Q08")
  void aHelloWithoutUdpOrForAnotherTransportIsRefused(Stage stage) {
    stage.mqttIdle();
    refused(stage, "{\"type\":\"hello\",\"transport\":\"udp\",\"session_id\":\"s1\"}");
    refused(stage, "{\"type\":\"hello\",\"transport\":\"udp\",\"udp\":[]}");
    refused(stage, Gateway.HELLO.replace("\"transport\":\"udp\"", "\"transport\":\"websocket\""));
    refused(stage, Gateway.HELLO.replace("\"transport\":\"udp\",", ""));
    refused(stage, Gateway.HELLO.replace("\"gateway.example\"", "5"));
  }

  private static void refused(Stage stage, String hello) {
    stage.gateway().answersHelloWith(hello);
    stage.button();
    stage.sees("[connecting]", "D> hello");
    if (stage.strict()) {
      stage.seesBetween(9_900, 10_100, "[idle]");
      stage.expect("the stage that failed", String.valueOf(stage.observer().failure()).contains("HELLO_TIMEOUT"), true);
    } else {
      stage.sees("[idle]");
      stage.expect("the stage that failed", String.valueOf(stage.observer().failure()).contains("REFUSED"), true);
    }
    stage.expectNote("violation hello.udp");
    stage.quiet();
  }

  @Case("Q21")
  void withoutATopicTheHelloCannotBeSent(Stage stage) {
    stage.bootWithMqtt("broker.example:1883", "");
    stage.sees("[starting]", "[activating]", "D> POST /xiaozhi/ota/", "D> CONNECT", "[idle]");
    stage.run(100);
    stage.button();
    stage.sees("[connecting]", "[idle]");
    stage.seesNothingFor(100);
    stage.expect("errors shown", stage.notes("emotion cancel"), stage.strict() ? 0 : 1);
    stage.expectNote("failure SEND");
  }

  @Case("Q23")
  void aSecondHelloInACallReplacesTheKeysAndBeginsTheSequencesAnew(Stage stage) {
    stage.mqttSpeaking();
    stage.gateway().sendAudio(7, Stage.packet());
    stage.run(10);
    String key = "ffeeddccbbaa99887766554433221100";
    String nonce = "0100000055667788" + "0000000000000000";
    stage.gateway().send(Gateway.hello("s2", "9999", key, nonce).replace("gateway.example", "elsewhere.example"));
    stage.gateway().sendDatagram(Gateway.sealed(key, nonce, 1, 0, Stage.packet()));
    stage.run(10);
    stage.expect("packets accepted", stage.observer().accepted(), 2);
    int before = stage.gateway().datagrams().size();
    stage.gateway().send(Stage.T_STOP);
    stage.sees("[listening]");
    stage.seesWithin(300, "D> LS(auto)");
    stage.run(400);
    byte[] first = stage.gateway().datagrams().get(before);
    stage.expect("its connection id", Integer.toHexString(java.nio.ByteBuffer.wrap(first).getInt(4)), "55667788");
    stage.expect("its sequence", java.nio.ByteBuffer.wrap(first).getInt(12), 1);
    stage.expect("the session of messages", stage.gateway().texts().getLast().contains("\"s2\""), true);
  }

  @Case("Q25")
  void anErrorInsteadOfAHelloEndsTheWaitOnlyInARobustDevice(Stage stage) {
    stage.mqttIdle();
    stage.gateway().answersHelloWith("{\"type\":\"error\",\"message\":\"no such device\"}");
    stage.button();
    stage.sees("[connecting]", "D> hello");
    if (stage.strict()) {
      stage.seesBetween(9_900, 10_100, "[idle]");
      return;
    }
    stage.sees("[idle]");
    stage.expect("the text", String.valueOf(stage.observer().failure()).contains("no such device"), true);
    stage.expectNote("system line 'the server says: no such device'");
  }
}
