package io.github.xiaozhisim.device.conformance;

import static io.github.xiaozhisim.device.conformance.Stage.T_START;
import static io.github.xiaozhisim.device.conformance.Stage.T_STOP;

/** One turn of a conversation: speaking, being answered, listening again. */
final class TurnCases {

  @Case("S01")
  void aTurnListensSpeaksAndListensAgainAfterTheLastFrame(Stage stage) {
    stage.idle();
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
    stage.run(1_000);
    stage.server(T_START);
    stage.sees("[speaking]");
    stage.run(200);
    stage.forget(); // up to three packets may follow the end of capture
    stage.server("{\"type\":\"tts\",\"state\":\"sentence_start\",\"text\":\"hi\"}");
    stage.audio(10);
    stage.run(5);
    stage.server(T_STOP);
    stage.sees("[listening]");
    stage.seesBetween(500, 600, "D> LS(auto)");
    stage.expect("packets sent while the answer played", stage.packetsSent(), 0);
  }

  @Case("S02")
  void afterTtsStopQueuedAudioPlaysOutBeforeListenStart(Stage stage) {
    stage.speaking();
    stage.audio(20);
    stage.run(5);
    stage.server(T_STOP);
    stage.sees("[listening]");
    stage.seesBetween(1_150, 1_210, "D> LS(auto)");
  }

  @Case("S05")
  void theButtonWhileSpeakingAbortsAndWaitsForTtsStop(Stage stage) {
    stage.speaking();
    stage.button();
    stage.sees("D> AB");
    stage.seesNothingFor(3_000);
    stage.server(T_STOP);
    stage.sees("[listening]", "D> LS(auto)");
  }
}
