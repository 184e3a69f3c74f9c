package io.github.xiaozhisim.hal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.network.DownloadListener;
import io.github.xiaozhisim.hal.network.HttpListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What every {@link Network} promises about HTTP, together with its server side. */
public abstract class HttpContract extends TimedContract {

  private final List<String> events = new CopyOnWriteArrayList<>();
  private volatile HttpRequest asked;
  private volatile HttpResponse answered;
  private volatile boolean onForeignThread;

  protected abstract Network network();

  /** Puts the endpoint on the wire; gives the {@code ws://host:port} at which the network reaches it. */
  protected abstract String serve(ServerEndpoint endpoint) throws Exception;

  @Test
  void shouldHandOverMethodPathHeadersAndBody() throws Exception {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Device-Id", "02:00:00:00:00:01");
    headers.put("Content-Type", "application/json");

    ask("POST", "/xiaozhi/ota/?x=1%202", headers, "{\"名\":\"小智\"}", HttpResponse.json(200, "{}"));

    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.uri()).hasToString("/xiaozhi/ota/?x=1%202");
    assertThat(asked.headers())
        .containsEntry("device-id", "02:00:00:00:00:01")
        .containsEntry("content-type", "application/json")
        .containsKey("host");
    assertThat(new String(asked.body(), StandardCharsets.UTF_8)).isEqualTo("{\"名\":\"小智\"}");
  }

  @Test
  void shouldSendABodyInChunksWhenTheHeadersSaySo() throws Exception {
    String picture = "x".repeat(100_000);

    ask("POST", "/explain", Map.of("Transfer-Encoding", "chunked"), picture, HttpResponse.json(200, "{}"));

    assertThat(new String(asked.body(), StandardCharsets.UTF_8)).isEqualTo(picture);
    assertThat(answered.status()).isEqualTo(200);
  }

  @Test
  void shouldReadTheWholeAnswer() throws Exception {
    String body = "小智".repeat(20_000);

    ask("GET", "/", Map.of(), "", HttpResponse.text(200, body));

    assertThat(answered.status()).isEqualTo(200);
    assertThat(answered.bodyText()).isEqualTo(body);
    assertThat(answered.headers().get("content-type")).startsWith("text/plain");
  }

  @Test
  void shouldHandUpEveryStatusAsAnAnswer() throws Exception {
    ask("GET", "/", Map.of(), "", HttpResponse.text(503, "later"));

    assertThat(answered.status()).isEqualTo(503);
    assertThat(answered.bodyText()).isEqualTo("later");
  }

  @Test
  void shouldAnswerOnceOnTheSchedulerAndNeverFromInside() throws Exception {
    ask("GET", "/", Map.of(), "", HttpResponse.text(200, "ok"));
    pass(100);

    assertThat(events).containsExactly("returned", "answered");
    assertThat(onForeignThread).isFalse();
  }

  @Test
  void shouldHandOverADownloadWithItsLengthAndInOrder() throws Exception {
    byte[] body = new byte[3_000_000];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) (i * 31 + (i >> 8));
    }
    String address = serve(answering(new HttpResponse(200, Map.of(), body))).replaceFirst("^ws", "http");
    Downloaded got = download(address);

    assertThat(events).startsWith("returned", "head 200, 3000000 bytes").endsWith("end");
    assertThat(got.bytes.toByteArray()).isEqualTo(body);
    assertThat(onForeignThread).isFalse();
  }

  @Test
  void shouldHandUpTheStatusOfADownload() throws Exception {
    String address = serve(answering(HttpResponse.text(404, "no"))).replaceFirst("^ws", "http");
    download(address);

    assertThat(events).startsWith("returned", "head 404, 2 bytes").endsWith("end");
  }

  private Downloaded download(String address) throws Exception {
    Downloaded got = new Downloaded();
    HttpRequest request = new HttpRequest("GET", URI.create(address + "/file"), Map.of(), new byte[0], 5_000);
    onScheduler(
        () -> {
          network().download(request, got);
          events.add("returned");
        });
    runUntil(() -> got.over);
    return got;
  }

  private final class Downloaded implements DownloadListener {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private volatile boolean over;

    @Override
    public void onHead(int status, long contentLength) {
      onForeignThread |= !scheduler().inScheduler();
      events.add("head " + status + ", " + contentLength + " bytes");
    }

    @Override
    public void onBytes(ByteBuffer part) {
      byte[] copy = new byte[part.remaining()];
      part.get(copy);
      bytes.writeBytes(copy);
    }

    @Override
    public void onEnd() {
      events.add("end");
      over = true;
    }

    @Override
    public void onFailed(OpenFailure failure) {
      events.add("failed " + failure);
      over = true;
    }
  }

  private void ask(String method, String path, Map<String, String> headers, String body, HttpResponse answer)
      throws Exception {
    String address = serve(answering(answer)).replaceFirst("^ws", "http");
    HttpRequest request =
        new HttpRequest(method, URI.create(address + path), headers, body.getBytes(StandardCharsets.UTF_8), 5_000);
    onScheduler(
        () -> {
          network().http(request, new Recorder());
          events.add("returned");
        });
    runUntil(() -> events.size() >= 2);
    assertThat(events.get(1)).isEqualTo("answered");
  }

  private ServerEndpoint answering(HttpResponse answer) {
    return new ServerEndpoint() {
      @Override
      public HttpResponse onHttp(HttpRequest request) {
        asked = request;
        return answer;
      }

      @Override
      public UpgradeAnswer onUpgrade(HttpRequest request, Scheduler scheduler) {
        return new UpgradeAnswer.Drop();
      }
    };
  }

  private final class Recorder implements HttpListener {
    @Override
    public void onResponse(HttpResponse response) {
      answered = response;
      onForeignThread |= !scheduler().inScheduler();
      events.add("answered");
    }

    @Override
    public void onFailed(OpenFailure failure) {
      events.add("failed " + failure);
    }
  }
}
