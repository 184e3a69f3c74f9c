package io.github.xiaozhisim.device.conformance;

import static io.github.xiaozhisim.device.conformance.Stage.T_START;
import static io.github.xiaozhisim.device.conformance.Stage.T_STOP;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.ServerEndpoint.UpgradeAnswer;
import java.util.Objects;

/** Habits of known servers, end to end: PY and JV by their languages, GA and GH in Go. */
final class ServerProfileCases {

  private static final String STT = "{\"type\":\"stt\",\"text\":\"hello\",\"session_id\":\"s1\"}";
  private static final String INITIALIZE =
      "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{"
          + "\"protocolVersion\":\"2024-11-05\",\"capabilities\":{},"
          + "\"clientInfo\":{\"name\":\"XiaozhiClient\",\"version\":\"1.0.0\"}}}}";

  @Case("P01")
  void pyAnswersAnIncompleteConfigurationRequestWithSuccessFalse(Stage stage) {
    stage.peer().answersHttp(200, "{\"success\":false,\"message\":\"request error.\"}");
    stage.boot();
    stage.sees("[starting]", "[activating]", "D> POST /xiaozhi/ota/", "[idle]");
    stage.button();
    stage.sees("[connecting]", "[idle]"); // as B09: MQTT without an endpoint
    stage.expect("stage of the failure", failedAt(stage), ChannelFailure.Stage.NO_SERVER);
  }

  /** The token signs both ids as they were sent, so they are spelt alike in both requests. */
  @Case("P02")
  void pyGivesATokenThatTheUpgradeBearsWithTheSameIds(Stage stage) {
    String token = "It3FvC9aiM5IOcb9yVAdCZ4Hyi6Ex5SCPNV1PvZ0ZuA.1757567894";
    stage.peer().answersHttp(200, BootCases.WEBSOCKET.replace("\"token\":\"\"", "\"token\":\"" + token + "\""));
    stage.boot();
    stage.sees("[starting]", "[activating]", "D> POST /xiaozhi/ota/", "[idle]");
    stage.quiet();
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
    var asked = stage.peer().requests().getFirst().headers();
    var upgrade = stage.peer().upgrades().getFirst().headers();
    stage.expect("Authorization", upgrade.get("authorization"), "Bearer " + token);
    stage.expect("Device-Id", upgrade.get("device-id"), asked.get("device-id"));
    stage.expect("Client-Id", upgrade.get("client-id"), asked.get("client-id"));
  }

  @Case("P03")
  void pyEchoesTheDevicesOwnRateAndSendsAnother(Stage stage) {
    stage.idle();
    stage
        .peer()
        .answersHelloWith(
            "{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\",\"session_id\":\"s1\",\"audio_params\":"
                + "{\"format\":\"opus\",\"sample_rate\":16000,\"channels\":1,\"frame_duration\":60}}");
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
    stage.server(STT);
    stage.server(T_START);
    stage.sees("[speaking]");
    stage.audioInRealTime(10);
    stage.expect("packets taken", stage.observer().accepted(), 10);
    stage.run(500);
    stage.expect("packets played", stage.device().audio().played(), 10L);
    stage.server(T_STOP);
    stage.sees("[listening]", "D> LS(auto)");
  }

  @Case("P04")
  void pyMayInitializeToolsBeforeItSaysHello(Stage stage) {
    stage.idle();
    stage.peer().answersHelloWith(null);
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello");
    stage.server(INITIALIZE);
    stage.seesNothingFor(500);
    stage.server(Peer.HELLO);
    stage.sees(
        "[listening]",
        "D> LS(auto)",
        "D> mcp {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocolVersion\":\"2024-11-05\",\"capabilities\":"
            + "{\"tools\":{}},\"serverInfo\":{\"name\":\"bread-compact-wifi\",\"version\":\"2.4.2\"}}}");
  }

  @Case("P05")
  void pyDropsTheHelloOfAnUnboundDeviceAndSpeaksItsCode(Stage stage) {
    stage.idle();
    stage.peer().answersHelloWith(null);
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello");
    prompt(stage);
    stage.expect("packets heard while connecting", stage.observer().accepted(), 0);
    stage.seesNothingFor(9_000);
    if (!stage.strict()) {
      stage.seesWithin(1_000, "[idle]", "D> TCP closed"); // robust: what a failed opening queued is discarded
      return;
    }
    stage.seesWithin(1_500, "[idle]", "[speaking]", "[listening]", "D> LS(auto)"); // as W45, after the sound of failure
    stage.run(60_000);
    stage.expect("whether audio flows", stage.packetsSent() > 900, true);
    stage.server(STT);
    stage.server(T_START);
    stage.sees("[speaking]");
    stage.audioInRealTime(5);
    stage.expect("packets heard the second time", stage.observer().accepted(), 5);
    stage.run(500);
    stage.server(T_STOP);
    stage.sees("[listening]", "D> LS(auto)");
  }

  private static void prompt(Stage stage) {
    stage.server(STT);
    stage.server(T_START);
    stage.audio(5);
    stage.server(T_STOP);
    stage.run(20);
  }

  @Case("P06")
  void pySaysNothingWhereItRecognisedNothingAndTheDeviceListensOn(Stage stage) {
    stage.listening();
    stage.run(300);
    stage.forget();
    stage.seesNothingFor(60_000);
    stage.expectState("listening");
    stage.expectBetween("packets sent in a minute", stage.packetsSent(), 999, 1_001);
  }

  @Case("P07")
  void pySaysFarewellAfterAWordOfExitAndCloses(Stage stage) {
    stage.listening();
    stage.server(STT);
    stage.server(T_START);
    stage.sees("[speaking]");
    stage.audio(5);
    stage.run(400);
    stage.server(T_STOP);
    stage.peer().close(1000);
    stage.run(20);
    stage.expectState("idle");
    stage.forget();
    stage.seesNothingFor(2_000);
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
  }

  @Case("P08")
  void pyAnswersAnUpgradeItDoesNotTakeForOneWithAPage(Stage stage) {
    stage.idle();
    stage.peer().answersUpgrade(new UpgradeAnswer.Refuse(HttpResponse.text(200, "Server is running\n")));
    refused(stage);
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
    stage.expect(
        "the header that PY insists on", stage.peer().upgrades().getLast().headers().get("connection"), "Upgrade");
  }

  @Case("P14")
  void ghAnswersAMissingTokenAsUnauthorised(Stage stage) {
    stage.idle();
    stage.peer().refusesUpgrade(401);
    refused(stage);
    stage.expect(
        "Authorization", stage.peer().upgrades().getFirst().headers().get("authorization"), null);
  }

  private static void refused(Stage stage) {
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "[idle]"); // as W04
    stage.seesNothingFor(30_000);
    stage.expect("stage of the failure", failedAt(stage), ChannelFailure.Stage.UPGRADE);
  }

  /**
   * A board with a multicast address cannot be described here, since servers refuse it; the refusal itself can come.
   */
  @Case("P09")
  void jvRefusesAnAddressItDoesNotLikeAndTheDeviceTriesAgain(Stage stage) {
    stage.peer().answersHttp(400, "{\"error\":\"Invalid device ID\"}");
    stage
        .peer()
        .answersHttp(200, "{\"websocket\":{\"url\":\"ws://server.example:8092/ws/xiaozhi/v1/\",\"token\":\"\"}}");
    stage.boot();
    stage.sees("[starting]", "[activating]", "D> POST /xiaozhi/ota/");
    stage.seesBetween(9_900, 10_100, "D> POST /xiaozhi/ota/", "[idle]"); // as B05
    stage.expect("alerts", stage.observer().problems().size(), 1);
  }

  @Case("P10")
  void jvGivesAnUnboundDeviceNothingButACode(Stage stage) {
    String unbound =
        "{\"server_time\":{\"timestamp\":1767225600000,\"timezone_offset\":480},"
            + "\"firmware\":{\"version\":\"1.0.0\",\"url\":\"http://server.example:8003/xiaozhi/ota/\"},"
            + "\"activation\":{\"code\":\"123456\",\"message\":\"123456\",\"challenge\":\"02:00:00:00:00:01\"}}";
    stage.peer().answersHttp(200, unbound);
    stage.peer().answersHttp(202, "");
    stage.peer().answersHttp(202, "");
    stage.peer().answersHttp(200, "{\"message\":\"success\"}");
    stage
        .peer()
        .answersHttp(200, "{\"websocket\":{\"url\":\"ws://server.example:8092/ws/xiaozhi/v1/\",\"token\":\"\"}}");
    stage.boot();
    stage.sees("[starting]", "[activating]", "D> POST /xiaozhi/ota/");
    stage.seesWithin(20_000, "D> POST /xiaozhi/ota/activate"); // once code and prompt are in the queue, as B17
    stage.seesBetween(2_900, 3_100, "D> POST /xiaozhi/ota/activate");
    stage.seesBetween(2_900, 3_100, "D> POST /xiaozhi/ota/activate", "D> POST /xiaozhi/ota/", "[idle]");
    stage.quiet();
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
  }

  @Case("P11")
  void jvDoesNotAnswerAManualTurnWithoutSpeech(Stage stage) {
    stage.idle();
    stage.press();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(manual)");
    stage.run(1_000);
    stage.release();
    stage.sees("[idle]", "D> LX");
    stage.seesNothingFor(30_000); // as S32
    stage.expect("whether the channel is open", stage.device().channelOpen(), true);
  }

  @Case("P12")
  void jvSaysFarewellAfterAMinuteAndCloses(Stage stage) {
    stage.listening();
    stage.run(62_000);
    stage.server(T_START);
    stage.sees("[speaking]");
    stage.audioInRealTime(5);
    stage.server(T_STOP);
    stage.peer().close(1000);
    stage.seesWithin(200, "[listening]", "[idle]");
    stage.seesNothingFor(1_000);
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
  }

  @Case("P13")
  void gaSendsSentenceEndsAndIndexesThatMeanNothingToTheDevice(Stage stage) {
    stage.speaking();
    stage.server("{\"type\":\"tts\",\"state\":\"sentence_start\",\"text\":\"one\",\"index\":1,\"session_id\":\"s1\"}");
    stage.audioInRealTime(3);
    stage.server("{\"type\":\"tts\",\"state\":\"sentence_end\",\"text\":\"one\",\"index\":1,\"session_id\":\"s1\"}");
    stage.seesNothingFor(500);
    stage.server(T_STOP);
    stage.sees("[listening]", "D> LS(auto)");
    stage.expect("violations", stage.notes("violation message.unknown"), 0);
  }

  private static Object failedAt(Stage stage) {
    return Objects.requireNonNull(stage.observer().failure()).stage();
  }
}
