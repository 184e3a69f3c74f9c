package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The HTTP side of the port: the configuration request every device makes when it starts, under any path that contains
 * {@code /ota}, and a page that says what the port is for everything else. For any thread.
 */
final class OtaService {

  private static final Map<String, String> FOR_BROWSERS =
      Map.of(
          "access-control-allow-origin", "*",
          "access-control-allow-methods", "GET, POST, OPTIONS",
          "access-control-allow-headers", "*");

  private final ServerBehaviour.Ota behaviour;
  private final @Nullable String token;
  private final Clock clock;
  private final KnownDevices devices;
  private final ServerCounters counters;
  private volatile @Nullable EmulatedGateway gateway;

  OtaService(ServerBehaviour behaviour, Clock clock, KnownDevices devices, ServerCounters counters) {
    this.behaviour = behaviour.ota();
    this.token = behaviour.admission().token();
    this.clock = clock;
    this.devices = devices;
    this.counters = counters;
  }

  /** From now on devices are sent there, and told of no WebSocket. */
  void offer(EmulatedGateway to) {
    gateway = to;
  }

  HttpResponse answer(HttpRequest request) {
    String path = request.uri().getPath() == null ? "/" : request.uri().getPath();
    if (!path.contains("/ota")) {
      return HttpResponse.text(
          404,
          "This is the xiaozhi simulator's emulated server. It answers POST /xiaozhi/ota/ and WebSocket connections"
              + " on any path.\n");
    }
    return forBrowsers(
        switch (request.method().toUpperCase(Locale.ROOT)) {
          case "OPTIONS" -> new HttpResponse(204, Map.of(), new byte[0]);
          case "GET" -> status(request);
          case "POST" -> post(request, path);
          default -> error(405, "the configuration request is a POST");
        });
  }

  private HttpResponse post(HttpRequest request, String path) {
    counters.otaRequests.increment();
    String deviceId = request.headers().get("device-id");
    String clientId = request.headers().get("client-id");
    if (deviceId == null || deviceId.isBlank() || clientId == null || clientId.isBlank()) {
      return error(400, "the headers Device-Id and Client-Id are required");
    }
    if (path.endsWith("/activate") || path.endsWith("/activate/")) {
      return activate(deviceId);
    }
    EmulatedGateway offered = gateway;
    ObjectNode answer = Json.object();
    answer.putObject("server_time")
        .put("timestamp", clock.wallMillis())
        .put("timezone_offset", behaviour.timezoneMinutes());
    // firmware: a version equal to its own is not installed
    answer.putObject("firmware").put("version", versionOf(request.body())).put("url", "");
    if (behaviour.activationPolls() > 0 && !devices.activated(deviceId, behaviour.activationPolls())) {
      String code = codeOf(deviceId);
      answer.putObject("activation")
          .put("code", code)
          .put("message", "emulated server\n" + code)
          .put("challenge", deviceId)
          .put("timeout_ms", 30_000);
    } else if (offered != null) {
      offered.introduce(deviceId, clientId, answer.putObject("mqtt")); // as from the known gateway: no websocket
    } else {
      // firmware: an omitted token leaves the old one in place
      answer.putObject("websocket")
          .put("url", websocketUrl(request))
          .put("token", token == null ? "" : token)
          .put("version", behaviour.framing());
    }
    return HttpResponse.json(200, answer.toString());
  }

  private HttpResponse activate(String deviceId) {
    if (behaviour.activationPolls() == 0 || devices.polls(deviceId, behaviour.activationPolls())) {
      return HttpResponse.json(200, "{\"message\":\"success\"}");
    }
    return HttpResponse.json(202, "{\"message\":\"not activated yet\"}");
  }

  private HttpResponse status(HttpRequest request) {
    ObjectNode status = Json.object();
    status.put("status", "ok").put("server", "xiaozhi simulator, emulated server");
    status.put("websocket", websocketUrl(request));
    return HttpResponse.json(200, status.toString());
  }

  private String websocketUrl(HttpRequest request) {
    if (behaviour.websocketUrl() != null) {
      return behaviour.websocketUrl();
    }
    String host = request.headers().getOrDefault("host", "127.0.0.1");
    boolean secure = behaviour.secure() || "https".equals(request.headers().get("x-forwarded-proto"));
    return (secure ? "wss://" : "ws://") + host + behaviour.websocketPath();
  }

  /** The device's own version, wherever the body has it; 0.0.0 when the body is not what devices send. */
  private static String versionOf(byte[] body) {
    JsonNode json = Json.readObject(body);
    JsonNode application = json == null ? null : Json.object(json, "application");
    String version = application == null ? null : Json.string(application, "version");
    return version == null ? "0.0.0" : version;
  }

  /** Six digits, always the same for a device. */
  private static String codeOf(String deviceId) {
    long hash = PacketHash.of(deviceId.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%06d", Math.floorMod(hash, 1_000_000));
  }

  private static HttpResponse error(int status, String message) {
    return HttpResponse.json(status, Json.object().put("error", message).toString());
  }

  private static HttpResponse forBrowsers(HttpResponse response) {
    Map<String, String> headers = new HashMap<>(response.headers());
    headers.putAll(FOR_BROWSERS);
    return new HttpResponse(response.status(), headers, response.body());
  }
}
