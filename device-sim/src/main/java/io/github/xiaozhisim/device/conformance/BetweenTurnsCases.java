package io.github.xiaozhisim.device.conformance;

import static io.github.xiaozhisim.device.conformance.Stage.T_START;
import static io.github.xiaozhisim.device.conformance.Stage.T_STOP;

/** What users and tools do between two turns, where the specification has no case of its own. */
final class BetweenTurnsCases {

  @Case("S10")
  void aPressAndItsReleaseInOnePassAreAShortPress(Stage stage) {
    stage.idle();
    stage.press();
    stage.release();
    stage.sees("[connecting]", "D> upgrade", "D> hello");
    if (stage.strict()) {
      stage.sees("[listening]", "D> LS(manual)");
      stage.seesNothingFor(2_000);
    } else {
      stage.sees("[listening]", "[idle]", "D> LS(manual)", "D> LX");
    }
  }

  /** What counts is where the button is when the channel opens. */
  @Case("S10")
  void aButtonPressedAgainBeforeTheChannelIsOpenIsHeld(Stage stage) {
    stage.idle();
    stage.peer().answersHelloWith(null);
    stage.press();
    stage.sees("[connecting]", "D> upgrade", "D> hello");
    stage.release();
    stage.run(300);
    stage.press();
    stage.run(300);
    stage.server(Peer.HELLO);
    stage.sees("[listening]", "D> LS(manual)");
    stage.seesNothingFor(2_000);
    stage.release();
    stage.sees("[idle]", "D> LX");
  }

  @Case("S04")
  void aPressWhileTheAnswerPlaysOutInIdleCutsItAndAClickLetsItPlay(Stage stage) {
    stage.manualIdle();
    answer(stage);
    stage.press();
    stage.sees("[listening]", "D> LS(manual)");
    stage.expectNote("sound cut");
    stage.release();
    stage.sees("[idle]", "D> LX");
    answer(stage);
    stage.button();
    stage.sees("[listening]");
    stage.seesBetween(900, 1_100, "D> LS(auto)");
  }

  private static void answer(Stage stage) {
    stage.server(T_START);
    stage.sees("[speaking]");
    stage.audio(20);
    stage.server(T_STOP);
    stage.sees("[idle]");
    stage.run(200);
  }

  @Case("S35")
  void togglingEchoCancellationInIdleOnlySaysSo(Stage stage) {
    stage.idle();
    stage.device().toggleEchoCancellation();
    stage.seesNothingFor(500);
    stage.expectNote("notification RTC_MODE_ON");
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(realtime)");
    stage.server(T_START);
    stage.sees("[speaking]");
    stage.device().toggleEchoCancellation();
    stage.sees("[idle]", "D> TCP closed");
  }

  @Case("S36")
  void anUpgradeByAToolEndsTheCallAndTheNextTurnIsAsAnyOther(Stage stage) {
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    stage.peer().answersHttp(200, "an image");
    mcp.call("self.upgrade_firmware", "{\"url\":\"http://server.example:8003/firmware.bin\"}");
    stage.run(20_000);
    stage.expect("downloads", stage.peer().requests().size(), 1);
    stage.expectState("idle");
    stage.forget();
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
    stage.run(1_000);
    stage.expectBetween("packets sent", stage.packetsSent(), 13, 15);
  }
}
