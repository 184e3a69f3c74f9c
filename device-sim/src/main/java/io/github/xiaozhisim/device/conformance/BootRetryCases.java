package io.github.xiaozhisim.device.conformance;

import io.github.xiaozhisim.device.ChannelFailure;
import java.util.Objects;

/** What the device does when its server does not answer as it should. */
final class BootRetryCases {

  private static final String OTA = "D> POST /xiaozhi/ota/";

  @Case("B05")
  void nineFailuresAreWaitedOutTwiceAsLongEachTime(Stage stage) {
    for (int i = 0; i < 9; i++) {
      stage.peer().answersHttp(500, "");
    }
    stage.peer().answersHttp(200, BootCases.WEBSOCKET);
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA);
    for (int seconds = 10; seconds <= 2_560; seconds *= 2) {
      stage.seesBetween(seconds * 1_000L - 100, seconds * 1_000L + 100, OTA);
    }
    stage.sees("[idle]");
    stage.expect("alerts", stage.notes("sound exclamation"), 9);
    stage.expect("icons", stage.notes("emotion cloud_off"), 9);
  }

  @Case("B05")
  void aShorterScheduleCanBeConfigured(Stage stage) {
    stage.config(c -> c.withBootRetryMillis(100));
    stage.peer().answersHttp(500, "").answersHttp(500, "").answersHttp(200, BootCases.WEBSOCKET);
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA);
    stage.seesBetween(90, 110, OTA);
    stage.seesBetween(190, 210, OTA, "[idle]");
  }

  @Case("B06")
  void afterTenFailuresTheDeviceGoesOnWithMqtt(Stage stage) {
    stage.settings().putString("websocket", "url", "ws://server.example:8000/xiaozhi/v1/");
    stage.config(c -> c.withBootRetryMillis(10));
    stage.boot();
    stage.sees("[starting]", "[activating]");
    stage.seesWithin(10_000, OTA, OTA, OTA, OTA, OTA, OTA, OTA, OTA, OTA, OTA, "[idle]");
    stage.run(5_000); // nine alerts sound
    stage.button();
    if (stage.strict()) {
      stage.seesWithin(200, "[connecting]", "[idle]");
      ChannelFailure failure = Objects.requireNonNull(stage.observer().failure());
      stage.expect("failure", failure.stage(), ChannelFailure.Stage.NO_SERVER);
    } else {
      stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)"); // what is stored
    }
  }

  @Case("B07")
  void aButtonDuringTheWaitsCutsThemToASecond(Stage stage) {
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA);
    stage.seesBetween(9_900, 10_100, OTA);
    stage.run(4_500);
    stage.button();
    if (stage.strict()) {
      stage.sees("[idle]");
      stage.seesWithin(1_000, OTA);
      stage.seesBetween(950, 1_100, OTA);
      stage.button();
      stage.seesBetween(850, 1_100, OTA);
    } else {
      stage.sees("[idle]");
      stage.seesBetween(15_300, 15_600, OTA); // the back-off of 20 s is kept
      stage.button();
      stage.seesBetween(39_900, 40_100, OTA);
    }
    stage.expectNote("boot: cannot talk yet: the device is still being activated");
  }

  @Case("B08")
  void aBodyThatIsNotJsonIsAFailure(Stage stage) {
    stage.peer().answersHttp(200, "<html>hello</html>").answersHttp(200, BootCases.WEBSOCKET);
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA);
    stage.seesBetween(9_900, 10_100, OTA, "[idle]");
    stage.expect("alerts", stage.notes("sound exclamation"), 1);
  }

  /** Section 11: such a text is parsed, and says nothing. */
  @Case("B09")
  void jsonThatIsNoObjectIsASuccessWithoutConfigurationForTheFirmwareOnly(Stage stage) {
    stage.settings().putString("websocket", "url", "ws://server.example:8000/xiaozhi/v1/");
    for (String body : new String[] {"[]", "null", "\"ok\"", "404 not found"}) {
      stage.peer().answersHttp(200, body);
      stage.boot();
      stage.sees("[starting]", "[activating]", OTA);
      if (stage.strict()) {
        stage.sees("[idle]");
        stage.quiet();
        stage.button();
        stage.sees("[connecting]", "[idle]");
      } else {
        stage.peer().answersHttp(200, BootCases.WEBSOCKET);
        stage.seesBetween(9_900, 10_100, OTA, "[idle]");
      }
      stage.device().shutdown();
    }
  }

  @Case("B29")
  void aLostNetworkDuringActivationOnlyMakesTheRetriesFail(Stage stage) {
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA);
    stage.run(100);
    stage.user("network lost");
    stage.network().goDown();
    stage.seesNothingFor(65_000);
    stage.expectState("activating");
    stage.user("network back");
    stage.network().comeUp();
    stage.peer().answersHttp(200, BootCases.WEBSOCKET);
    stage.seesWithin(400_000, OTA, "[idle]");
  }

  @Case("B23")
  void firmwareThatIsNotNewerIsNotFetched(Stage stage) {
    for (String version : new String[] {"2.4.2", "2.4.1", "1.99", "2.4"}) {
      stage.peer().answersHttp(200, withFirmware(version));
      stage.boot();
      stage.sees("[starting]", "[activating]", OTA, "[idle]");
      stage.seesNothingFor(10_000);
      stage.device().shutdown();
    }
  }

  @Case("B23")
  void newerFirmwareIsFetchedVerifiedAndThrownAway(Stage stage) {
    stage.peer().answersHttp(200, withFirmware("2.4.3")).answersHttp(200, "an image");
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA);
    stage.seesBetween(2_900, 3_100, "[upgrading]");
    stage.seesBetween(900, 1_100, "D> GET /firmware.bin");
    stage.seesBetween(900, 1_100, "[idle]");
    stage.expectNote("sound upgrade");
    stage.expectNote("downloaded firmware 2.4.3, 8 bytes");
  }

  @Case("B23")
  void newerFirmwareIsTakenOnWhenSoConfigured(Stage stage) {
    stage.config(c -> c.withRestartAfterUpgrade(true));
    stage.peer().answersHttp(200, withFirmware("2.4.3")).answersHttp(200, "an image");
    stage.peer().answersHttp(200, withFirmware("2.4.3"));
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA);
    stage.seesWithin(6_000, "[upgrading]", "D> GET /firmware.bin");
    stage.seesWithin(6_000, "[starting]", "[activating]", OTA, "[idle]");
    stage.expect("restarts", stage.restarts(), 1);
    stage.expect(
        "user agent", stage.peer().requests().getLast().headers().get("user-agent"), "bread-compact-wifi/2.4.3");
  }

  @Case("B25")
  void aVersionThatIsNoNumberCrashes(Stage stage) {
    for (String version : new String[] {"v2", "beta"}) {
      stage.peer().answersHttp(200, withFirmware(version));
      stage.boot();
      if (stage.strict()) {
        stage.peer().answersHttp(200, BootCases.WEBSOCKET);
        stage.sees("[starting]", "[activating]", OTA, "crash boot.firmware.version");
        stage.seesWithin(2_000, "[starting]", "[activating]", OTA, "[idle]");
      } else {
        stage.sees("[starting]", "[activating]", OTA, "[idle]");
        stage.expectNote("violation boot.firmware.version");
      }
      stage.device().shutdown();
    }
  }

  private static String withFirmware(String version) {
    return "{\"firmware\":{\"version\":\"" + version + "\",\"url\":\"http://server.example:8003/firmware.bin\"},"
        + BootCases.WEBSOCKET.substring(1);
  }
}
