package io.github.xiaozhisim.device.conformance;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.device.virtual.StoredIdentity;
import io.github.xiaozhisim.hal.network.HttpRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.SplittableRandom;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Who the device says it is, and what it takes from the answer. */
final class BootCases {

  static final String WEBSOCKET =
      "{\"websocket\":{\"url\":\"ws://server.example:8000/xiaozhi/v1/\",\"token\":\"\",\"version\":1}}";

  private static final String OTA = "D> POST /xiaozhi/ota/";

  @Case("B01")
  void theFirstBootAsksOnceAndOpensNothing(Stage stage) {
    stage.peer().answersHttp(200, WEBSOCKET);
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA, "[idle]");
    HttpRequest request = stage.peer().requests().getFirst();
    stage.expect("device id", request.headers().get("device-id"), "02:00:00:00:00:01");
    stage.expect("client id", request.headers().get("client-id"), "11111111-2222-4333-8444-555555555555");
    stage.expect("user agent", request.headers().get("user-agent"), "bread-compact-wifi/2.4.2");
    stage.expect("language", request.headers().get("accept-language"), "zh-CN");
    stage.expect("activation version", request.headers().get("activation-version"), "1");
    stage.expect("content type", request.headers().get("content-type"), "application/json");
    stage.seesNothingFor(10_000);
    stage.expect("connections", stage.peer().connectionCount(), 0);
  }

  @Case("B02")
  void theBodySaysWhatTheBoardIs(Stage stage) throws JacksonException {
    stage.peer().answersHttp(200, WEBSOCKET);
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA, "[idle]");
    JsonNode body = Json.MAPPER.readTree(body(stage));
    stage.expect("version", body.path("version").isIntegralNumber() && body.path("version").intValue() == 2, true);
    stage.expect("a number in quotes", body.path("minimum_free_heap_size").isString(), true);
    stage.expect("mac_address", body.path("mac_address").asString(), "02:00:00:00:00:01");
    stage.expect("uuid", body.path("uuid").asString(), "11111111-2222-4333-8444-555555555555");
    stage.expect("board", body.path("board").path("type").asString(), "bread-compact-wifi");
    stage.expect("ssid of a Wi-Fi board", body.path("board").path("ssid").asString(), "home");
    stage.expect("mac of a Wi-Fi board", body.path("board").path("mac").asString(), "02:00:00:00:00:01");
  }

  @Case("B03")
  void aRestartKeepsTheIdentity(Stage stage) {
    String[] before = identityAtBoot(stage);
    String[] after = identityAtBoot(stage);
    stage.expect("device id", after[0], before[0]);
    stage.expect("client id", after[1], before[1]);
  }

  @Case("B04")
  void erasedSettingsMakeAnotherClientOfTheSameDevice(Stage stage) {
    String[] before = identityAtBoot(stage);
    stage.user("settings erased");
    stage.settings().erase();
    String[] after = identityAtBoot(stage);
    stage.expect("device id", after[0], before[0]);
    stage.expect("whether the client id is another", !Objects.equals(after[1], before[1]), true);
  }

  private static String[] identityAtBoot(Stage stage) {
    long chance = stage.peer().requests().size() + 1;
    stage.identity(
        StoredIdentity.of(stage.settings(), "02:00:00:00:00:07", null, new SplittableRandom(chance)));
    stage.peer().answersHttp(200, WEBSOCKET);
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA, "[idle]");
    stage.device().shutdown();
    HttpRequest request = stage.peer().requests().getLast();
    return new String[] {request.headers().get("device-id"), request.headers().get("client-id")};
  }

  @Case("B09")
  void aRefusalWithStatus200IsASuccessWithoutConfiguration(Stage stage) {
    stage.peer().answersHttp(200, "{\"success\":false,\"message\":\"no such device\"}");
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA, "[idle]");
    stage.expectNote("boot: the boot answer has no configuration but says: no such device");
    stage.quiet();
    stage.button();
    stage.seesWithin(200, "[connecting]", "[idle]");
    ChannelFailure failure = Objects.requireNonNull(stage.observer().failure());
    stage.expect("failure", failure.stage(), ChannelFailure.Stage.NO_SERVER);
  }

  @Case("B10")
  void mqttIsChosenWhenBothAreOffered(Stage stage) {
    stage.peer().answersHttp(
        200,
        "{\"mqtt\":{\"endpoint\":\"broker.example:1883\",\"client_id\":\"c\",\"publish_topic\":\"t\"},"
            + "\"websocket\":{\"url\":\"ws://server.example:8000/\"}}");
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA, "D> CONNECT", "[idle]");
  }

  @Case("B12")
  void anEmptyMqttObjectStillChoosesMqtt(Stage stage) {
    stage.peer().answersHttp(200, "{\"mqtt\":{},\"websocket\":{\"url\":\"ws://server.example:8000/\"}}");
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA, "[idle]");
    stage.quiet();
    stage.button();
    stage.seesWithin(200, "[connecting]", "[idle]");
    stage.expect("upgrades", stage.peer().upgrades().size(), 0);
  }

  @Case("B14")
  void aTokenIsABearerUnlessItSaysOtherwise(Stage stage) {
    stage.expect("plain token", authorization(stage, "abc"), "Bearer abc");
    stage.expect("token with a scheme", authorization(stage, "Basic abc"), "Basic abc");
    stage.expect("empty token", authorization(stage, ""), null);
  }

  private static @org.jspecify.annotations.Nullable String authorization(Stage stage, String token) {
    stage.peer().answersHttp(200, WEBSOCKET.replace("\"token\":\"\"", "\"token\":\"" + token + "\""));
    stage.boot();
    stage.quiet();
    stage.button();
    stage.run(20);
    stage.expectState("listening");
    stage.device().shutdown();
    stage.run(20);
    stage.forget();
    return stage.peer().upgrades().getLast().headers().get("authorization");
  }

  @Case("B15")
  void anOmittedVersionStaysAndZeroMeansOne(Stage stage) {
    stage.settings().putInt("websocket", "version", 2);
    stage.expect("omitted", protocolVersion(stage, "{\"websocket\":{\"url\":\"ws://server.example:8000/\"}}"), "2");
    stage.expect(
        "zero", protocolVersion(stage, "{\"websocket\":{\"url\":\"ws://server.example:8000/\",\"version\":0}}"), "1");
    stage.expect("stored", stage.settings().getInt("websocket", "version"), 0);
  }

  private static @org.jspecify.annotations.Nullable String protocolVersion(Stage stage, String answer) {
    stage.peer().answersHttp(200, answer);
    stage.boot();
    stage.quiet();
    stage.button();
    stage.run(20);
    stage.device().shutdown();
    stage.run(20);
    stage.forget();
    return stage.peer().upgrades().getLast().headers().get("protocol-version");
  }

  @Case("B27")
  void aQuoteInTheNameOfTheWifiBreaksTheBody(Stage stage) {
    stage.settings().putString("wifi", "ssid", "a\"b");
    stage.peer().answersHttp(200, WEBSOCKET);
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA, "[idle]");
    boolean valid;
    try {
      valid = Json.MAPPER.readTree(body(stage)).path("board").path("ssid").asString().equals("a\"b");
    } catch (JacksonException e) {
      valid = false;
    }
    stage.expect("whether the body is JSON", valid, !stage.strict());
  }

  @Case("B28")
  void sectionsAreFoundInAnyCaseButMembersKeepTheirs(Stage stage) {
    stage.peer().answersHttp(200, "{\"WebSocket\":{\"URL\":\"ws://server.example:8000/\",\"token\":\"t\"}}");
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA, "[idle]");
    stage.expect("url", stage.settings().getString("websocket", "url"), null);
    stage.expect("URL", stage.settings().getString("websocket", "URL"), "ws://server.example:8000/");
    stage.expect("token", stage.settings().getString("websocket", "token"), "t");
    stage.quiet();
    stage.button();
    stage.seesWithin(200, "[connecting]", "[idle]"); // WebSocket, but without an address
  }

  @Case("B30")
  void theAddressOfThePollsHasExactlyOneSlash(Stage stage) {
    for (String slash : new String[] {"", "/"}) {
      stage.config(c -> c.withOtaUrl(URI.create("http://server.example:8003/xiaozhi/ota" + slash)));
      stage.peer().answersHttp(200, "{\"activation\":{\"challenge\":\"c\"}}").answersHttp(202, "");
      stage.start();
      stage.sees("[starting]", "[activating]", "D> POST /xiaozhi/ota" + slash, "D> POST /xiaozhi/ota/activate");
      stage.device().shutdown();
    }
  }

  private static String body(Stage stage) {
    return new String(stage.peer().requests().getFirst().body(), StandardCharsets.UTF_8);
  }
}
