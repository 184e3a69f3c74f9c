package io.github.xiaozhisim.stress.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The configuration request, as devices and browsers make it. */
class OtaServiceTest {

  private static final Map<String, String> DEVICE =
      Map.of("host", "192.168.1.5:8000", "device-id", "02:00:00:00:00:01", "client-id", "a-b-c");
  private static final String BODY = "{\"application\":{\"name\":\"xiaozhi\",\"version\":\"2.4.2\"}}";

  private ServerBehaviour behaviour = ServerBehaviour.defaults();
  private EmulatedServer server;

  private HttpResponse ask(String method, String path, Map<String, String> headers, String body) {
    if (server == null) {
      server = Caller.server(behaviour, new SimScheduler());
    }
    return server.onHttp(
        new HttpRequest(method, URI.create(path), headers, body.getBytes(StandardCharsets.UTF_8), 0));
  }

  private static JsonNode json(HttpResponse response) {
    return Json.readObject(response.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/xiaozhi/ota/", "/xiaozhi/ota", "/api/device/ota"})
  void shouldTellADeviceTimeFirmwareAndWhereToConnect(String path) {
    JsonNode answer = json(ask("POST", path, DEVICE, BODY));
    assertThat(answer.get("server_time").get("timestamp").longValue()).isEqualTo(1_767_225_600_000L);
    assertThat(answer.get("server_time").get("timezone_offset").intValue()).isEqualTo(480);
    assertThat(answer.get("firmware").toString()).isEqualTo("{\"version\":\"2.4.2\",\"url\":\"\"}");
    assertThat(answer.get("websocket").get("url").stringValue())
        .as("by the address the device used")
        .isEqualTo("ws://192.168.1.5:8000/xiaozhi/v1/");
    assertThat(answer.has("mqtt")).isFalse();
    assertThat(answer.has("activation")).isFalse();
  }

  @Test
  void shouldTolerateABodyThatIsNoJson() {
    assertThat(json(ask("POST", "/xiaozhi/ota/", DEVICE, "what?")).get("firmware").get("version").stringValue())
        .isEqualTo("0.0.0");
  }

  @Test
  void shouldWantToKnowWhoAsks() {
    HttpResponse response = ask("POST", "/xiaozhi/ota/", Map.of("host", "h", "device-id", "x"), BODY);
    assertThat(response.status()).isEqualTo(400);
    assertThat(json(response).get("error").stringValue()).contains("Client-Id");
  }

  @Test
  void shouldActivateAfterAsManyPollsAsTold() {
    behaviour = behaviour.withOta(behaviour.ota().withActivationPolls(2));
    JsonNode first = json(ask("POST", "/xiaozhi/ota/", DEVICE, BODY));
    assertThat(first.get("activation").get("code").stringValue()).matches("\\d{6}");
    assertThat(first.get("activation").get("challenge").stringValue()).isNotEmpty();
    assertThat(first.has("websocket")).isFalse();
    assertThat(ask("POST", "/xiaozhi/ota/activate", DEVICE, "{}").status()).isEqualTo(202);
    assertThat(ask("POST", "/xiaozhi/ota/activate", DEVICE, "{}").status()).isEqualTo(200);
    JsonNode second = json(ask("POST", "/xiaozhi/ota/", DEVICE, BODY));
    assertThat(second.has("activation")).isFalse();
    assertThat(second.has("websocket")).isTrue();
  }

  @Test
  void shouldLetBrowsersAsk() {
    HttpResponse preflight = ask("OPTIONS", "/xiaozhi/ota/", Map.of("host", "h"), "");
    assertThat(preflight.status()).isEqualTo(204);
    assertThat(preflight.headers()).containsEntry("access-control-allow-origin", "*");
    assertThat(ask("POST", "/xiaozhi/ota/", DEVICE, BODY).headers())
        .containsEntry("access-control-allow-origin", "*");
  }

  @Test
  void shouldSayWhatItIsWhenLookedAt() {
    assertThat(json(ask("GET", "/xiaozhi/ota/", DEVICE, "")).get("status").stringValue()).isEqualTo("ok");
    HttpResponse elsewhere = ask("GET", "/", DEVICE, "");
    assertThat(elsewhere.status()).isEqualTo(404);
    assertThat(elsewhere.bodyText()).contains("emulated server");
  }

  @Test
  void shouldSayWssWhereThePortSpeaksTls() {
    behaviour = behaviour.withOta(behaviour.ota().withSecure(true));
    assertThat(json(ask("POST", "/xiaozhi/ota/", DEVICE, BODY)).get("websocket").get("url").stringValue())
        .startsWith("wss://");
  }
}
