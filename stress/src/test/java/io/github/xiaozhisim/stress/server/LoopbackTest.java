package io.github.xiaozhisim.stress.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.HttpListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import io.github.xiaozhisim.transport.NettyServer;
import io.github.xiaozhisim.transport.NettyTransport;
import io.github.xiaozhisim.transport.TlsSettings;
import io.github.xiaozhisim.transport.TransportKind;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The same server on a real port, asked by the real client. */
class LoopbackTest {

  private static final int PATIENCE_SECONDS = 10;

  private NettyTransport transport;
  private EmulatedServer server;
  private NettyServer port;
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  @BeforeEach
  void open() throws Exception {
    transport = NettyTransport.open(TransportKind.AUTO, 2, TlsSettings.verified());
    ServerBehaviour behaviour =
        ServerBehaviour.defaults()
            .withLatencies(Latency.fixed(5), Latency.fixed(5), Latency.fixed(5))
            .withFaults("http-401@50%");
    server =
        new EmulatedServer(
            behaviour,
            transport.scheduler(0).clock(),
            List.of(TestSpeech.OTHER_ANSWER),
            List.of(TestSpeech.UTTERANCE));
    port = NettyServer.bind(transport, "127.0.0.1", 0, server);
  }

  @AfterEach
  void close() {
    port.close();
    transport.close();
  }

  @Test
  void shouldConfigureADeviceAndTalkWithIt() throws Exception {
    JsonNode configuration = Json.readObject(configure().body());
    URI uri = URI.create(configuration.get("websocket").get("url").stringValue());
    assertThat(uri.getPort()).isEqualTo(port.port());
    connect(uri, "02:00:00:00:00:01");
    assertThat(next()).isEqualTo("open");
    assertThat(next()).isEqualTo("hello");
    assertThat(next()).isEqualTo("mcp");
    String text;
    do {
      text = next();
    } while (!text.startsWith("stt"));
    assertThat(text).isEqualTo("stt 今天天气怎么样");
    assertThat(next()).isEqualTo("llm");
    assertThat(next()).isEqualTo("tts start");
    assertThat(next()).isEqualTo("tts sentence_start");
    for (int i = 0; i < TestSpeech.OTHER_ANSWER.packets().size(); i++) {
      assertThat(next()).isEqualTo("packet");
    }
    assertThat(next()).isEqualTo("tts stop");
    assertThat(server.totals().turnsAnswered()).isEqualTo(1);
    assertThat(server.totals().meanLatenessMillis()).isLessThan(100);
  }

  @Test
  void shouldRefuseEverySecondDevice() throws Exception {
    URI uri = URI.create("ws://127.0.0.1:" + port.port() + "/");
    connect(uri, "02:00:00:00:00:01");
    assertThat(next()).isEqualTo("open");
    assertThat(next()).isEqualTo("hello");
    heard.clear();
    connect(uri, "02:00:00:00:00:02");
    String refused;
    do {
      refused = next();
    } while (!refused.startsWith("failed"));
    assertThat(refused).isEqualTo("failed HTTP_ANSWER 401");
  }

  private String next() throws InterruptedException {
    String what = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(what).as("nothing came for %d s", PATIENCE_SECONDS).isNotNull();
    return what;
  }

  private HttpResponse configure() throws InterruptedException {
    BlockingQueue<HttpResponse> answers = new LinkedBlockingQueue<>();
    HttpRequest request =
        new HttpRequest(
            "POST",
            URI.create("http://127.0.0.1:" + port.port() + "/xiaozhi/ota/"),
            Map.of("Device-Id", "02:00:00:00:00:01", "Client-Id", "c"),
            "{}".getBytes(StandardCharsets.UTF_8),
            5000);
    transport.scheduler(0).execute(() -> transport.network(0).http(request, new HttpListener() {
      @Override
      public void onResponse(HttpResponse response) {
        answers.add(response);
      }

      @Override
      public void onFailed(OpenFailure failure) {
        answers.add(HttpResponse.text(599, failure.toString()));
      }
    }));
    HttpResponse answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(answer).isNotNull();
    assertThat(answer.status()).as(answer.bodyText()).isEqualTo(200);
    return answer;
  }

  private void connect(URI uri, String deviceId) {
    WebSocketRequest request =
        new WebSocketRequest(
            uri, Map.of("Device-Id", deviceId, "Client-Id", "c", "Protocol-Version", "1"), 5000, 5000, 1 << 20);
    transport.scheduler(0).execute(() -> transport.network(0).openWebSocket(request, new Talker()));
  }

  /** Says hello and then its sentence in one breath; a manual turn. */
  private final class Talker implements WebSocketListener {
    private boolean asked;
    private WebSocketConnection connection;

    @Override
    public void onOpen(WebSocketConnection opened, Map<String, String> headers) {
      connection = opened;
      heard.add("open");
      opened.sendText("{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\"}");
    }

    @Override
    public void onFailed(OpenFailure failure) {
      heard.add("failed " + failure.kind() + " " + failure.httpStatus());
    }

    @Override
    public void onText(ByteBuffer utf8) {
      JsonNode json = Json.readObject(utf8);
      String type = json.get("type").stringValue();
      String more = type.equals("tts") ? " " + json.get("state").stringValue() : "";
      heard.add(type.equals("stt") ? "stt " + json.get("text").stringValue() : type + more);
      if (type.equals("hello") && !asked) {
        asked = true;
        say(TestSpeech.UTTERANCE);
      }
    }

    private void say(Clip clip) {
      connection.sendText("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"manual\"}");
      for (Payload packet : clip.packets()) {
        connection.sendBinary(packet);
      }
      connection.sendText("{\"type\":\"listen\",\"state\":\"stop\"}");
    }

    @Override
    public void onBinary(ByteBuffer bytes) {
      heard.add("packet");
    }

    @Override
    public void onClosed(CloseReason reason) {
      heard.add("closed " + reason.describe());
    }
  }
}
