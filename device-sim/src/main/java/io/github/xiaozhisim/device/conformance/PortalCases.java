package io.github.xiaozhisim.device.conformance;

/**
 * The Wi-Fi portal beyond the specification's cases: the recorder's end, the buttons, leaving it, entering it early.
 */
final class PortalCases {

  private static final String OTA = "D> POST /xiaozhi/ota/";

  private static void portal(Stage stage) {
    stage.peer().answersHttp(200, BootCases.WEBSOCKET);
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA, "[idle]");
    stage.device().configureWifi();
    stage.seesBetween(950, 1_050, "[wifi_configuring]");
    stage.run(5_000); // the spoken prompt
  }

  @Case("S50")
  void leavingThePortalActivatesAnew(Stage stage) {
    portal(stage);
    stage.peer().answersHttp(200, BootCases.WEBSOCKET);
    stage.device().networkConnected();
    stage.sees("[activating]", OTA, "[idle]");
    stage.quiet();
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
  }

  /** Transition row 6: assets are looked for once after each power-on. */
  @Case("S50")
  void assetsNamedMeanwhileAreFetchedAtTheNextPowerOnOnly(Stage stage) {
    portal(stage);
    stage.settings().putString("assets", "download_url", "http://server.example:8003/assets.bin");
    stage.peer().answersHttp(200, BootCases.WEBSOCKET);
    stage.device().networkConnected();
    stage.sees("[activating]", OTA, "[idle]");
    stage.seesNothingFor(10_000);
    stage.powerCycle();
    stage.seesWithin(4_000, "[starting]", "[activating]", "[upgrading]", "D> GET /assets.bin");
    stage.device().shutdown();
  }

  /** An activation that goes on behind the button's idle chooses a channel while the one before is being opened. */
  @Case("S50")
  void anOpeningEndsWhenTheActivationBringsAnotherChannel(Stage stage) {
    stage.config(c -> c.withBootRetryMillis(2_000));
    stage.boot(); // answered with 500
    stage.run(100);
    stage.button();
    stage.peer().answersHttp(200, BootCases.WEBSOCKET);
    stage.device().configureWifi();
    stage.run(8_000);
    stage.expectState("wifi_configuring");
    stage.peer().answersHttp(200, BootCases.WEBSOCKET);
    stage.peer().answersHelloWith(null);
    stage.device().networkConnected();
    stage.run(0);
    stage.button();
    stage.run(0);
    stage.expectState("idle");
    stage.button();
    stage.run(0);
    stage.expectState("connecting");
    stage.run(50);
    stage.expectState("idle");
    stage.peer().answersHelloWith(Peer.HELLO);
    stage.run(2_000);
    stage.forget();
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
  }

  /** The sound of being ready waits behind the recording, and the loop with it; the device has come to rest before. */
  @Case("S50")
  void whoLeavesThePortalWhileTheRecordingPlaysIsIdleAtOnce(Stage stage) {
    portal(stage);
    stage.press();
    stage.sees("[audio_testing]");
    stage.run(6_000);
    stage.release();
    stage.sees("[wifi_configuring]");
    stage.peer().answersHttp(200, BootCases.WEBSOCKET);
    stage.device().networkConnected();
    stage.sees("[activating]", OTA, "[idle]");
    stage.run(10);
    stage.expect("status", stage.display().status(), "STANDBY");
    stage.expect("whether the detector is on", stage.device().wakeWordDetection(), true);
    stage.button();
    stage.seesNothingFor(1_000);
    stage.seesWithin(5_000, "[connecting]", "D> upgrade", "D> hello", "[listening]");
    stage.seesWithin(5_000, "D> LS(auto)");
  }

  @Case("S50")
  void theRecordingEndsByItselfAfterTenSecondsAndTheStateStays(Stage stage) {
    portal(stage);
    stage.press();
    stage.sees("[audio_testing]");
    stage.seesNothingFor(15_000);
    stage.press(); // an error in the log
    stage.seesNothingFor(100);
    int drained = stage.notes("playback drained");
    stage.release();
    stage.sees("[wifi_configuring]");
    stage.seesNothingFor(9_000);
    stage.expect("recordings played to their end", stage.notes("playback drained") - drained, 0);
    stage.seesNothingFor(1_500);
    stage.expect("recordings played to their end", stage.notes("playback drained") - drained, 1);
  }

  @Case("S50")
  void inThePortalNeitherWakeWordNorReleaseNorLossOfTheNetworkCount(Stage stage) {
    portal(stage);
    stage.wake("你好小智");
    stage.release();
    stage.device().networkLost();
    stage.seesNothingFor(1_000);
    stage.expect("whether the detector is on", stage.device().wakeWordDetection(), false);
  }

  @Case("S51")
  void settingUpTheWifiIsRefusedWhileConnecting(Stage stage) {
    stage.idle();
    stage.peer().answersHelloWith(null);
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello");
    stage.device().configureWifi();
    stage.expectNote("boot: the Wi-Fi cannot be set up in state connecting");
    stage.server(Peer.HELLO);
    stage.sees("[listening]", "D> LS(auto)");
    stage.seesNothingFor(2_000);
  }

  @Case("S51")
  void anIdleDeviceGoesToThePortalAfterASecond(Stage stage) {
    stage.idle();
    stage.device().configureWifi();
    stage.seesBetween(950, 1_050, "[wifi_configuring]");
    stage.expectNote("emotion gear");
  }
}
