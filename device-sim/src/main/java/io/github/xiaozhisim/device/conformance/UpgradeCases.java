package io.github.xiaozhisim.device.conformance;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.ServerEndpoint.UpgradeAnswer;
import java.util.Map;
import java.util.Objects;

/** The WebSocket where the specification describes it without a case of its own: upgrade, hello, frames, sending. */
final class UpgradeCases {

  private static final String BARE_HELLO = "{\"type\":\"hello\",\"transport\":\"websocket\"}";

  @Case("W11")
  void aHelloShortlyBeforeTheEndOfTheWaitIsInTime(Stage stage) {
    stage.idle();
    stage.peer().answersHelloWith(null);
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello");
    stage.seesNothingFor(9_800);
    stage.server(Peer.HELLO);
    stage.sees("[listening]", "D> LS(auto)");
  }

  @Case("W14")
  void aHelloWhoseTransportIsNoTextCrashesTheFirmware(Stage stage) {
    stage.idle();
    stage.peer().answersHelloWith("{\"type\":\"hello\",\"transport\":1,\"session_id\":\"s1\"}");
    stage.button();
    if (stage.strict()) {
      stage.sees("[connecting]", "D> upgrade", "D> hello", "crash hello.transport", "D> TCP closed");
      stage.seesWithin(1_100, "[starting]", "[activating]", "[idle]");
    } else {
      stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
      stage.expectNote("violation hello.transport");
    }
  }

  @Case("W18")
  void aBareHelloKeepsTheSessionOfThePreviousCall(Stage stage) {
    stage.listening();
    stage.button();
    stage.sees("[idle]", "D> TCP closed");
    stage.peer().answersHelloWith(BARE_HELLO);
    stage.quiet();
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
    stage.expect(
        "last message",
        stage.peer().texts().getLast(),
        "{\"session_id\":\"s1\",\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}");
  }

  @Case("W19")
  void aBareHelloMeansSoundAt24KilohertzInFramesOf60Milliseconds(Stage stage) {
    stage.peer().answersHelloWith(BARE_HELLO);
    stage.speaking();
    stage.audio(3);
    stage.run(500);
    stage.expect("packets played", stage.device().audio().played(), 3L);
    stage.expect("decode errors", stage.device().audio().decodeErrors(), 0L);
  }

  @Case("W27")
  void aPingIsAnsweredAndDoesNotCountAsLife(Stage stage) {
    stage.manualIdle();
    for (int i = 0; i < 12; i++) {
      stage.seesNothingFor(10_000);
      stage.peer().frames().sendPing(125);
    }
    stage.run(1_000);
    stage.expect("whether the channel counts as open", stage.device().channelOpen(), false);
  }

  @Case("W29")
  void aMessageInPiecesIsOne(Stage stage) {
    stage.listening();
    stage.peer().frames().sendPart("{\"type\":", false);
    stage.peer().frames().sendPart("\"tts\",\"state\":", false);
    stage.seesNothingFor(200);
    stage.peer().frames().sendPart("\"start\"}", true);
    stage.sees("[speaking]");
  }

  @Case("W33")
  void withAPortTheColonsBehindItDoNoHarm(Stage stage) {
    stage.settings().putString("websocket", "url", "ws://h:80/p/a:b?device-id=aa:bb");
    stage.listening();
    stage.expect("request", stage.peer().upgrades().getFirst().uri().toString(), "/p/a:b?device-id=aa:bb");
  }

  @Case("W34")
  void aRedirectIsARefusal(Stage stage) {
    for (int status : new int[] {301, 302, 307, 200, 500}) {
      stage.peer().answersUpgrade(
          new UpgradeAnswer.Refuse(
              new HttpResponse(status, Map.of("location", "ws://other.example/"), new byte[0])));
      stage.idle();
      stage.button();
      stage.sees("[connecting]", "D> upgrade", "[idle]");
      stage.expectNote("emotion cancel");
      stage.expectNote("sound exclamation");
      stage.seesNothingFor(2_000);
      stage.device().shutdown();
    }
    stage.expect("upgrades", stage.peer().upgrades().size(), 5);
  }

  @Case("W40")
  void aPressWhileConnectingIsIgnored(Stage stage) {
    stage.idle();
    stage.peer().answersHelloWith(null);
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello");
    stage.press();
    stage.run(100);
    stage.release();
    stage.seesNothingFor(100);
    stage.server(Peer.HELLO);
    stage.sees("[listening]", "D> LS(auto)");
    stage.seesNothingFor(1_000);
  }

  @Case("W40")
  void withoutAnAddressThereIsNoServerToBeFound(Stage stage) {
    stage.settings().putString("websocket", "url", "");
    stage.start();
    stage.quiet();
    stage.forget();
    stage.button();
    stage.sees("[connecting]", "[idle]");
    stage.expect(
        "stage of the failure",
        Objects.requireNonNull(stage.observer().failure(), "no failure was told").stage(),
        ChannelFailure.Stage.NO_SERVER);
    stage.expectNote("sound exclamation");
  }

  @Case("W08")
  void tcpLostWhileTheHelloIsAwaitedIsNoticedAtOnceByARobustDeviceOnly(Stage stage) {
    stage.idle();
    stage.peer().answersHelloWith(null);
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello");
    stage.run(1_000);
    stage.peer().drop();
    if (stage.strict()) {
      stage.seesBetween(8_900, 9_100, "[idle]");
    } else {
      stage.sees("[idle]");
    }
    stage.expectNote("sound exclamation");
    stage.peer().answersHelloWith(Peer.HELLO);
    stage.seesNothingFor(500);
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
  }
}
