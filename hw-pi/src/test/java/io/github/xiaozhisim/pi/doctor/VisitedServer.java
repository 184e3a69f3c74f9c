package io.github.xiaozhisim.pi.doctor;

import io.github.xiaozhisim.device.opus.OpusEncoder;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A server that does what a test says, and else what a server does. */
final class VisitedServer implements ServerEndpoint, WebSocketListener {

  static final String CONFIGURATION = "{\"websocket\":{\"url\":\"ws://server.example/xiaozhi/v1/\",\"token\":\"t\"}}";
  static final String HELLO =
      "{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"s1\","
          + "\"audio_params\":{\"format\":\"opus\",\"sample_rate\":24000,\"channels\":1,\"frame_duration\":60}}";

  final List<HttpRequest> upgrades = new ArrayList<>();
  Function<HttpRequest, HttpResponse> http = request -> HttpResponse.json(200, CONFIGURATION);
  Function<HttpRequest, @Nullable HttpResponse> refusal = request -> null;
  Consumer<VisitedServer> onHello = server -> server.say(HELLO);
  Consumer<VisitedServer> onText = server -> server.answer(4000, 5);
  @Nullable WebSocketConnection connection;

  @Override
  public HttpResponse onHttp(HttpRequest request) {
    return http.apply(request);
  }

  @Override
  public UpgradeAnswer onUpgrade(HttpRequest request, Scheduler scheduler) {
    upgrades.add(request);
    HttpResponse refused = refusal.apply(request);
    return refused == null ? new UpgradeAnswer.Accept(this) : new UpgradeAnswer.Refuse(refused);
  }

  @Override
  public void onOpen(WebSocketConnection opened, Map<String, String> headers) {
    connection = opened;
  }

  @Override
  public void onText(ByteBuffer utf8) {
    String text = StandardCharsets.UTF_8.decode(utf8.slice()).toString();
    if (text.contains("\"type\":\"hello\"")) {
      onHello.accept(this);
    } else if (text.contains("\"detect\"")) {
      onText.accept(this);
    }
  }

  @Override
  public void onBinary(ByteBuffer bytes) {
    // a turn as text has no sound
  }

  @Override
  public void onClosed(CloseReason reason) {
    connection = null;
  }

  void say(String json) {
    WebSocketConnection to = connection;
    if (to != null) {
      to.sendText(json);
    }
  }

  void close(int code) {
    WebSocketConnection to = connection;
    if (to != null) {
      to.close(code, "");
    }
  }

  /** A whole answer with a tone of this loudness. */
  void answer(int amplitude, int packets) {
    say("{\"type\":\"stt\",\"text\":\"天气\"}");
    say("{\"type\":\"llm\",\"emotion\":\"happy\"}");
    say("{\"type\":\"tts\",\"state\":\"start\"}");
    say("{\"type\":\"tts\",\"state\":\"sentence_start\",\"text\":\"今天晴。\"}");
    OpusEncoder encoder = new OpusEncoder(24_000);
    short[] frame = new short[encoder.frameSamples()];
    for (int i = 0; i < packets; i++) {
      for (int s = 0; s < frame.length; s++) {
        frame[s] = (short) (amplitude * Math.sin(2 * Math.PI * 440 * (i * frame.length + s) / 24_000.0));
      }
      WebSocketConnection to = connection;
      if (to != null) {
        to.sendBinary(Payload.once(encoder.encode(frame, 0, frame.length)));
      }
    }
    later.accept(() -> say("{\"type\":\"tts\",\"state\":\"stop\"}"));
  }

  /** Runs something when the packets have been heard. */
  Consumer<Runnable> later = Runnable::run;
}
