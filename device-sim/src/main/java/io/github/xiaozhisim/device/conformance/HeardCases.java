package io.github.xiaozhisim.device.conformance;

import static io.github.xiaozhisim.device.conformance.Stage.T_START;
import static io.github.xiaozhisim.device.conformance.Stage.T_STOP;

import io.github.xiaozhisim.device.VolumeKey;
import java.util.HexFormat;

/** Frames and sound where the specification's tables describe them without a case of their own. */
final class HeardCases {

  private static void speaking(Stage stage, int version) {
    stage.settings().putInt("websocket", "version", version);
    stage.speaking();
  }

  private static void sends(Stage stage, String hex) {
    stage.peer().sendBinary(HexFormat.of().parseHex(hex.replace(" ", "")));
    stage.run(5);
  }

  @Case("F01")
  void framingOneIsThePacketItself(Stage stage) {
    stage.listening();
    stage.run(300);
    stage.expect("the first message", HexFormat.of().formatHex(stage.peer().packets().getFirst()), "58");
    stage.server(T_START);
    stage.sees("[speaking]");
    sends(stage, "58 0b 6a 31 c4 92 7e 05");
    stage.run(200);
    stage.expect("packets played", stage.device().audio().played(), 1L);
  }

  @Case("F03")
  void theExampleOfFramingTwoIsHeard(Stage stage) {
    speaking(stage, 2);
    sends(stage, "00 02 00 00 00 00 00 00 00 04 93 e0 00 00 00 08 58 0b 6a 31 c4 92 7e 05");
    stage.run(200);
    stage.expect("packets played", stage.device().audio().played(), 1L);
    stage.expect("decode errors", stage.device().audio().decodeErrors(), 0L);
  }

  @Case("F07")
  void moreAnnouncedThanThereIsIsNotDroppedByTheFirmware(Stage stage) {
    speaking(stage, 3);
    sends(stage, "00 00 00 40 58 0b 6a 31 c4 92 7e 05");
    if (stage.strict()) { // what lies behind the message is undefined; here it is nothing
      stage.expect("packets taken", stage.observer().accepted(), 1);
    } else {
      stage.expect("packets taken", stage.observer().accepted(), 0);
      stage.expectNote("violation frame.oversize");
    }
    sends(stage, "00 00 00 08 58 0b 6a 31 c4 92 7e 05");
    stage.expect("packets taken", stage.observer().accepted(), stage.strict() ? 2 : 1);
    stage.expectState("speaking");
  }

  @Case("F13")
  void versionTypeAndReservedBytesAreNotLookedAt(Stage stage) {
    speaking(stage, 2);
    sends(stage, "00 07 00 01 ff ff ff ff 00 00 00 00 00 00 00 08 58 0b 6a 31 c4 92 7e 05");
    stage.run(200);
    stage.expect("packets played", stage.device().audio().played(), 1L);
  }

  @Case("F13")
  void typeAndReservedByteOfFramingThreeAreNotLookedAt(Stage stage) {
    speaking(stage, 3);
    sends(stage, "01 ff 00 08 58 0b 6a 31 c4 92 7e 05");
    stage.run(200);
    stage.expect("packets played", stage.device().audio().played(), 1L);
  }

  @Case("A14")
  void whatTheDecoderCannotReadIsSkippedAndTheStreamGoesOn(Stage stage) {
    stage.speaking();
    stage.audio(1);
    sends(stage, "ff"); // 4 frames of any length, and nothing that says how many
    stage.audio(1);
    stage.run(300);
    stage.expect("packets played", stage.device().audio().played(), 2L);
    stage.expectState("speaking");
    stage.server(T_STOP);
    stage.sees("[listening]", "D> LS(auto)");
  }

  @Case("A14")
  void anAnswerOfNothingButRubbishStillEnds(Stage stage) {
    stage.speaking();
    for (int i = 0; i < 3; i++) {
      sends(stage, "ff");
    }
    stage.server(T_STOP);
    stage.sees("[listening]", "D> LS(auto)");
  }

  @Case("A18")
  void atVolumeZeroEverythingGoesOnUnheard(Stage stage) {
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    mcp.callAndSee(McpTalk.SET_VOLUME, "{\"volume\":0}", "true");
    stage.expect("volume in the status", mcp.status().path("audio_speaker").path("volume").asInt(-1), 0);
    stage.expect("volume stored", stage.settings().getInt("audio", "output_volume", -1), 0);
    stage.server(T_START);
    stage.sees("[speaking]");
    stage.audio(3);
    stage.run(300);
    stage.expect("packets played", stage.device().audio().played(), 3L);
  }

  /** Section 5.4: keys for the volume have no business with the main loop. */
  @Case("A18")
  void aKeyForTheVolumeCountsAtOnceWhileTheDeviceConnects(Stage stage) {
    stage.idle();
    stage.peer().answersHelloWith(null);
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello");
    stage.device().volumeKey(VolumeKey.UP);
    stage.device().volumeKey(VolumeKey.UP);
    stage.expect("volume", stage.device().volume(), 90);
    stage.expect("volume stored", stage.settings().getInt("audio", "output_volume", -1), 90);
    stage.expectNote("notification VOLUME 90");
    stage.server(Peer.HELLO);
    stage.sees("[listening]", "D> LS(auto)");
  }

  @Case("A22")
  void theOutputIsOffFifteenSecondsAfterTheLastSound(Stage stage) {
    stage.speaker().withAmplifier(on -> stage.user("amplifier " + (on ? "on" : "off")));
    stage.speaking();
    stage.audio(10);
    stage.run(14_000);
    stage.expect("off", amplifierOff(stage), 0L);
    stage.run(4_000);
    stage.expect("off", amplifierOff(stage), 1L);
    stage.expectState("speaking");
  }

  private static long amplifierOff(Stage stage) {
    return stage.timeline().entries().stream().filter(entry -> entry.text().equals("* amplifier off")).count();
  }

  @Case("A25")
  void aSoundOfTheDevicesOwnPlaysBehindTheAnswerThatIsQueued(Stage stage) {
    stage.speaking();
    stage.audio(10);
    stage.run(5);
    stage.server("{\"type\":\"alert\",\"status\":\"Note\",\"message\":\"m\",\"emotion\":\"sad\"}");
    stage.seesNothingFor(100);
    stage.expectNote("sound vibration");
    stage.server(T_STOP);
    stage.sees("[listening]");
    stage.seesBetween(500, 1_500, "D> LS(auto)");
    stage.expect("sound cut", stage.notes("sound cut"), 0);
  }
}
