package io.github.xiaozhisim.device.conformance;

import static io.github.xiaozhisim.device.conformance.Stage.T_START;
import static io.github.xiaozhisim.device.conformance.Stage.T_STOP;

/** What the chat button and push-to-talk do, state by state. */
final class ButtonCases {

  @Case("S03")
  void inRealtimeModeNothingIsSaidWhenTheAnswerEnds(Stage stage) {
    stage.realtime().speaking();
    stage.audio(20);
    stage.run(5);
    stage.server(T_STOP);
    stage.sees("[listening]");
    stage.seesNothingFor(1_500);
    stage.expectNote("playback drained");
    stage.expect("sounds cut", stage.notes("sound cut"), 0);
    stage.expectBetween("packets sent meanwhile", stage.packetsSent(), 24, 27);
  }

  @Case("S04")
  void inManualModeTheAnswersEndLeadsToIdleAndTheQueuePlaysOut(Stage stage) {
    stage.manualIdle();
    stage.server(T_START);
    stage.sees("[speaking]");
    stage.audio(20);
    stage.run(5);
    stage.server(T_STOP);
    stage.sees("[idle]");
    stage.expect("whether all was played", stage.device().audio().playbackDrained(), false);
    stage.seesNothingFor(1_500);
    stage.expectNote("playback drained");
    stage.expect("sounds cut", stage.notes("sound cut"), 0);
    stage.expect("whether the channel is open", stage.device().channelOpen(), true);
  }

  @Case("S06")
  void withoutTtsStopTheFirmwareSpeaksForEver(Stage stage) {
    stage.speaking();
    stage.button();
    stage.sees("D> AB");
    stage.run(1_000);
    stage.button();
    stage.sees("D> AB");
    if (stage.strict()) {
      stage.seesNothingFor(3_600_000);
      stage.expectState("speaking");
    } else {
      stage.seesBetween(4_900, 5_100, "[listening]", "D> LS(auto)");
      stage.expectNote("violation abort.unanswered");
    }
  }

  @Case("S07")
  void pushToTalkInSpeakingCutsTheAnswerAndListens(Stage stage) {
    stage.speaking();
    stage.audio(20);
    stage.run(100);
    stage.press();
    stage.sees("[listening]", "D> AB", "D> LS(manual)");
    stage.expect("whether the rest was cut", stage.device().audio().playbackDrained(), true);
    stage.run(1_000);
    stage.release();
    stage.sees("[idle]", "D> LX");
    stage.expect("whether the channel is open", stage.device().channelOpen(), true);
  }

  /** Transition row 27: in realtime mode the uplink runs already. */
  @Case("S07")
  void pushToTalkInSpeakingInRealtimeModeSendsOnlyTheAbort(Stage stage) {
    stage.realtime().speaking();
    stage.audio(20);
    stage.run(100);
    stage.press();
    stage.sees("[listening]", "D> AB");
    stage.seesNothingFor(1_500);
    stage.expect("sounds cut", stage.notes("sound cut"), 0);
  }

  @Case("S08")
  void aLateTtsStopIsIgnored(Stage stage) {
    stage.speaking();
    stage.press();
    stage.sees("[listening]", "D> AB", "D> LS(manual)");
    stage.server(T_STOP);
    stage.seesNothingFor(500);
    stage.expectState("listening");
  }

  @Case("S09")
  void aManualTurnLeavesTheChannelOpen(Stage stage) {
    stage.idle();
    stage.press();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(manual)");
    stage.run(2_000);
    stage.expectBetween("packets sent", stage.packetsSent(), 29, 31);
    stage.release();
    stage.sees("[idle]", "D> LX");
    stage.expect("whether the channel is open", stage.device().channelOpen(), true);
    stage.run(500);
    stage.server(T_START);
    stage.sees("[speaking]");
    stage.audio(5);
    stage.run(400);
    stage.expect("packets played", stage.device().audio().played(), 5L);
    stage.server(T_STOP);
    stage.sees("[idle]");
    stage.seesNothingFor(1_000);
  }

  @Case("S10")
  void aReleaseBeforeTheChannelIsOpenIsForgotten(Stage stage) {
    stage.idle();
    stage.press();
    stage.run(2);
    stage.release();
    if (stage.strict()) {
      stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(manual)");
      stage.seesNothingFor(10_000);
      stage.release();
      stage.sees("[idle]", "D> LX");
    } else {
      stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "[idle]", "D> LS(manual)", "D> LX");
    }
  }

  @Case("S11")
  void aPressInListeningIsIgnoredAndTheReleaseEndsIt(Stage stage) {
    stage.listening();
    stage.press();
    stage.seesNothingFor(500);
    stage.release();
    stage.sees("[idle]", "D> LX");
  }
}
