package io.github.xiaozhisim.device.conformance;

import static io.github.xiaozhisim.device.conformance.Stage.T_STOP;

import io.github.xiaozhisim.device.Fidelity;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.hal.Payload;
import java.util.Collections;

/** What the wake word does, state by state, and where nobody hears it. */
final class WakeWordCases {

  private static final String WORD = "你好小智";

  @Case("S12")
  void onABigChipTheWakeWordIsSentAndTold(Stage stage) {
    stage.idle();
    stage.microphone().beforeWake(
        new Clip("before", "", "", 16_000, 60, Collections.nCopies(40, Payload.once(Stage.packet())), -1, -1));
    stage.wake(WORD);
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LD(" + WORD + ")", "D> LS(auto)");
    stage.expect("packets of the pre-roll", stage.packetsBefore("D> LD(" + WORD + ")"), 33);
  }

  @Case("S13")
  void onASmallChipTheWakeWordOnlyOpens(Stage stage) {
    stage.lite().idle();
    stage.wake(WORD);
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
    stage.expectNote("sound popup");
    stage.expect("packets of a pre-roll", stage.packetsBefore("D> LS(auto)"), 0);
  }

  @Case("S14")
  void withAnOpenChannelTheWakeWordStillPassesThroughConnecting(Stage stage) {
    stage.manualIdle();
    int shown = stage.notes("status CONNECTING");
    stage.wake(WORD);
    stage.sees("[connecting]", "[listening]", "D> LD(" + WORD + ")", "D> LS(auto)");
    stage.expect("upgrades", stage.peer().upgrades().size(), 1);
    stage.expect("times that connecting was shown", stage.notes("status CONNECTING") - shown, 0);
  }

  @Case("S15")
  void aWordWithAQuoteIsNotEscapedByTheFirmware(Stage stage) {
    stage.idle();
    stage.wake("say \"hi\"");
    String detect =
        stage.strict()
            ? "D> invalid {\"session_id\":\"s1\",\"type\":\"listen\",\"state\":\"detect\",\"text\":\"say \"hi\"\"}"
            : "D> LD(say \"hi\")";
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", detect, "D> LS(auto)");
  }

  /** Transition row 28, the usual case: queued audio plays out first. */
  @Case("S17")
  void theWakeWordInSpeakingAbortsAndListensAfterTheLastFrame(Stage stage) {
    stage.speaking();
    stage.audio(10);
    stage.run(5);
    stage.wake(WORD);
    stage.sees("[listening]", "D> AB(w)");
    stage.seesBetween(450, 650, "D> LS(auto)");
    stage.server(T_STOP); // late, and ignored
    stage.seesNothingFor(500);
  }

  @Case("S17")
  void inRealtimeModeTheWakeWordCutsTheAnswerAndListensAnew(Stage stage) {
    stage.realtime().config(c -> c.withWakeWordWhileListening(true)).speaking();
    stage.audio(10);
    stage.run(100);
    stage.wake(WORD);
    stage.sees("[listening]", "D> AB(w)", "D> LS(realtime)");
    stage.expectNote("sound cut");
    stage.run(1_000);
    stage.expectBetween("packets sent", stage.packetsSent(), 14, 20);
  }

  /** Transition row 29: special builds hear the word in listening, too. */
  @Case("S17")
  void aSpecialBuildBeginsTheTurnAnewInListening(Stage stage) {
    stage.config(c -> c.withWakeWordWhileListening(true)).listening();
    stage.wake(WORD);
    stage.sees("D> AB(w)", "D> LS(auto)");
    stage.seesNothingFor(1_000);
    stage.expectState("listening");
    stage.expect("whether the detector is on", stage.device().wakeWordDetection(), true);
  }

  /**
   * Section 4.6: until the microphone opens, the detector stays as it was while the device spoke, and section 1.5: the
   * start that waits for silence is still to come.
   */
  @Case("S17")
  void theWakeWordWhileTheAnswerPlaysOutCutsItAndBeginsTheTurnAnew(Stage stage) {
    stage.speaking();
    stage.audio(20);
    stage.server(T_STOP);
    stage.sees("[listening]");
    stage.run(300);
    stage.wake(WORD);
    stage.sees("D> AB(w)", "D> LS(auto)");
    stage.expectNote("sound cut");
    stage.expectNote("sound popup");
    stage.seesWithin(500, "D> LS(auto)");
    stage.run(1_000);
    stage.expectBetween("packets sent", stage.packetsSent(), 12, 17);
    stage.expect("whether the detector is on", stage.device().wakeWordDetection(), false);
  }

  @Case("S18")
  void onASmallChipNobodyHearsTheWakeWordInSpeaking(Stage stage) {
    stage.lite().speaking();
    stage.expect("whether the detector is on", stage.device().wakeWordDetection(), false);
    stage.wake(WORD);
    stage.seesNothingFor(1_000);
  }

  @Case("S19")
  void nobodyHearsTheWakeWordInListening(Stage stage) {
    stage.listening();
    stage.expect("whether the detector is on", stage.device().wakeWordDetection(), false);
    stage.wake(WORD);
    stage.seesNothingFor(1_000);
  }

  @Case("S21")
  void aWakeWordBeforeATransportExistsLeavesTheDetectorOff(Stage stage) {
    stage.config(c -> c.withBootRetryMillis(60_000));
    stage.boot(); // answered with 500
    stage.sees("[starting]", "[activating]", "D> POST /xiaozhi/ota/");
    stage.button(); // leads to idle, though no transport has been chosen
    stage.sees("[idle]");
    stage.wake(WORD);
    stage.run(100);
    stage.expect("whether the detector is on", stage.device().wakeWordDetection(), !stage.strict());
    stage.expectState("idle");
    stage.forget();
  }

  /** A touch is meant for what the user sees, though a strict device gets to it later. */
  @Case(value = "S14", in = Fidelity.STRICT)
  void aTouchInSpeakingInterruptsThoughTheAnswerEndsBeforeTheLoopGetsToIt(Stage stage) {
    stage.fitted(board -> board.fit(McpTalk.slowCamera(stage, 2_000)));
    stage.speaking();
    McpTalk mcp = new McpTalk(stage);
    int photo = mcp.call("self.camera.take_photo", "{\"question\":\"?\"}");
    stage.run(500);
    stage.server(T_STOP);
    stage.run(10);
    stage.user("touch");
    stage.device().wake(WORD);
    stage.seesNothingFor(1_400);
    stage.seesWithin(150, "[listening]", "D> AB");
    mcp.seesError(photo, 0, "Failed to capture photo");
    stage.sees("D> LS(auto)");
  }

  /** Transition row 30. */
  @Case("S14")
  void aBoardThatWakesByOtherMeansOpensInterruptsOrHangsUp(Stage stage) {
    stage.lite().idle();
    stage.user("touch");
    stage.device().wake(WORD);
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
    stage.server(Stage.T_START);
    stage.sees("[speaking]");
    stage.user("touch");
    stage.device().wake(WORD);
    stage.sees("D> AB");
    stage.server(T_STOP);
    stage.sees("[listening]", "D> LS(auto)");
    stage.user("touch");
    stage.device().wake(WORD);
    stage.sees("[idle]", "D> TCP closed");
  }
}
