package io.github.xiaozhisim.device.conformance;

import static io.github.xiaozhisim.device.conformance.Stage.T_START;

/** What the server's hello says, and what the device makes of it. */
final class HelloCases {

  private static String hello(String members) {
    return "{\"type\":\"hello\",\"transport\":\"websocket\"" + members + "}";
  }

  private static void opensWith(Stage stage, String hello) {
    stage.idle();
    stage.peer().answersHelloWith(hello);
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
  }

  @Case("W13")
  void aHelloForAnotherTransportIsIgnored(Stage stage) {
    stage.idle();
    stage.peer().answersHelloWith("{\"type\":\"hello\",\"transport\":\"udp\"}");
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello");
    stage.seesBetween(9_900, 10_100, "[idle]");
    stage.run(10);
    stage.forget();
    stage.expectNote("violation hello.transport");
  }

  /** Not numbered in the specification's table, but in its description of the hello. */
  @Case("W13")
  void aHelloWithoutTransportCrashesTheFirmware(Stage stage) {
    stage.idle();
    stage.peer().answersHelloWith("{\"type\":\"hello\"}");
    stage.button();
    if (stage.strict()) {
      stage.sees("[connecting]", "D> upgrade", "D> hello", "crash hello.transport", "D> TCP closed");
      stage.seesWithin(1_100, "[starting]", "[activating]", "[idle]");
    } else {
      stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
      stage.expectNote("violation hello.transport");
    }
  }

  @Case("W15")
  void aHelloWithoutSessionIdIsAccepted(Stage stage) {
    opensWith(stage, hello(""));
    stage.expect(
        "listen start",
        stage.peer().texts().get(1),
        "{\"session_id\":\"\",\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}");
  }

  @Case("W15")
  void aHelloWithoutSessionIdLeavesThePreviousOne(Stage stage) {
    stage.listening();
    stage.button();
    stage.sees("[idle]", "D> TCP closed");
    stage.peer().answersHelloWith(hello(""));
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
    stage.expect(
        "listen start",
        stage.peer().texts().getLast(),
        "{\"session_id\":\"s1\",\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}");
  }

  @Case("W16")
  void aSessionIdThatIsNoStringIsNone(Stage stage) {
    opensWith(stage, hello(",\"session_id\":7"));
    stage.expect(
        "listen start",
        stage.peer().texts().get(1),
        "{\"session_id\":\"\",\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}");
  }

  @Case("W17")
  void aSessionIdWithAQuoteIsNotEscapedByTheFirmware(Stage stage) {
    stage.idle();
    stage.peer().answersHelloWith(hello(",\"session_id\":\"a\\\"b\""));
    stage.button();
    if (stage.strict()) {
      stage.sees(
          "[connecting]",
          "D> upgrade",
          "D> hello",
          "[listening]",
          "D> invalid {\"session_id\":\"a\"b\",\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}");
    } else {
      stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
    }
  }

  @Case("W22")
  void aSampleRateThatIsNoNumberIsIgnored(Stage stage) {
    opensWith(
        stage, hello(",\"session_id\":\"s1\",\"audio_params\":{\"sample_rate\":\"16000\",\"frame_duration\":60}"));
    stage.server(T_START);
    stage.sees("[speaking]");
    stage.audio(2);
    stage.run(200);
    stage.expect("packets played", stage.device().audio().played(), 2L);
  }

  @Case("W23")
  void aSecondHelloInACallAppliesFromThenOn(Stage stage) {
    stage.listening();
    stage.server(hello(",\"session_id\":\"s2\",\"audio_params\":{\"sample_rate\":16000,\"frame_duration\":60}"));
    stage.seesNothingFor(100);
    stage.server(T_START);
    stage.sees("[speaking]");
    stage.button();
    stage.sees("D> AB");
    stage.expect("abort", stage.peer().texts().getLast(), "{\"session_id\":\"s2\",\"type\":\"abort\"}");
    stage.server(Stage.T_STOP);
    stage.sees("[listening]", "D> LS(auto)");
    stage.button();
    stage.sees("[idle]", "D> TCP closed");
    stage.peer().answersHelloWith(null);
    stage.button();
    if (stage.strict()) { // the flag of the second hello spares the next opening its wait, as in W09
      stage.sees("[connecting]", "D> upgrade", "[listening]", "D> hello", "D> LS(auto)");
    } else {
      stage.sees("[connecting]", "D> upgrade", "D> hello");
      stage.seesBetween(9_900, 10_100, "[idle]", "D> TCP closed");
    }
  }
}
