package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.transport.NettyServer;
import io.github.xiaozhisim.transport.NettyTransport;
import io.github.xiaozhisim.transport.TlsSettings;
import io.github.xiaozhisim.transport.TransportKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What an idle, connected device may cost in memory, connection included: counted in live objects, which do not depend
 * on the machine. {@link IdleDevices} does the counting, in a process with the launcher's options.
 */
class FootprintTest {

  private static final int DEVICES = 500;
  private static final int LARGEST_HEAP_BYTES = 3_072;

  private NettyTransport transport;
  private NettyServer port;

  @BeforeEach
  void open() throws Exception {
    transport = NettyTransport.open(TransportKind.AUTO, 1, TlsSettings.verified());
    port = NettyServer.bind(transport, "127.0.0.1", 0, new Terse());
  }

  @AfterEach
  void close() {
    port.close();
    transport.close();
  }

  @Test
  void shouldKeepAnIdleDeviceWithinThreeKibibytesOfHeap() throws Exception {
    String table = measure("ws://127.0.0.1:" + port.port() + "/", 0);
    assertThat(bytes("heap", table)).as(table).isBetween(500.0, (double) LARGEST_HEAP_BYTES);
  }

  @Test
  void shouldNotMakeADeviceLargerByAskingForItsConfiguration() throws Exception {
    String table = measure("http://127.0.0.1:" + port.port() + "/ota/", 0);
    assertThat(bytes("heap", table)).as(table).isBetween(500.0, (double) LARGEST_HEAP_BYTES);
  }

  @Test
  void shouldBeAsSmallAgainAfterAConversation() throws Exception {
    String table = measure("ws://127.0.0.1:" + port.port() + "/", 1);
    assertThat(bytes("heap", table)).as(table).isBetween(500.0, (double) LARGEST_HEAP_BYTES);
  }

  private static double bytes(String what, String table) {
    return table.lines()
        .filter(line -> line.startsWith(what + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(what.length() + 1)))
        .findFirst()
        .orElse(Double.NaN);
  }

  private static String measure(String server, int turns) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseCompactObjectHeaders",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Dio.netty.leakDetection.level=disabled",
                "-cp",
                System.getProperty("java.class.path"),
                IdleDevices.class.getName(),
                server,
                String.valueOf(DEVICES),
                String.valueOf(turns))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }

  /** Knows devices, says hello, and has one short answer to everything. */
  private static final class Terse implements ServerEndpoint {
    @Override
    public HttpResponse onHttp(HttpRequest request) {
      String host = request.headers().get("host");
      String answer =
          """
          {"server_time":{"timestamp":1767225600000,"timezone_offset":480},"firmware":{"version":"0.0.1","url":""},\
          "websocket":{"url":"ws://HOST/","token":"a-token","version":1}}\
          """;
      return HttpResponse.json(200, answer.replace("HOST", host));
    }

    @Override
    public UpgradeAnswer onUpgrade(HttpRequest request, Scheduler scheduler) {
      return new UpgradeAnswer.Accept(new Word());
    }
  }

  private static final class Word implements WebSocketListener {
    /** More than the speaker holds, so that the queue behind it is needed. */
    private static final int PACKETS = 30;

    private static final Payload PACKET = Corpus.builtIn().utterances().getFirst().packets().getFirst();
    private WebSocketConnection connection;

    @Override
    public void onOpen(WebSocketConnection opened, Map<String, String> headers) {
      connection = opened;
    }

    @Override
    public void onText(ByteBuffer utf8) {
      String text = StandardCharsets.UTF_8.decode(utf8).toString();
      if (text.contains("\"hello\"")) {
        connection.sendText(
            """
            {"type":"hello","transport":"websocket","session_id":"9d5d57c6-2f2f-4b0c-9b86-1d9fe9a0c8d1",\
            "audio_params":{"format":"opus","sample_rate":24000,"channels":1,"frame_duration":60}}\
            """);
      } else if (text.contains("\"stop\"")) {
        connection.sendText("{\"type\":\"tts\",\"state\":\"start\"}");
        for (int i = 0; i < PACKETS; i++) {
          connection.sendBinary(PACKET);
        }
        connection.sendText("{\"type\":\"tts\",\"state\":\"stop\"}");
      }
    }

    @Override
    public void onBinary(ByteBuffer bytes) {}

    @Override
    public void onClosed(CloseReason reason) {}
  }
}
