package io.github.xiaozhisim.device;

import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/** A server that only does what a test tells it, and remembers what the device sent. */
final class ScriptedServer implements ServerEndpoint {

  static final String HELLO =
      "{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"s1\","
          + "\"audio_params\":{\"format\":\"opus\",\"sample_rate\":24000,\"channels\":1,\"frame_duration\":60}}";

  /** The worked example of a packet: SILK, wide band, one frame of 60 ms. */
  static final byte[] PACKET = {0x58, 0x0b, 0x6a, 0x31, (byte) 0xc4, (byte) 0x92, 0x7e, 0x05};

  final List<HttpRequest> upgrades = new ArrayList<>();
  final List<HttpRequest> requests = new ArrayList<>();
  final Queue<HttpResponse> answers = new ArrayDeque<>();

  /** Texts the device sent, in order, over all connections. */
  final List<String> texts = new ArrayList<>();

  /** Every message with its time, audio as {@code aud}. */
  final List<String> wire = new ArrayList<>();

  private final List<String> kinds = new ArrayList<>();
  final List<CloseReason> closed = new ArrayList<>();
  Consumer<String> onText = text -> {};
  Runnable onAudio = () -> {};
  boolean answersHello = true;
  UpgradeAnswer refusal;
  WebSocketConnection connection;
  int audio;
  int lastAudioBytes;
  long firstAudioNanos = -1;
  private Scheduler scheduler;

  @Override
  public HttpResponse onHttp(HttpRequest request) {
    requests.add(request);
    HttpResponse next = answers.poll();
    return next == null ? HttpResponse.text(500, "no answer scripted") : next;
  }

  @Override
  public UpgradeAnswer onUpgrade(HttpRequest request, Scheduler on) {
    scheduler = on;
    upgrades.add(request);
    if (refusal != null) {
      return refusal;
    }
    return new UpgradeAnswer.Accept(new Conversation());
  }

  void send(String json) {
    connection.sendText(json);
  }

  void sendTts(String state) {
    send("{\"type\":\"tts\",\"state\":\"" + state + "\"}");
  }

  void sendAudio(int packets) {
    for (int i = 0; i < packets; i++) {
      connection.sendBinary(Payload.once(PACKET));
    }
  }

  /** Types and states the device sent, such as {@code listen start auto}. */
  List<String> kinds() {
    return List.copyOf(kinds);
  }

  static String kind(String json) {
    String kind = field(json, "type");
    for (String name : List.of("state", "mode", "reason")) {
      String value = field(json, name);
      kind = value.isEmpty() ? kind : kind + " " + value;
    }
    return kind;
  }

  static String field(String json, String name) {
    var matcher = java.util.regex.Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
    return matcher.find() ? matcher.group(1) : "";
  }

  private final class Conversation implements WebSocketListener {
    @Override
    public void onOpen(WebSocketConnection opened, Map<String, String> headers) {
      connection = opened;
    }

    @Override
    public void onText(ByteBuffer utf8) {
      String text = StandardCharsets.UTF_8.decode(utf8.slice()).toString();
      texts.add(text);
      String kind = kind(text);
      kinds.add(kind);
      wire.add(kind);
      if (answersHello && kind.equals("hello")) {
        send(HELLO);
      }
      onText.accept(text);
    }

    @Override
    public void onBinary(ByteBuffer bytes) {
      audio++;
      lastAudioBytes = bytes.remaining();
      if (firstAudioNanos < 0) {
        firstAudioNanos = scheduler.clock().nowNanos();
      }
      wire.add("aud");
      onAudio.run();
    }

    @Override
    public void onClosed(CloseReason reason) {
      closed.add(reason);
    }
  }
}
