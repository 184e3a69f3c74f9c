package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.Device;
import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.DeviceObserver;
import io.github.xiaozhisim.device.board.BoardDefinition;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.device.virtual.MemorySettings;
import io.github.xiaozhisim.device.virtual.SimNetwork;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.device.virtual.VirtualBoard;
import io.github.xiaozhisim.device.virtual.VirtualMicrophone;
import io.github.xiaozhisim.device.virtual.VirtualSpeaker;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a board's device sends: a real one boots and talks in virtual time to a server that asks for its tools and its
 * status and writes down the answers.
 */
final class BoardSample implements ServerEndpoint, WebSocketListener {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String WEBSOCKET = "{\"websocket\":{\"url\":\"ws://server.example/\",\"token\":\"\"}}";
  private static final String HELLO =
      "{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"s1\","
          + "\"audio_params\":{\"format\":\"opus\",\"sample_rate\":24000,\"channels\":1,\"frame_duration\":60}}";
  private static final long PATIENCE_MILLIS = 5_000;

  private final List<JsonNode> tools = new ArrayList<>();
  private String userAgent = "";
  private JsonNode bootBody = JSON.createObjectNode();
  private String hello = "";
  private String status = "";
  private @Nullable WebSocketConnection connection;
  private int asked;

  BoardSample(BoardDefinition definition) {
    SimScheduler time = new SimScheduler();
    VirtualBoard board =
        new VirtualBoard(
            definition.info(),
            new Identity("02:00:00:00:00:01", "11111111-2222-4333-8444-555555555555"),
            time,
            new MemorySettings(),
            new SimNetwork(time, this, 1_000_000),
            new VirtualMicrophone(time, Corpus.builtIn().silence()),
            new VirtualSpeaker(time),
            definition.screen(),
            () -> {});
    definition.fit(board);
    DeviceConfig config = DeviceConfig.defaults().withOtaUrl(URI.create("http://server.example/xiaozhi/ota/"));
    Device device = new Device(board, config, new DeviceObserver() {});
    device.start();
    time.runForMillis(PATIENCE_MILLIS);
    device.toggleChat();
    time.runForMillis(PATIENCE_MILLIS);
    device.shutdown();
  }

  String userAgent() {
    return userAgent;
  }

  /** The boot request's body. */
  JsonNode bootBody() {
    return bootBody;
  }

  String hello() {
    return hello;
  }

  /** All tools, those for users included, as listed. */
  List<JsonNode> tools() {
    return tools;
  }

  /** The status tool's answer. */
  String status() {
    return status;
  }

  @Override
  public HttpResponse onHttp(HttpRequest request) {
    userAgent = request.headers().getOrDefault("user-agent", "");
    bootBody = JSON.readTree(request.body());
    return HttpResponse.json(200, WEBSOCKET);
  }

  @Override
  public UpgradeAnswer onUpgrade(HttpRequest request, Scheduler scheduler) {
    return new UpgradeAnswer.Accept(this);
  }

  @Override
  public void onOpen(WebSocketConnection opened, Map<String, String> headers) {
    connection = opened;
  }

  @Override
  public void onText(ByteBuffer utf8) {
    String text = StandardCharsets.UTF_8.decode(utf8.slice()).toString();
    JsonNode message = JSON.readTree(text);
    switch (message.path("type").asString("")) {
      case "hello" -> {
        hello = text;
        send(HELLO);
        askForTools("");
      }
      case "mcp" -> heard(message.path("payload").path("result"));
      default -> {}
    }
  }

  private void heard(JsonNode result) {
    if (result.has("tools")) {
      result.path("tools").forEach(tools::add);
      if (result.has("nextCursor")) {
        askForTools(result.path("nextCursor").asString());
      } else {
        ask("tools/call", "{\"name\":\"self.get_device_status\"}");
      }
    } else {
      status = result.path("content").path(0).path("text").asString("");
    }
  }

  private void askForTools(String cursor) {
    ask("tools/list", "{\"withUserTools\":true,\"cursor\":\"" + cursor + "\"}");
  }

  private void ask(String method, String params) {
    send(
        "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":"
            + ++asked
            + ",\"method\":\""
            + method
            + "\",\"params\":"
            + params
            + "}}");
  }

  private void send(String text) {
    WebSocketConnection to = connection;
    if (to != null) {
      to.sendText(text);
    }
  }

  @Override
  public void onBinary(ByteBuffer bytes) {
    // what it says does not matter here
  }

  @Override
  public void onClosed(CloseReason reason) {
    connection = null;
  }
}
