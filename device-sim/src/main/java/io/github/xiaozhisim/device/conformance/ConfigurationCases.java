package io.github.xiaozhisim.device.conformance;

import io.github.xiaozhisim.device.ChannelFailure;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the device takes from the boot answer, where the specification describes it without a case of its own: which
 * transport, what is stored, what cannot be.
 */
final class ConfigurationCases {

  private static final String OTA = "D> POST /xiaozhi/ota/";
  private static final String ACTIVATE = "D> POST /xiaozhi/ota/activate";
  private static final String MQTT =
      "\"mqtt\":{\"endpoint\":\"broker.example:1883\",\"client_id\":\"c\",\"username\":\"u\",\"password\":\"p\","
          + "\"publish_topic\":\"" + Gateway.TOPIC + "\"}";

  @Case("B11")
  void onlyAnMqttObjectChoosesMqtt(Stage stage) {
    stage.peer().answersHttp(200, "{" + MQTT + "}");
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA, "D> CONNECT", "[idle]");
    stage.quiet();
    stage.button();
    stage.sees("[connecting]", "D> hello", "[listening]", "D> LS(auto)");
    stage.expect("upgrades", stage.peer().upgrades().size(), 0);
  }

  @Case("B13")
  void anMqttOfNullIsNoneAndTheWebSocketIsChosen(Stage stage) {
    stage.peer().answersHttp(200, "{\"mqtt\":null," + BootCases.WEBSOCKET.substring(1));
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA, "[idle]");
    stage.quiet();
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
    stage.expect("brokers asked", stage.gateway().connects().size(), 0);
  }

  @Case("B13")
  void withoutEitherTheFirmwareTakesMqttWhateverIsStored(Stage stage) {
    stage.settings().putString("websocket", "url", "ws://server.example:8000/xiaozhi/v1/");
    stage.peer().answersHttp(200, "{}");
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA, "[idle]");
    stage.quiet();
    stage.button();
    if (stage.strict()) {
      stage.sees("[connecting]", "[idle]");
      stage.expect("stage of the failure", failedAt(stage), ChannelFailure.Stage.NO_SERVER);
    } else {
      stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
    }
  }

  @Case("B16")
  void whatIsOmittedKeepsItsOldValueAndAnEmptyTokenClearsIt(Stage stage) {
    stage.settings().putString("websocket", "token", "old");
    stage.expect("token that was omitted", tokenAfter(stage, ""), "Bearer old");
    stage.expect("token that is null", tokenAfter(stage, "\"token\":null,"), "Bearer old");
    stage.expect("token that is true", tokenAfter(stage, "\"token\":true,"), "Bearer old");
    stage.expect("token that is an object", tokenAfter(stage, "\"token\":{},"), "Bearer old");
    stage.expect("empty token", tokenAfter(stage, "\"token\":\"\","), null);
  }

  private static @Nullable String tokenAfter(Stage stage, String member) {
    stage.peer().answersHttp(
        200, "{\"websocket\":{" + member + "\"url\":\"ws://server.example:8000/xiaozhi/v1/\"}}");
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA, "[idle]");
    stage.quiet();
    stage.button();
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
    stage.device().shutdown();
    stage.run(50);
    stage.forget();
    return stage.peer().upgrades().getLast().headers().get("authorization");
  }

  /** Section 1.1: what the portal has stored comes before what was built in. */
  @Case("B01")
  void anAddressInTheSettingsIsAskedInsteadOfTheBuildsOwn(Stage stage) {
    stage.settings().putString("wifi", "ota_url", "http://other.example/ota");
    stage.peer().answersHttp(200, BootCases.WEBSOCKET);
    stage.boot();
    stage.sees("[starting]", "[activating]", "D> POST /ota", "[idle]");
    stage.device().shutdown();
    stage.settings().putString("wifi", "ota_url", "no address at all");
    stage.peer().answersHttp(200, BootCases.WEBSOCKET);
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA, "[idle]");
  }

  /** Transition row 6. */
  @Case("B23")
  void assetsThatCannotBeHadLeadBackToActivating(Stage stage) {
    stage.settings().putString("assets", "download_url", "http://server.example:8003/assets.bin");
    stage.peer().answersHttp(404, "").answersHttp(200, BootCases.WEBSOCKET);
    stage.boot();
    stage.sees("[starting]", "[activating]");
    stage.seesBetween(2_900, 3_100, "[upgrading]", "D> GET /assets.bin");
    stage.seesBetween(2_900, 3_100, "[activating]", OTA, "[idle]");
    stage.expectNote("emotion cancel");
    stage.expect("address left", stage.settings().getString("assets", "download_url", ""), "");
  }

  @Case("B23")
  void aDeviceThatIsSwitchedOffFetchesNoAssets(Stage stage) {
    stage.settings().putString("assets", "download_url", "http://server.example:8003/assets.bin");
    stage.boot();
    stage.sees("[starting]", "[activating]");
    stage.run(1_000);
    stage.device().shutdown();
    stage.seesNothingFor(10_000);
  }

  @Case("B20")
  void withoutAChallengeNothingIsAskedAndTheAnswerIsFetchedAnewAfterAHundredSeconds(Stage stage) {
    stage.peer().answersHttp(200, "{\"activation\":{\"code\":\"12\",\"message\":\"m\"}}");
    stage.peer().answersHttp(200, BootCases.WEBSOCKET);
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA);
    stage.seesBetween(99_000, 110_000, OTA, "[idle]");
    stage.expectNote("sound activation");
    stage.expect("polls", stage.peer().requests().size(), 2);
  }

  @Case("B22")
  void aChallengeWithoutACodeIsPolledInSilence(Stage stage) {
    stage.peer().answersHttp(200, "{\"activation\":{\"challenge\":\"c\"}}").answersHttp(200, "{}");
    stage.peer().answersHttp(200, BootCases.WEBSOCKET);
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA, ACTIVATE, OTA, "[idle]");
    stage.expect("prompts", stage.notes("sound activation"), 0);
    stage.expect("icons", stage.notes("emotion link"), 0);
  }

  @Case("B24")
  void aForceOfOneInstallsWhatIsNotNewerAndNothingElseDoes(Stage stage) {
    for (String force : new String[] {"0", "2", "true", "\"1\""}) {
      stage.peer().answersHttp(200, withFirmware("2.4.2", force));
      stage.boot();
      stage.sees("[starting]", "[activating]", OTA, "[idle]");
      stage.seesNothingFor(5_000);
      stage.device().shutdown();
    }
    stage.peer().answersHttp(200, withFirmware("2.4.1", "1")).answersHttp(200, "an image");
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA);
    stage.seesWithin(6_000, "[upgrading]", "D> GET /firmware.bin", "[idle]");
    stage.expectNote("downloaded firmware 2.4.1, 8 bytes");
  }

  @Case("B24")
  void aFirmwareThatCannotBeHadIsToldAndTheBootGoesOn(Stage stage) {
    stage.peer().answersHttp(200, withFirmware("2.4.3", "0")).answersHttp(404, "");
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA);
    stage.seesWithin(12_000, "[upgrading]", "D> GET /firmware.bin", "[idle]");
    stage.expectNote("emotion cancel");
    stage.expectNote("sound exclamation");
  }

  private static String withFirmware(String version, String force) {
    return "{\"firmware\":{\"version\":\"" + version + "\",\"url\":\"http://server.example:8003/firmware.bin\","
        + "\"force\":" + force + "}," + BootCases.WEBSOCKET.substring(1);
  }

  @Case("B26")
  void aNameTooLongForTheSettingsAbortsTheFirmware(Stage stage) {
    stage.peer().answersHttp(200, withMember("sixteen_letters_", "\"x\""));
    stage.boot();
    if (stage.strict()) {
      stage.peer().answersHttp(200, BootCases.WEBSOCKET);
      stage.sees("[starting]", "[activating]", OTA, "crash boot.settings");
      stage.seesWithin(2_000, "[starting]", "[activating]", OTA, "[idle]");
    } else {
      stage.sees("[starting]", "[activating]", OTA, "[idle]");
      stage.expectNote("violation boot.settings");
      stage.quiet();
      stage.button();
      stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "D> LS(auto)");
    }
  }

  @Case("B26")
  void aNameOfFifteenLettersIsStored(Stage stage) {
    stage.peer().answersHttp(200, withMember("fifteen_letters", "7"));
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA, "[idle]");
    stage.expect("what is stored", stage.settings().getInt("websocket", "fifteen_letters", 0), 7);
  }

  private static String withMember(String name, String value) {
    return BootCases.WEBSOCKET.replace("{\"url\"", "{\"" + name + "\":" + value + ",\"url\"");
  }

  private static ChannelFailure.Stage failedAt(Stage stage) {
    return Objects.requireNonNull(stage.observer().failure(), "no failure was told").stage();
  }
}
