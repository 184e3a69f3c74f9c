package io.github.xiaozhisim.device.conformance;

import static io.github.xiaozhisim.device.conformance.Stage.T_START;
import static io.github.xiaozhisim.device.conformance.Stage.T_STOP;

/** How the channel ends, how long it lasts, and what replaces it. */
final class ClosingCases {

  @Case("W24")
  void theButtonInListeningDropsTheConnectionWithoutAWord(Stage stage) {
    stage.listening();
    stage.button();
    stage.sees("[idle]", "D> TCP closed");
    stage.seesNothingFor(5_000);
  }

  @Case("W24")
  void aRobustDeviceEndsOrderlyWhereItIsConfiguredTo(Stage stage) {
    stage.config(c -> c.withOrderlyClose(true));
    stage.listening();
    stage.button();
    stage.sees("[idle]", stage.strict() ? "D> TCP closed" : "D> Close(1000)");
    stage.seesNothingFor(5_000);
  }

  /** Which frames go back is shown byte by byte in the transport's tests; here it is what the server hears of it. */
  @Case("W25")
  void aCloseFrameLeadsToIdleAndIsNotAnswered(Stage stage) {
    stage.listening();
    stage.peer().close(1000);
    stage.sees("[idle]");
    stage.run(10);
    // the closing handshake is over at once when the device answers; else the server waits until it has had enough
    stage.expect("complete closings", stage.notes("the server's closing is complete"), stage.strict() ? 0 : 1);
    stage.seesNothingFor(3_000);
    stage.expect("complete closings", stage.notes("the server's closing is complete"), 1);
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
  }

  @Case("W26")
  void tcpLostInSpeakingLeadsToIdleAndTheQueuePlaysToItsEnd(Stage stage) {
    stage.speaking();
    stage.audio(20);
    stage.run(10);
    stage.peer().drop();
    stage.sees("[idle]");
    stage.expect("whether all was played", stage.device().audio().playbackDrained(), false);
    stage.seesNothingFor(1_300);
    stage.expectNote("playback drained");
    stage.expect("sounds cut", stage.notes("sound cut"), 0);
  }

  @Case("W28")
  void aPingOfMoreThan125BytesIsPassedOver(Stage stage) {
    stage.listening();
    stage.peer().frames().sendPing(126);
    if (stage.strict()) {
      stage.seesNothingFor(1_000);
      stage.expect("whether the channel is open", stage.device().channelOpen(), true);
    } else {
      stage.sees("[idle]", "D> Close(1002)");
      stage.expectNote("violation frame.protocol");
    }
  }

  @Case("W30")
  void aChannelSilentForMoreThanTwoMinutesIsReplaced(Stage stage) {
    stage.manualIdle();
    stage.seesNothingFor(121_000);
    stage.press();
    if (stage.strict()) { // the replaced socket's closed callback comes behind the opening, see W41
      stage.sees("[connecting]", "D> TCP closed", "D> upgrade", "D> hello", "[listening]", "[idle]", "D> LS(manual)");
    } else {
      stage.sees("[connecting]", "D> TCP closed", "D> upgrade", "D> hello", "[listening]", "D> LS(manual)");
      stage.seesNothingFor(1_000);
    }
  }

  @Case("W31")
  void aChannelSilentForLessThanTwoMinutesIsUsedAgain(Stage stage) {
    stage.manualIdle();
    stage.seesNothingFor(119_000);
    stage.press();
    stage.sees("[listening]", "D> LS(manual)");
    stage.expect("upgrades", stage.peer().upgrades().size(), 1);
  }

  @Case("W32")
  void aQueryWithoutAPathIsLost(Stage stage) {
    stage.settings().putString("websocket", "url", "ws://h:8000?x=1");
    stage.listening();
    stage.expect(
        "path of the request",
        stage.peer().upgrades().getFirst().uri().toString(),
        stage.strict() ? "/" : "/?x=1");
  }

  /** Not numbered in the specification's table, but in its description of the upgrade. */
  @Case("W32")
  void aColonInThePathIsTakenForThePorts(Stage stage) {
    stage.settings().putString("websocket", "url", "ws://h/p?device-id=aa:bb");
    stage.idle();
    stage.button();
    if (stage.strict()) {
      stage.sees("[connecting]", "crash websocket.port");
      stage.seesWithin(1_100, "[starting]", "[activating]", "[idle]");
    } else {
      stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
      stage.expect("path of the request", stage.peer().upgrades().getFirst().uri().toString(), "/p?device-id=aa:bb");
    }
  }

  @Case("W35")
  void aNewMessageInsideAFragmentedOneIsDropped(Stage stage) {
    stage.listening();
    stage.peer().frames().sendPart("{\"type\":\"tts\",", false);
    stage.server("{\"type\":\"system\",\"command\":\"reboot\"}");
    stage.peer().frames().sendPart("\"state\":\"start\"}", true);
    if (stage.strict()) {
      stage.sees("[speaking]");
    } else {
      stage.sees("[idle]", "D> Close(1002)");
    }
    stage.seesNothingFor(3_000);
  }

  @Case("W36")
  void aLostNetworkEndsTheConversationForGood(Stage stage) {
    stage.listening();
    stage.user("network lost");
    stage.device().networkLost();
    stage.sees("[idle]", "D> TCP closed");
    stage.user("network there again");
    stage.device().networkConnected();
    stage.seesNothingFor(60_000);
  }

  @Case("W38")
  void twoClicksInOnePassAreOne(Stage stage) {
    stage.idle();
    stage.button();
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
    stage.seesNothingFor(1_000);
  }

  @Case("W41")
  void theClosedCallbackOfAReplacedSocketPullsTheDeviceToIdle(Stage stage) {
    stage.manualIdle();
    stage.seesNothingFor(121_000);
    stage.button();
    if (!stage.strict()) {
      stage.sees("[connecting]", "D> TCP closed", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
      stage.run(1_000);
      stage.expectBetween("packets sent", stage.packetsSent(), 13, 15);
      return;
    }
    stage.sees("[connecting]", "D> TCP closed", "D> upgrade", "D> hello", "[listening]", "[idle]", "D> LS(auto)");
    stage.seesNothingFor(1_000);
    stage.expect("packets sent", stage.packetsSent(), 0);
    stage.expect("whether the new channel is open", stage.device().channelOpen(), true);
    stage.button(); // the next press goes on with it
    stage.sees("[listening]", "D> LS(auto)");
    stage.run(1_000);
    stage.expectBetween("packets sent", stage.packetsSent(), 13, 15);
  }

  /** How the length is read byte by byte is shown in the transport's tests. */
  @Case("W43")
  void aFrameOfNearlyEndlessLengthExhaustsTheMemory(Stage stage) {
    stage.listening();
    stage.peer().frames().announce(-1L);
    if (stage.strict()) {
      stage.sees("crash frame.memory", "D> TCP closed");
      stage.seesWithin(1_100, "[starting]", "[activating]", "[idle]");
    } else {
      stage.sees("[idle]", "D> Close(1009)");
      stage.expectNote("violation frame.protocol");
    }
  }

  @Case("S26")
  void nothingCanSpeakAfterTheDeviceHungUp(Stage stage) {
    stage.listening();
    stage.button();
    stage.server(T_START); // on its way when the device hung up
    stage.audio(2);
    stage.server(T_STOP);
    stage.sees("[idle]", "D> TCP closed");
    stage.seesNothingFor(1_000);
    stage.expect("packets taken", stage.observer().accepted(), 0);
  }

  @Case("S53")
  void theButtonRightAfterTheServerClosedOpensAnew(Stage stage) {
    stage.listening();
    stage.peer().close(1000);
    stage.sees("[idle]");
    stage.button();
    if (stage.strict()) { // TCP had been left up; no callback, for the socket had counted as disconnected
      stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
      stage.seesNothingFor(1_000);
      stage.expect("complete closings", stage.notes("the server's closing is complete"), 1);
    } else {
      stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
    }
  }
}
