package io.github.xiaozhisim.device.conformance;

import static io.github.xiaozhisim.device.conformance.Stage.T_STOP;

import io.github.xiaozhisim.hal.ui.Display.Role;

/**
 * Odd and hostile text messages: what the device's parser takes, what it passes over, and that a turn goes on after it.
 */
final class JsonCases {

  /** The message does nothing visible, is counted, and the conversation still works. */
  private static void isIgnored(Stage stage, String text, String rule) {
    stage.listening();
    stage.server(text);
    stage.seesNothingFor(200);
    stage.expect("violations", stage.notes("violation " + rule), 1);
    stillTalks(stage);
  }

  private static void stillTalks(Stage stage) {
    stage.server(Stage.T_START);
    stage.sees("[speaking]");
    stage.audio(2);
    stage.run(10);
    stage.server(T_STOP);
    stage.sees("[listening]");
    stage.seesWithin(200, "D> LS(auto)");
  }

  @Case("J01")
  void truncatedTextIsIgnored(Stage stage) {
    isIgnored(stage, "{\"type\":\"tts\"", "message.malformed");
  }

  @Case("J01")
  void truncatedTextStillProvesTheChannelAlive(Stage stage) {
    stage.idle();
    stage.press();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(manual)");
    stage.release();
    stage.sees("[idle]", "D> LX");
    stage.seesNothingFor(100_000);
    stage.server("{\"type\":\"tts\"");
    stage.seesNothingFor(100_000);
    stage.press(); // firmware: 120 s are counted from the last message of any kind
    stage.sees("[listening]", "D> LS(manual)");
  }

  @Case("J02")
  void anEmptyMessageIsIgnored(Stage stage) {
    isIgnored(stage, "", "message.malformed");
  }

  @Case("J03")
  void anArrayIsIgnored(Stage stage) {
    isIgnored(stage, "[]", "message.malformed");
  }

  @Case("J03")
  void aStringIsIgnored(Stage stage) {
    isIgnored(stage, "\"x\"", "message.malformed");
  }

  @Case("J03")
  void aNumberIsIgnored(Stage stage) {
    isIgnored(stage, "42", "message.malformed");
  }

  @Case("J03")
  void nullIsIgnored(Stage stage) {
    isIgnored(stage, "null", "message.malformed");
  }

  @Case("J05")
  void aTypeThatIsNoStringIsIgnored(Stage stage) {
    isIgnored(stage, "{\"type\":5}", "message.malformed");
  }

  @Case("J06")
  void anUnknownTypeIsIgnoredWithoutReply(Stage stage) {
    isIgnored(stage, "{\"type\":\"foo\"}", "message.unknown");
  }

  @Case("J07")
  void keysInAnotherLetterCaseAreAccepted(Stage stage) {
    stage.listening();
    stage.server("{\"TYPE\":\"tts\",\"State\":\"start\"}");
    stage.sees("[speaking]");
  }

  @Case("J08")
  void theFirstOfTwoEqualKeysWins(Stage stage) {
    stage.listening();
    stage.server("{\"type\":\"tts\",\"type\":\"stt\",\"state\":\"start\"}");
    stage.sees("[speaking]");
  }

  @Case("J11")
  void aStringEndsAtItsFirstZeroCharacter(Stage stage) {
    stage.listening();
    stage.server("{\"type\":\"stt\",\"text\":\"a\\u0000b\"}");
    stage.seesNothingFor(10);
    stage.expect("text of the user", stage.display().line(Role.USER), "a");
  }

  @Case("J12")
  void halfASurrogatePairSpoilsTheMessage(Stage stage) {
    isIgnored(stage, "{\"type\":\"stt\",\"text\":\"\\ud800\"}", "message.malformed");
    stage.expect("text of the user", stage.display().line(Role.USER), "");
  }

  @Case("J13")
  void aByteOrderMarkIsPassedOver(Stage stage) {
    stage.listening();
    stage.server("\uFEFF" + Stage.T_START);
    stage.sees("[speaking]");
  }

  private static String nested(int levels) {
    return "{\"type\":\"tts\",\"state\":\"start\",\"x\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
  }

  @Case("J14")
  void sixtyFourLevelsOfNestingAreAccepted(Stage stage) {
    stage.listening();
    stage.server(nested(64));
    stage.sees("[speaking]");
  }

  @Case("J14")
  void deepNestingOverflowsTheFirmwaresTaskAndIsIgnoredByARobustDevice(Stage stage) {
    deepNesting(stage, 1_000);
  }

  @Case("J15")
  void nestingBeyondTheParsersLimitIsNoBetter(Stage stage) {
    deepNesting(stage, 1_100);
  }

  private static void deepNesting(Stage stage, int levels) {
    stage.listening();
    stage.server(nested(levels));
    if (stage.strict()) {
      stage.sees("crash message.depth", "D> TCP closed");
      stage.seesWithin(5_000, "[starting]", "[activating]", "[idle]");
    } else {
      stage.seesNothingFor(200);
      stage.expectNote("violation message.depth");
      stillTalks(stage);
    }
  }

  @Case("J16")
  void aMessageOfNearlyAMebibyteIsAccepted(Stage stage) {
    stage.listening();
    stage.server("{\"type\":\"tts\",\"state\":\"start\",\"x\":\"" + "x".repeat(1_000_000) + "\"}");
    stage.sees("[speaking]");
  }

  @Case(value = "J16", in = io.github.xiaozhisim.device.Fidelity.ROBUST)
  void aLongerMessageEndsTheConnection(Stage stage) {
    stage.listening();
    stage.server("{\"type\":\"tts\",\"state\":\"start\",\"x\":\"" + "x".repeat(1 << 20) + "\"}");
    stage.sees("[idle]", "D> Close(1009)");
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
  }

  @Case("J18")
  void whatAServerEchoesIsIgnored(Stage stage) {
    isIgnored(stage, "{\"session_id\":\"a\"b\",\"type\":\"listen\",\"state\":\"start\"}", "message.malformed");
  }

  @Case("J19")
  void glyphsThatBreakTheRulesAreLeftOutAndTheTextIsShown(Stage stage) {
    stage.listening();
    String[] faulty = {
      font("other-font", glyph(20_013, "AAAA")),
      font("noto-v1", (glyph(20_013, "AAAA") + ",").repeat(64) + glyph(20_014, "AAAA")),
      font("noto-v1", glyph(20_013, "not base64!"))
    };
    for (int i = 0; i < faulty.length; i++) {
      stage.server("{\"type\":\"stt\",\"text\":\"text " + i + "\",\"glyph_push\":" + faulty[i] + "}");
      stage.seesNothingFor(10);
      stage.expect("text of the user", stage.display().line(Role.USER), "text " + i);
    }
    stage.expect("pushes refused", stage.notes("violation glyph.push"), faulty.length);
  }

  private static String font(String bundle, String glyphs) {
    return "{\"v\":1,\"bundle\":\""
        + bundle
        + "\",\"charset\":\"basic\",\"size\":14,\"bpp\":1,\"glyphs\":["
        + glyphs
        + "]}";
  }

  private static String glyph(int codepoint, String bitmap) {
    return "{\"codepoint\":" + codepoint
        + ",\"adv_w\":14,\"box_w\":4,\"box_h\":6,\"ofs_x\":0,\"ofs_y\":0,\"bitmap\":\"" + bitmap + "\"}";
  }

  @Case("J20")
  void extraMembersAreIgnored(Stage stage) {
    stage.listening();
    stage.server("{\"type\":\"tts\",\"state\":\"start\",\"index\":3,\"audio_codec\":\"opus\",\"more\":{\"x\":[1,2]}}");
    stage.sees("[speaking]");
  }
}
