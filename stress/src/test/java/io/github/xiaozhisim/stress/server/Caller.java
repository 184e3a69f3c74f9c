package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.ServerEndpoint.UpgradeAnswer;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A device's end of a wire without delay, in virtual time: says things at given times and notes what comes back when.
 */
final class Caller implements WebSocketConnection {

  /** Something that arrived: text, or binary when {@code text} is null. */
  record Arrival(double millis, String text, byte[] bytes) {

    JsonNode json() {
      return text == null ? null : Json.readObject(text.getBytes(StandardCharsets.UTF_8));
    }

    /** {@code tts start}, {@code stt}, {@code hello}, {@code mcp initialize}, … */
    String kind() {
      if (text == null) {
        return "packet";
      }
      JsonNode json = json();
      String type = json == null ? null : Json.string(json, "type");
      if (type == null) {
        return "no message";
      }
      return switch (type) {
        case "tts" -> "tts " + Json.string(json, "state");
        case "mcp" -> "mcp " + json.get("payload").get("method").stringValue();
        default -> type;
      };
    }
  }

  final SimScheduler time;
  final EmulatedServer server;
  final UpgradeAnswer admission;
  final List<Arrival> arrivals = new ArrayList<>();
  boolean answersTools = true;
  boolean writable = true;
  String closed;
  private int framing = 1;
  private WebSocketListener session;

  /** One that speaks the toyai dialect; {@code query} without its question mark. */
  static Caller toyai(EmulatedServer server, SimScheduler time, String query) {
    return new Caller(server, time, "02:00:00:00:00:01", Map.of("host", "127.0.0.1:8000"), "/?" + query);
  }

  Caller(EmulatedServer server, SimScheduler time, String deviceId, Map<String, String> moreHeaders) {
    this(server, time, deviceId, moreHeaders, "/xiaozhi/v1/");
  }

  private Caller(
      EmulatedServer server, SimScheduler time, String deviceId, Map<String, String> moreHeaders, String target) {
    this.server = server;
    this.time = time;
    Map<String, String> headers = new HashMap<>(moreHeaders);
    if (deviceId != null) {
      headers.put("device-id", deviceId);
    }
    admission =
        server.onUpgrade(new HttpRequest("GET", URI.create(target), headers, new byte[0], 0), time);
    if (admission instanceof UpgradeAnswer.Accept(WebSocketListener listener)) {
      session = listener;
      session.onOpen(this, headers);
    }
  }

  Caller(EmulatedServer server, SimScheduler time) {
    this(server, time, "02:00:00:00:00:01", Map.of());
  }

  static EmulatedServer server(ServerBehaviour behaviour, SimScheduler time) {
    return new EmulatedServer(
        behaviour,
        time.clock(),
        List.of(TestSpeech.ANSWER, TestSpeech.OTHER_ANSWER),
        List.of(TestSpeech.UTTERANCE, TestSpeech.SHORT_UTTERANCE));
  }

  /** Says hello and forgets what came back, tools included. */
  Caller greeted() {
    return greeted(1);
  }

  Caller greeted(int version) {
    framing = version;
    text("{\"type\":\"hello\",\"version\":" + version + ",\"transport\":\"websocket\",\"features\":{\"mcp\":true}}");
    arrivals.clear();
    return this;
  }

  void text(String json) {
    time.execute(() -> session.onText(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8))));
    time.runFor(0);
  }

  void listen(String mode) {
    text("{\"session_id\":\"\",\"type\":\"listen\",\"state\":\"start\",\"mode\":\"" + mode + "\"}");
  }

  void stopListening() {
    text("{\"session_id\":\"\",\"type\":\"listen\",\"state\":\"stop\"}");
  }

  void abort() {
    text("{\"session_id\":\"\",\"type\":\"abort\"}");
  }

  void binary(byte[] bytes) {
    time.execute(() -> session.onBinary(ByteBuffer.wrap(bytes)));
    time.runFor(0);
  }

  /** Sends the whole clip, a packet at the end of each 60 ms. */
  void say(Clip clip) {
    for (Payload packet : clip.packets()) {
      time.runForMillis(clip.frameMillis());
      binary(framed(framing, packet.bytes()));
    }
  }

  double now() {
    return time.clock().nowNanos() / 1e6;
  }

  void until(double millis) {
    time.runUntil(Math.round(millis * 1e6));
  }

  List<String> kinds() {
    return arrivals.stream().map(Arrival::kind).toList();
  }

  List<Arrival> of(String kind) {
    return arrivals.stream().filter(arrival -> arrival.kind().equals(kind)).toList();
  }

  Arrival first(String kind) {
    return of(kind).stream().findFirst().orElseThrow(() -> new AssertionError("no " + kind + " in " + kinds()));
  }

  /** Messages in order, packets left out. */
  List<String> messages() {
    return kinds().stream().filter(kind -> !kind.equals("packet")).toList();
  }

  List<Double> packetTimes() {
    return of("packet").stream().map(Arrival::millis).toList();
  }

  void leave() {
    closed = "left";
    session.onClosed(new CloseReason(CloseReason.Kind.END_OF_STREAM, 1006, ""));
  }

  @Override
  public boolean isOpen() {
    return closed == null;
  }

  @Override
  public boolean sendText(String text) {
    if (!isOpen()) {
      return false;
    }
    arrivals.add(new Arrival(now(), text, null));
    return true;
  }

  @Override
  public boolean sendText(Payload payload) {
    return sendText(new String(payload.bytes(), StandardCharsets.UTF_8));
  }

  @Override
  public boolean sendBinary(Payload payload) {
    if (!isOpen()) {
      return false;
    }
    arrivals.add(new Arrival(now(), null, payload.bytes()));
    return true;
  }

  @Override
  public boolean writable() {
    return writable;
  }

  @Override
  public void close(int code, String reason) {
    closed = "close " + code;
    time.execute(() -> session.onClosed(new CloseReason(CloseReason.Kind.LOCAL, code, reason)));
  }

  @Override
  public void drop() {
    closed = "drop";
  }

  @Override
  public String peer() {
    return "test";
  }

  /** Framing written out once more, so that a mistake of the one in use does not cancel itself out. */
  static byte[] framed(int version, byte[] packet) {
    ByteBuffer message =
        switch (version) {
          case 2 ->
              ByteBuffer.allocate(16 + packet.length).putLong(0x0002_0000_0000_0000L).putInt(0).putInt(packet.length);
          case 3 -> ByteBuffer.allocate(4 + packet.length).putInt(packet.length);
          default -> ByteBuffer.allocate(packet.length);
        };
    return message.put(packet).array();
  }
}
