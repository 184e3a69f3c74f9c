package io.github.xiaozhisim.device.conformance;

import static io.github.xiaozhisim.device.conformance.Stage.T_START;
import static io.github.xiaozhisim.device.conformance.Stage.T_STOP;

import io.github.xiaozhisim.hal.ui.Display.Role;

/** Rows of the tables of transitions and inputs that have no case of their own in the specification: turns. */
final class SpokenCases {

  private static final String WORD = "你好小智";

  @Case("S16")
  void theWakeWordCutsTheAnswerShortAndSoundsBeforeTheNextTurn(Stage stage) {
    stage.speaking();
    stage.wake(WORD);
    stage.sees("[listening]", "D> AB(w)", "D> LS(auto)");
    stage.expectNote("sound popup");
    stage.expect("packets behind the abort", stage.packetsSent(), 0);
  }

  @Case("S20")
  void theWakeWordWhileConnectingIsIgnoredAndLeavesTheDetectorOff(Stage stage) {
    stage.idle();
    stage.peer().answersHelloWith(null);
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello");
    stage.wake(WORD);
    stage.seesNothingFor(500);
    stage.server(Peer.HELLO);
    stage.sees("[listening]", "D> LS(auto)");
    stage.seesNothingFor(1_000);
    stage.expect("whether the detector is on", stage.device().wakeWordDetection(), false);
    stage.button();
    stage.sees("[idle]", "D> TCP closed");
    stage.run(20);
    stage.expect("whether the detector is on", stage.device().wakeWordDetection(), true);
  }

  @Case("S23")
  void ttsStopInIdleIsIgnored(Stage stage) {
    stage.manualIdle();
    stage.server(T_STOP);
    stage.seesNothingFor(1_000);
  }

  @Case("S24")
  void ttsStopInListeningIsIgnored(Stage stage) {
    stage.listening();
    stage.run(300);
    stage.forget();
    stage.server(T_STOP);
    stage.seesNothingFor(1_000);
    stage.expectBetween("packets sent", stage.packetsSent(), 16, 17);
  }

  @Case("S25")
  void ttsStartInIdleWithAnOpenChannelSpeaksAndComesBackToIdle(Stage stage) {
    stage.manualIdle();
    stage.server(T_START);
    stage.sees("[speaking]");
    stage.audio(3);
    stage.run(10);
    stage.expect("packets taken", stage.observer().accepted(), 3);
    stage.server(T_STOP);
    stage.sees("[idle]");
    stage.seesNothingFor(500);
    stage.expect("whether the channel is open", stage.device().channelOpen(), true);
  }

  @Case("S36")
  void systemRebootHangsUpAndStartsAnewAfterASecond(Stage stage) {
    stage.listening();
    stage.server("{\"type\":\"system\",\"command\":\"reboot\"}");
    stage.sees("D> TCP closed");
    stage.seesBetween(1_900, 2_100, "[starting]", "[activating]", "[idle]"); // one of them is the chip's own start
    stage.expect("restarts", stage.restarts(), 1);
  }

  @Case("S39")
  void aNetworkLostInIdleChangesNothing(Stage stage) {
    stage.manualIdle();
    stage.device().networkLost();
    stage.seesNothingFor(1_000);
    stage.device().networkConnected();
    stage.seesNothingFor(1_000);
    stage.expect("whether the channel is open", stage.device().channelOpen(), true);
  }

  @Case("S40")
  void aNetworkLostInSpeakingEndsTheCall(Stage stage) {
    stage.speaking();
    stage.device().networkLost();
    stage.sees("[idle]", "D> TCP closed");
  }

  @Case("S41")
  void aServerThatClosesInIdleIsNotNoticedUntilTheNextCall(Stage stage) {
    stage.manualIdle();
    stage.peer().close(1000);
    stage.seesNothingFor(1_000);
    stage.expect("whether the channel is open", stage.device().channelOpen(), false);
    stage.press();
    stage.run(20);
    stage.expectState("listening");
    stage.expect("upgrades", stage.peer().upgrades().size(), 2);
    stage.forget();
  }

  @Case("S42")
  void aWakeByOtherMeansThanTheWordIsIgnoredWhileConnecting(Stage stage) {
    stage.idle();
    stage.peer().answersHelloWith(null);
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello");
    stage.device().wake(WORD);
    stage.seesNothingFor(100);
    stage.server(Peer.HELLO);
    stage.sees("[listening]", "D> LS(auto)");
    stage.seesNothingFor(500);
  }

  @Case("S44")
  void otherStatesOfTtsAreSilentlyIgnored(Stage stage) {
    stage.speaking();
    stage.server("{\"type\":\"tts\",\"state\":\"sentence_end\",\"text\":\"x\"}");
    stage.server("{\"type\":\"tts\",\"state\":\"pause\"}");
    stage.server("{\"type\":\"tts\"}");
    stage.server("{\"type\":\"tts\",\"state\":1}");
    stage.seesNothingFor(500);
    stage.expectState("speaking");
    stage.expect("unknown messages", stage.notes("violation message.unknown"), 0);
  }

  @Case("S44")
  void anSttWithoutTextKeepsTheLineThatIsShown(Stage stage) {
    stage.listening();
    stage.server("{\"type\":\"stt\",\"text\":\"hi\"}");
    stage.server("{\"type\":\"stt\"}");
    stage.server("{\"type\":\"stt\",\"text\":5}");
    stage.server("{\"type\":\"llm\",\"emotion\":\"happy\",\"text\":\"x\"}");
    stage.server("{\"type\":\"llm\",\"text\":\"x\"}");
    stage.seesNothingFor(200);
    stage.expect("line of the user", stage.display().line(Role.USER), "hi");
    stage.expect("face", stage.display().emotion(), "happy");
  }

  /** Section 1.5: the deferred start is dropped when the state changes meanwhile. */
  @Case("S02")
  void theButtonWhileTheAnswerPlaysOutEndsTheCallWithoutListening(Stage stage) {
    stage.speaking();
    stage.audio(20);
    stage.server(T_STOP);
    stage.sees("[listening]");
    stage.run(300);
    stage.button();
    stage.sees("[idle]", "D> TCP closed");
    stage.seesNothingFor(3_000);
    stage.expect("sounds cut", stage.notes("sound cut"), 0);
  }

  @Case("S02")
  void anotherAnswerWhileTheFirstPlaysOutReplacesIt(Stage stage) {
    stage.speaking();
    stage.audio(20);
    stage.server(T_STOP);
    stage.sees("[listening]");
    stage.run(300);
    stage.server(T_START);
    stage.sees("[speaking]");
    stage.expectNote("sound cut");
    stage.seesNothingFor(2_000);
    stage.server(T_STOP);
    stage.sees("[listening]", "D> LS(auto)");
  }

  /** Matrix of inputs: releasing the button means nothing in speaking. */
  @Case("S09")
  void theReleaseInSpeakingIsIgnored(Stage stage) {
    stage.listeningManually();
    stage.run(500);
    stage.server(T_START);
    stage.sees("[speaking]");
    stage.release();
    stage.seesNothingFor(500);
    stage.server(T_STOP);
    stage.sees("[idle]");
  }

  @Case("S05")
  void inRealtimeModeTheButtonAbortsAndTheUplinkGoesOn(Stage stage) {
    stage.realtime().speaking();
    stage.button();
    stage.sees("D> AB");
    stage.seesNothingFor(500);
    stage.server(T_STOP);
    stage.sees("[listening]");
    stage.seesNothingFor(480);
    stage.expectBetween("packets sent", stage.packetsSent(), 15, 17);
  }

  @Case("S33")
  void theButtonInManualListeningHangsUp(Stage stage) {
    stage.listeningManually();
    stage.button();
    stage.sees("[idle]", "D> TCP closed");
    stage.release();
    stage.seesNothingFor(500);
  }

  @Case("S31")
  void whatWasCapturedBeforeAnAnswerIsStillSent(Stage stage) {
    stage.listening();
    stage.run(1_000);
    stage.server(T_START);
    stage.sees("[speaking]");
    int sent = stage.packetsSent();
    stage.run(1_000);
    stage.expectBetween("packets behind tts start", stage.packetsSent() - sent, 0, 3);
  }
}
