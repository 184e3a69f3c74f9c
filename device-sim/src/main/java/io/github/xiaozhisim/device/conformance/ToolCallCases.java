package io.github.xiaozhisim.device.conformance;

import static io.github.xiaozhisim.device.conformance.McpTalk.SET_VOLUME;
import static io.github.xiaozhisim.device.conformance.McpTalk.STATUS;

import io.github.xiaozhisim.device.virtual.VirtualBacklight;
import io.github.xiaozhisim.hal.tool.Tool;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Calls of tools: arguments, answers, order, and what a call does to the device. */
final class ToolCallCases {

  private static final String BRIGHTNESS = "self.screen.set_brightness";

  @Case("M16")
  void theStatusIsOneText(Stage stage) {
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    mcp.callAndSee(
        STATUS,
        "{}",
        "{\"audio_speaker\":{\"volume\":70},\"screen\":{},"
            + "\"network\":{\"type\":\"wifi\",\"ssid\":\"home\",\"signal\":\"strong\"}}");
  }

  @Case("M17")
  void theVolumeIsSetAndSurvivesARestart(Stage stage) {
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    mcp.callAndSee(SET_VOLUME, "{\"volume\":50}", "true");
    stage.expect("volume", volume(mcp), 50);
    stage.device().shutdown();
    stage.listening();
    stage.expect("volume after a restart", volume(mcp), 50);
  }

  private static int volume(McpTalk mcp) {
    return mcp.status().path("audio_speaker").path("volume").asInt();
  }

  @Case("M18")
  void aVolumeOutOfRangeIsRefused(Stage stage) {
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    mcp.callAndSeeRefused(SET_VOLUME, "{\"volume\":101}", "Value exceeds maximum allowed: 100");
    mcp.callAndSeeRefused(SET_VOLUME, "{\"volume\":-1}", "Value is below minimum allowed: 0");
    stage.expect("volume", volume(mcp), 70);
  }

  @Case("M19")
  void fractionsAreCutOff(Stage stage) {
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    mcp.callAndSee(SET_VOLUME, "{\"volume\":50.9}", "true");
    stage.expect("volume", volume(mcp), 50);
  }

  @Case("M20")
  void anArgumentThatIsMissingOrOfAnotherTypeIsAskedFor(Stage stage) {
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    mcp.callAndSeeRefused(SET_VOLUME, "{\"volume\":\"50\"}", "Missing valid argument: volume");
    mcp.callAndSeeRefused(SET_VOLUME, "{}", "Missing valid argument: volume");
    mcp.callAndSeeRefused(SET_VOLUME, "{\"volume\":null}", "Missing valid argument: volume");
  }

  @Case("M21")
  void argumentsMustBeAnObject(Stage stage) {
    stage.listening();
    new McpTalk(stage).callAndSeeRefused(SET_VOLUME, "[]", "Invalid arguments");
  }

  @Case("M23")
  void anUnknownToolIsNamed(Stage stage) {
    stage.listening();
    new McpTalk(stage).callAndSeeRefused("x", "{}", "Unknown tool: x");
  }

  @Case("M24")
  void namesOfArgumentsMayBeInAnyCase(Stage stage) {
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    mcp.callAndSee(SET_VOLUME, "{\"Volume\":12}", "true");
    stage.expect("volume", volume(mcp), 12);
  }

  @Case("M25")
  void anUnknownThemeIsFalseAndNoError(Stage stage) {
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    mcp.callAndSee("self.screen.set_theme", "{\"theme\":\"pink\"}", "false");
    stage.expect("theme in the settings", stage.settings().getString("display", "theme"), null);
    mcp.callAndSee("self.screen.set_theme", "{\"theme\":\"dark\"}", "true");
    stage.expect("theme in the settings", stage.settings().getString("display", "theme"), "dark");
  }

  @Case("M26")
  void theBrightnessMovesByOnePercentEveryFiveMilliseconds(Stage stage) {
    stage.fitted(board -> board.fit(new VirtualBacklight(stage.time(), 75)));
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    mcp.callAndSee(BRIGHTNESS, "{\"brightness\":30}", "true");
    stage.run(100);
    int halfway = mcp.status().path("screen").path("brightness").asInt();
    stage.expectBetween("brightness on its way", halfway, 45, 65);
    stage.run(200);
    stage.expect("brightness in the end", mcp.status().path("screen").path("brightness").asInt(), 30);
    stage.expect("brightness in the settings", stage.settings().getInt("display", "brightness"), 30);
  }

  @Case("M27")
  void aBoardWithoutBacklightHasNoToolForIt(Stage stage) {
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    stage.expect("listed", McpTalk.names(mcp.answer("tools/list", "{}")).contains(BRIGHTNESS), false);
    mcp.callAndSeeRefused(BRIGHTNESS, "{\"brightness\":30}", "Unknown tool: " + BRIGHTNESS);
  }

  @Case("M28")
  void aRestartIsAnsweredByRobustDevicesOnly(Stage stage) {
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    int id = mcp.call("self.reboot", "{}");
    if (!stage.strict()) {
      mcp.seesText(id, "true");
    }
    stage.seesWithin(100, "D> TCP closed");
    stage.run(5_000);
    stage.expect("restarts", stage.restarts(), 1);
    stage.forget();
  }

  @Case("M29")
  void aHiddenToolCanBeCalled(Stage stage) {
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    mcp.callAndSee("self.screen.get_info", "{}", "{\"width\":128,\"height\":32,\"monochrome\":true}");
  }

  @Case("M30")
  void callsBackToBackAreDoneAndAnsweredInOrder(Stage stage) {
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    int first = mcp.call(SET_VOLUME, "{\"volume\":20}");
    int second = mcp.call(STATUS, "{}");
    mcp.seesText(first, "true");
    mcp.seesText(
        second,
        "{\"audio_speaker\":{\"volume\":20},\"screen\":{},"
            + "\"network\":{\"type\":\"wifi\",\"ssid\":\"home\",\"signal\":\"strong\"}}");
  }

  @Case("M31")
  void aPhotoOfFiveSecondsStopsAStrictDeviceAndNoRobustOne(Stage stage) {
    stage.fitted(board -> board.fit(McpTalk.slowCamera(stage, 5_000)));
    stage.listening();
    stage.run(300);
    McpTalk mcp = new McpTalk(stage);
    mcp.call("self.camera.take_photo", "{\"question\":\"?\"}");
    stage.run(1_000);
    stage.forget();
    stage.run(2_000);
    stage.button();
    if (stage.strict()) {
      stage.expect("packets while the photo is taken", stage.packetsSent(), 0);
      stage.seesNothingFor(1_980);
      stage.sees("[idle]", "D> TCP closed"); // the button comes before the answer, which finds no channel
    } else {
      stage.expectBetween("packets while the photo is taken", stage.packetsSent(), 30, 36);
      stage.sees("[idle]", "D> TCP closed");
      stage.seesNothingFor(4_000);
    }
  }

  @Case("M31")
  void answersKeepTheOrderOfTheCallsWhileAPhotoIsTaken(Stage stage) {
    stage.fitted(board -> board.fit(McpTalk.slowCamera(stage, 5_000)));
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    int photo = mcp.call("self.camera.take_photo", "{\"question\":\"?\"}");
    int volume = mcp.call(SET_VOLUME, "{\"volume\":33}");
    stage.seesNothingFor(4_900);
    stage.expect("volume meanwhile", stage.device().volume(), stage.strict() ? 70 : 33);
    stage.run(150);
    mcp.seesError(photo, -32_603, "Failed to capture photo");
    mcp.seesText(volume, "true");
  }

  /** Section 8.2: answers go through the queue of the main loop, behind what was queued while the tool worked. */
  @Case("M31")
  void aListAskedForWhileAPhotoIsTakenIsAnsweredBeforeItByAStrictDevice(Stage stage) {
    stage.fitted(board -> board.fit(McpTalk.slowCamera(stage, 5_000)));
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    int photo = mcp.call("self.camera.take_photo", "{\"question\":\"?\"}");
    int other = mcp.ask("ping", "{}");
    stage.seesNothingFor(4_900);
    stage.run(90);
    if (stage.strict()) {
      mcp.seesError(other, 0, "Method not implemented: ping");
      mcp.seesError(photo, 0, "Failed to capture photo");
    } else {
      mcp.seesError(photo, -32_603, "Failed to capture photo");
      mcp.seesError(other, -32_601, "Method not implemented: ping");
    }
  }

  @Case("M34")
  void aResultTooLongForAMessageBreaksAStrictChannelAndIsAnErrorOfARobustOne(Stage stage) {
    Tool endless = new Tool("self.endless", "", List.of(), false, arguments -> "x".repeat(66_000));
    stage.fitted(board -> board.fitTools((b, device) -> List.of(endless)));
    stage.listening();
    McpTalk mcp = new McpTalk(stage);
    if (stage.strict()) {
      mcp.call("self.endless", "{}");
      stage.sees("[idle]");
    } else {
      JsonNode answer = mcp.answer("tools/call", "{\"name\":\"self.endless\"}");
      stage.expect(
          "the error", answer.path("error").path("message").asString("").endsWith("is too long to be sent"), true);
    }
  }
}
