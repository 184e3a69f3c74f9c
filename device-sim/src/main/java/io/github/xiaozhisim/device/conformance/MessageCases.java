package io.github.xiaozhisim.device.conformance;

import static io.github.xiaozhisim.device.conformance.Stage.T_START;
import static io.github.xiaozhisim.device.conformance.Stage.T_STOP;

import io.github.xiaozhisim.hal.ui.Display.Role;

/** Messages of the server in and out of their time, and what is shown of them. */
final class MessageCases {

  @Case("S22")
  void aSecondTtsStartHasNoEffectAndKeepsTheQueue(Stage stage) {
    stage.speaking();
    stage.audio(10);
    stage.run(5);
    stage.server(T_START);
    stage.seesNothingFor(50);
    stage.server(T_STOP);
    stage.sees("[listening]");
    stage.seesBetween(400, 560, "D> LS(auto)");
    stage.expect("sound cut", stage.notes("sound cut"), 0);
  }

  @Case("S26")
  void afterTheDeviceHasClosedTheCallNothingArrives(Stage stage) {
    stage.listening();
    stage.button();
    stage.sees("[idle]", "D> TCP closed");
    stage.server(T_START);
    stage.seesNothingFor(500);
  }

  @Case("S27")
  void ttsStartRightBehindTheHelloIsHandledAfterListenStart(Stage stage) {
    stage.idle();
    stage.peer().answersHelloWith(null);
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello");
    stage.server(Peer.HELLO);
    stage.server(T_START);
    stage.audio(2);
    stage.sees("[listening]", "[speaking]", "D> LS(auto)");
    // the packets came with the device already speaking here: frames are taken strictly in the order of arrival
    stage.run(50);
    stage.audio(1);
    stage.run(10);
    stage.expect("packets taken", stage.observer().accepted() >= 1, true);
  }

  /** A robust device takes photos aside, so its main loop meets the two messages one after the other. */
  @Case("S28")
  void aStartAndAStopInOnePassNeverStopTheUplink(Stage stage) {
    stage.fitted(board -> board.fit(McpTalk.slowCamera(stage, 2_000)));
    stage.listening();
    stage.run(300);
    stage.server(
        "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
            + "{\"name\":\"self.camera.take_photo\",\"arguments\":{\"question\":\"?\"}}}}");
    stage.run(500);
    stage.server(T_START);
    stage.server(T_STOP);
    if (stage.strict()) {
      stage.seesNothingFor(1_400);
      stage.run(150);
      stage.forget(); // the answer to the call, and both states in one pass
      stage.seesNothingFor(1_200);
      stage.expectState("listening");
      stage.expectBetween("packets sent", stage.packetsSent(), 20, 20);
    } else {
      stage.sees("[speaking]", "[listening]", "D> LS(auto)");
      stage.run(1_500);
      stage.forget();
    }
  }

  @Case("S29")
  void audioRightBehindTtsStartIsAllPlayed(Stage stage) {
    stage.listening();
    stage.run(500);
    stage.server(T_START);
    stage.audio(6);
    stage.sees("[speaking]");
    stage.run(10);
    stage.expect("packets taken", stage.observer().accepted(), 6);
    stage.expect("packets dropped", stage.observer().dropped(), 0);
  }

  @Case("S30")
  void audioWhileListeningIsDropped(Stage stage) {
    stage.listening();
    stage.audio(3);
    stage.seesNothingFor(500);
    stage.expect("packets dropped", stage.observer().dropped(), 3);
    stage.expect("packets taken", stage.observer().accepted(), 0);
  }

  @Case("S30")
  void audioInIdleIsDropped(Stage stage) {
    stage.listeningManually();
    stage.release();
    stage.sees("[idle]", "D> LX");
    stage.audio(3);
    stage.seesNothingFor(500);
    stage.expect("packets dropped", stage.observer().dropped(), 3);
  }

  @Case("S31")
  void audioAfterTtsStopIsDropped(Stage stage) {
    stage.speaking();
    stage.audio(2);
    stage.run(5);
    stage.server(T_STOP);
    stage.audio(3);
    stage.sees("[listening]");
    stage.seesWithin(200, "D> LS(auto)");
    stage.expect("packets taken", stage.observer().accepted(), 2);
    stage.expect("packets dropped", stage.observer().dropped(), 3);
  }

  @Case("S32")
  void withoutAnAnswerAfterListenStopTheDeviceStaysIdleWithTheChannelOpen(Stage stage) {
    stage.listeningManually();
    stage.release();
    stage.sees("[idle]", "D> LX");
    stage.seesNothingFor(60_000);
    stage.expect("channel open", stage.device().channelOpen(), true);
  }

  @Case("S33")
  void theButtonAfterListenStopListensOnTheSameSession(Stage stage) {
    stage.listeningManually();
    stage.release();
    stage.sees("[idle]", "D> LX");
    stage.run(1_000);
    stage.button();
    stage.sees("[listening]", "D> LS(auto)");
    stage.expect("connections", stage.peer().connectionCount(), 1);
    stage.expect(
        "last message",
        stage.peer().texts().getLast(),
        "{\"session_id\":\"s1\",\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}");
  }

  @Case("S37")
  void anUnknownSystemCommandIsIgnored(Stage stage) {
    stage.listening();
    stage.server("{\"type\":\"system\",\"command\":\"dance\"}");
    stage.seesNothingFor(1_000);
    stage.expect("restarts", stage.restarts(), 0);
  }

  @Case("S38")
  void anAlertIsShownUntilTheNextChangeOfState(Stage stage) {
    stage.listeningManually();
    stage.release();
    stage.sees("[idle]", "D> LX");
    stage.server("{\"type\":\"alert\",\"status\":\"Note\",\"message\":\"battery\",\"emotion\":\"sad\"}");
    stage.seesNothingFor(2_000);
    stage.expect("status", stage.display().status(), "Note");
    stage.expect("emotion", stage.display().emotion(), "sad");
    stage.expect("system line", stage.display().line(Role.SYSTEM), "battery");
    stage.button();
    stage.sees("[listening]", "D> LS(auto)");
    stage.expect("status", stage.display().status(), "LISTENING");
  }

  @Case("S38")
  void anAlertWithoutOneOfItsTextsIsOnlyLogged(Stage stage) {
    stage.listening();
    stage.server("{\"type\":\"alert\",\"status\":\"Note\",\"message\":\"battery\"}");
    stage.seesNothingFor(200);
    stage.expect("status", stage.display().status(), "LISTENING");
  }

  @Case("S43")
  void sentenceStartWithoutTextIsIgnored(Stage stage) {
    stage.speaking();
    stage.server("{\"type\":\"tts\",\"state\":\"sentence_start\",\"text\":\"hello\"}");
    stage.server("{\"type\":\"tts\",\"state\":\"sentence_start\"}");
    stage.seesNothingFor(200);
    stage.expect("assistant line", stage.display().line(Role.ASSISTANT), "hello");
  }

  @Case("S45")
  void goodbyeIsNotKnownOverAWebSocket(Stage stage) {
    stage.listening();
    stage.server("{\"type\":\"goodbye\",\"session_id\":\"s1\"}");
    stage.seesNothingFor(500);
    stage.expectState("listening");
  }

  @Case("S46")
  void aCustomMessageIsIgnoredUnlessTheBuildShowsThem(Stage stage) {
    stage.listening();
    stage.server("{\"type\":\"custom\",\"payload\":{\"a\":1}}");
    stage.seesNothingFor(200);
    stage.expect("system line", stage.display().line(Role.SYSTEM), "");
    stage.expectNote("violation message.unknown");
  }

  @Case("S46")
  void aBuildForCustomMessagesShowsTheirPayload(Stage stage) {
    stage.config(c -> c.withCustomMessages(true));
    stage.listening();
    stage.server("{\"type\":\"custom\",\"payload\":{\"a\":1}}");
    stage.seesNothingFor(200);
    stage.expect("system line", stage.display().line(Role.SYSTEM), "{\"a\":1}");
  }

  @Case("S47")
  void theSessionOfAMessageIsNotLookedAt(Stage stage) {
    stage.listening();
    stage.server("{\"type\":\"stt\",\"text\":\"hi\",\"session_id\":\"other\"}");
    stage.server("{\"type\":\"tts\",\"state\":\"start\",\"session_id\":\"other\"}");
    stage.sees("[speaking]");
    stage.expect("text of the user", stage.display().line(Role.USER), "hi");
    stage.server(
        "{\"type\":\"mcp\",\"session_id\":\"other\",\"payload\":{\"jsonrpc\":\"2.0\",\"method\":\"x\",\"id\":1}}");
    stage.run(20);
    stage.expect("last message", stage.peer().texts().getLast().contains("Method not implemented: x"), true);
    stage.forget();
  }

  @Case("S48")
  void anAbortInIdleWithoutAChannelSendsNothing(Stage stage) {
    stage.idle();
    stage.user("abort through an interface");
    stage.device().abort();
    stage.seesNothingFor(500);
    stage.expect("violations", stage.notes("failure SEND"), 0);
  }

  @Case("S53")
  void theButtonRightAfterTheServerClosedOpensAnew(Stage stage) {
    stage.listening();
    stage.peer().close(1000);
    stage.sees("[idle]");
    stage.button();
    stage.run(50);
    stage.expectState("listening");
    stage.expect("connections", stage.peer().connectionCount(), 2);
    stage.forget();
  }

  /** Transition row 23: an answer that begins where it may not is refused, and so is its end. */
  @Case("S22")
  void anAnswerIsRefusedWhileTheChannelIsBeingOpened(Stage stage) {
    stage.idle();
    stage.peer().answersHelloWith(null);
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello");
    stage.server(T_STOP);
    stage.server(Peer.HELLO);
    stage.sees("[listening]", "D> LS(auto)");
    stage.server(T_STOP);
    stage.seesNothingFor(500);
  }

  /** Transition row 39: the channel is closed, a second passes, the device boots anew. */
  @Case("S37")
  void rebootClosesTheChannelAndRestartsAfterASecond(Stage stage) {
    stage.listening();
    stage.server("{\"type\":\"system\",\"command\":\"reboot\"}");
    stage.sees("D> TCP closed");
    stage.seesNothingFor(900);
    stage.expect("restarts", stage.restarts(), 0);
    stage.seesWithin(1_300, "[starting]", "[activating]", "[idle]");
    stage.expect("restarts", stage.restarts(), 1);
    stage.quiet();
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
  }
}
