package io.github.xiaozhisim.device.conformance;


import io.github.xiaozhisim.hal.Board.PowerSave;

/** What the device does without its server. */
final class LocalCases {

  private static final String OTA = "D> POST /xiaozhi/ota/";

  @Case("S35")
  void togglingEchoCancellationEndsTheCallAndChangesTheNext(Stage stage) {
    stage.listening();
    stage.device().toggleEchoCancellation();
    stage.sees("[idle]", "D> TCP closed");
    stage.expectNote("notification RTC_MODE_ON");
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(realtime)");
    stage.device().toggleEchoCancellation();
    stage.sees("[idle]", "D> TCP closed");
    stage.expectNote("notification RTC_MODE_OFF");
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
  }

  @Case("S49")
  void theButtonInThePortalRecordsAndPlaysBack(Stage stage) {
    stage.peer().answersHttp(200, BootCases.WEBSOCKET);
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA, "[idle]");
    stage.device().configureWifi();
    stage.seesBetween(950, 1_050, "[wifi_configuring]");
    stage.run(5_000); // the spoken prompt
    stage.button();
    stage.sees("[audio_testing]");
    stage.run(3_000);
    int drained = stage.notes("playback drained");
    stage.button();
    stage.sees("[wifi_configuring]");
    stage.seesNothingFor(4_000);
    stage.expect("recordings played to their end", stage.notes("playback drained") - drained, 1);
    stage.expect("packets sent", stage.packetsSent(), 0);
    stage.expect("requests", stage.peer().requests().size(), 1);
  }

  @Case("S51")
  void settingUpTheWifiEndsTheCallAndActivatesAnew(Stage stage) {
    stage.peer().answersHttp(200, BootCases.WEBSOCKET);
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA, "[idle]");
    stage.quiet();
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
    stage.server(Stage.T_START);
    stage.sees("[speaking]");
    stage.device().configureWifi();
    stage.sees("[idle]", "D> TCP closed");
    stage.seesBetween(900, 1_050, "[wifi_configuring]");
    stage.expectNote("emotion gear");
    stage.expectNote("sound wificonfig");
    stage.peer().answersHttp(200, BootCases.WEBSOCKET);
    stage.user("the portal is left");
    stage.device().networkConnected();
    stage.seesWithin(100, "[activating]", OTA, "[idle]");
  }

  @Case("S52")
  void anIdleBoardSleepsAfterAMinute(Stage stage) {
    stage.fit(board -> board.fit(new PowerSave(60, 300, false)));
    stage.idle();
    stage.run(58_000);
    stage.expect("faces", stage.notes("emotion sleepy"), 0);
    stage.run(4_000);
    stage.expect("faces", stage.notes("emotion sleepy"), 1);
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
  }

  @Case("S52")
  void anOpenChannelKeepsItAwake(Stage stage) {
    stage.fit(board -> board.fit(new PowerSave(60, 300, false)));
    stage.manualIdle();
    stage.run(110_000); // the server was last heard 110 s ago: the channel counts as open
    stage.expect("faces", stage.notes("emotion sleepy"), 0);
    stage.run(75_000); // from the 120th second on it does not
    stage.expect("faces", stage.notes("emotion sleepy"), 1);
  }
}
