package io.github.xiaozhisim.device.conformance;

import static io.github.xiaozhisim.device.conformance.Stage.T_START;
import static io.github.xiaozhisim.device.conformance.Stage.T_STOP;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.ServerEndpoint.UpgradeAnswer;
import io.github.xiaozhisim.hal.ui.Display.Role;
import io.github.xiaozhisim.hal.ui.Led;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Opening the WebSocket channel: what is asked, what is waited for, what becomes of an opening that fails. */
final class OpeningCases {

  @Case("W01")
  void theButtonOpensTheChannelAndListens(Stage stage) {
    stage.idle();
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
    stage.run(400);
    long firstMillis = stage.timeline().firstMillis("D> aud") - stage.observer().captureStartedNanos() / 1_000_000;
    stage.expectBetween("milliseconds from the start of capture to the first packet", firstMillis, 180, 200);
  }

  @Case("W02")
  void theUpgradeCarriesTheHeadersOfTheFirmware(Stage stage) {
    stage.idle();
    stage.settings().putString("websocket", "token", "abc");
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
    HttpRequest upgrade = stage.peer().upgrades().getFirst();
    stage.expect("Protocol-Version", upgrade.headers().get("protocol-version"), "1");
    stage.expect("Device-Id", upgrade.headers().get("device-id"), "02:00:00:00:00:01");
    stage.expect("Client-Id", upgrade.headers().get("client-id"), "11111111-2222-4333-8444-555555555555");
    stage.expect("Authorization", upgrade.headers().get("authorization"), "Bearer abc");
    stage.expect("Connection", upgrade.headers().get("connection"), "Upgrade");
    stage.expect("Origin", upgrade.headers().get("origin"), null);
    stage.expect("Sec-WebSocket-Extensions", upgrade.headers().get("sec-websocket-extensions"), null);
    stage.expect(
        "Host", upgrade.headers().get("host"), stage.strict() ? "server.example" : "server.example:8000");
  }

  @Case("W03")
  void theHelloAnnouncesWhatTheFirmwareAnnounces(Stage stage) {
    stage.settings().putInt("websocket", "version", 3);
    stage.listening();
    stage.expect(
        "hello",
        stage.peer().texts().getFirst(),
        "{\"type\":\"hello\",\"version\":3,\"features\":{\"mcp\":true,\"glyph_push\":true},"
            + "\"text_font\":{\"bundle\":\"noto-v1\",\"charset\":\"basic\",\"size\":14,\"bpp\":1},"
            + "\"transport\":\"websocket\","
            + "\"audio_params\":{\"format\":\"opus\",\"sample_rate\":16000,\"channels\":1,\"frame_duration\":60}}");
    stage.expect(
        "Protocol-Version", stage.peer().upgrades().getFirst().headers().get("protocol-version"), "3");
  }

  @Case("W03")
  void theHelloAnnouncesEchoCancellationOnlyWhereTheServerDoesIt(Stage stage) {
    stage.realtime().config(c -> c.withServerEchoCancellation(true));
    stage.listening();
    stage.expect(
        "the features of the hello",
        stage.peer().texts().getFirst().contains("\"features\":{\"aec\":true,\"mcp\":true,\"glyph_push\":true}"),
        true);
  }

  @Case("W04")
  void aRefusedUpgradeIsToldAndNotTriedAgain(Stage stage) {
    stage.idle();
    stage.peer().refusesUpgrade(401);
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "[idle]");
    stage.seesNothingFor(60_000);
    stage.expect("stage of the failure", failedAt(stage), ChannelFailure.Stage.UPGRADE);
    stage.peer().refusesUpgrade(404);
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "[idle]");
  }

  @Case("W05")
  void aServerThatCannotBeReachedIsToldAsARefusedOneIs(Stage stage) {
    stage.idle();
    stage.network().goDown();
    stage.sees();
    stage.button();
    stage.seesWithin(10_100, "[connecting]", "[idle]");
    stage.expect("stage of the failure", failedAt(stage), ChannelFailure.Stage.CONNECT);
  }

  /** The idle entry follows at once; a robust device lets its user read the reason for a while. */
  @Case("W05")
  void theReasonIsOverwrittenAtOnceUnlessTheDeviceIsRobust(Stage stage) {
    stage.idle();
    stage.peer().refusesUpgrade(404);
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "[idle]");
    stage.run(1_000);
    stage.expect("status", stage.display().status(), stage.strict() ? "STANDBY" : "ERROR");
    stage.expect("face", stage.display().emotion(), stage.strict() ? "neutral" : "cancel");
    stage.expect("whether the reason is shown", stage.display().line(Role.SYSTEM).isEmpty(), stage.strict());
    stage.run(4_500);
    stage.expect("status", stage.display().status(), "STANDBY");
    stage.expect("system line", stage.display().line(Role.SYSTEM), "");
    stage.peer().refusesUpgrade(404);
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "[idle]");
    stage.run(1_000);
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
    stage.run(5_000);
    stage.expect("status", stage.display().status(), "LISTENING");
  }

  @Case("W06")
  void anUpgradeThatIsNotAnsweredFailsAfterTenSeconds(Stage stage) {
    stage.idle();
    stage.peer().answersUpgrade(new UpgradeAnswer.Ignore());
    stage.button();
    stage.sees("[connecting]", "D> upgrade");
    stage.seesBetween(9_900, 10_100, "[idle]");
  }

  @Case("W07")
  void tcpClosedBeforeTheAnswerIsNoticedOnlyByARobustDevice(Stage stage) {
    stage.idle();
    stage.peer().answersUpgrade(new UpgradeAnswer.Drop());
    stage.button();
    stage.sees("[connecting]", "D> upgrade");
    if (stage.strict()) {
      stage.seesBetween(9_900, 10_100, "[idle]");
    } else {
      stage.sees("[idle]");
    }
  }

  @Case("W08")
  void withoutAHelloTheWaitEndsAfterTenSeconds(Stage stage) {
    noHello(stage);
    if (stage.strict()) {
      stage.seesNothingFor(30_000);
      stage.expect("whether TCP is up", stage.peer().isUp(0), true);
    } else {
      stage.sees("D> TCP closed");
    }
    stage.expect("stage of the failure", failedAt(stage), ChannelFailure.Stage.HELLO_TIMEOUT);
  }

  /** Brings the device to idle after an opening without hello. */
  private static void noHello(Stage stage) {
    stage.idle();
    stage.peer().answersHelloWith(null);
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello");
    stage.seesBetween(9_900, 10_100, "[idle]");
  }

  @Case("W09")
  void aLateHelloSparesTheNextOpeningItsWait(Stage stage) {
    noHello(stage);
    stage.run(2_000);
    if (!stage.strict()) {
      stage.sees("D> TCP closed");
      stage.button();
      stage.sees("[connecting]", "D> upgrade", "D> hello");
      stage.seesBetween(9_900, 10_100, "[idle]", "D> TCP closed"); // no flag is left over: it waits
      return;
    }
    stage.server(Peer.HELLO);
    stage.seesNothingFor(1_000);
    stage.button();
    // the old socket's closed callback pulls the device to idle behind the opening, see W41
    stage.sees("[connecting]", "D> TCP closed", "D> upgrade", "[listening]", "[idle]", "D> hello", "D> LS(auto)");
    stage.expect("whether the new channel is open", stage.device().channelOpen(), true);
  }

  @Case("W10")
  void aSocketWithoutHelloStillSpeaks(Stage stage) {
    noHello(stage);
    if (!stage.strict()) {
      stage.sees("D> TCP closed"); // nothing can come from it any more
      return;
    }
    stage.server(T_START);
    stage.sees("[speaking]");
    stage.audio(3);
    stage.run(50);
    stage.expect("packets taken", stage.observer().accepted(), 3);
  }

  @Case("W12")
  void aHelloBeforeTheDevicesOwnIsAccepted(Stage stage) {
    stage.idle();
    stage.peer().saysHelloFirst();
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "[listening]", "D> hello", "D> LS(auto)"); // no waiting
  }

  @Case("W37")
  void aNetworkLostWhileTheOpeningBlocksIsHandledAfterIt(Stage stage) {
    stage.idle();
    stage.peer().answersHelloWith(null);
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello");
    stage.user("network lost");
    stage.device().networkLost();
    stage.seesNothingFor(3_000);
    stage.server(Peer.HELLO);
    stage.sees("[listening]", "[idle]", "D> TCP closed");
    stage.expect("whether the channel is open", stage.device().channelOpen(), false);
  }

  @Case("W39")
  void theButtonIsIgnoredWhileConnecting(Stage stage) {
    stage.idle();
    stage.peer().answersHelloWith(null);
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello");
    stage.button();
    stage.button();
    stage.seesNothingFor(1_000);
    stage.server(Peer.HELLO);
    stage.sees("[listening]", "D> LS(auto)");
    stage.seesNothingFor(1_000);
  }

  /** The loop stands still for up to ten seconds; what it does meanwhile is seen before. */
  @Case("W39")
  void theScreenAndTheLightShowThatItIsConnecting(Stage stage) {
    List<String> lights = new ArrayList<>();
    stage.fit(board -> board.fit((Led) (state, voice) -> lights.add(state)));
    stage.idle();
    stage.peer().answersHelloWith(null);
    lights.clear();
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello");
    stage.expect("lights", lights, List.of("connecting"));
    stage.expect("status", stage.display().status(), "CONNECTING");
    stage.expect("face", stage.display().emotion(), "neutral");
    stage.server(Peer.HELLO);
    stage.sees("[listening]", "D> LS(auto)");
    stage.expect("status", stage.display().status(), "LISTENING");
  }

  @Case("W45")
  void whatCameDuringAFailedOpeningRunsAfterIt(Stage stage) {
    stage.idle();
    stage.peer().answersHelloWith(null);
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello");
    stage.server(T_START);
    stage.audio(5);
    stage.server(T_STOP);
    stage.seesNothingFor(9_900);
    stage.expect("packets taken", stage.observer().accepted(), 0);
    if (stage.strict()) {
      stage.seesWithin(600, "[idle]", "[speaking]", "[listening]", "D> LS(auto)");
    } else {
      stage.seesWithin(200, "[idle]", "D> TCP closed");
      stage.seesNothingFor(1_000);
    }
  }

  private static Object failedAt(Stage stage) {
    return Objects.requireNonNull(stage.observer().failure()).stage();
  }
}
