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

/**
 * What every {@link Network} promises about HTTP, together with its server side.
 *
 * <p><b>Override</b> {@link #network}, and {@link #serve} to put a server's behaviour on the wire:
 * {@code NettyServer} of the transport does for any client in the same process. <b>A failure means</b> that the
 * boot request, an activation or a picture for the server does not arrive.
 */
public abstract class HttpContract extends TimedContract {

  private final List<String> events = new CopyOnWriteArrayList<>();
  private volatile HttpRequest asked;
  private volatile HttpResponse answered;
  private volatile boolean onForeignThread;

  protected abstract Network network();

  /** Puts the endpoint on the wire; gives the {@code ws://host:port} at which the network reaches it. */
  protected abstract String serve(ServerEndpoint endpoint) throws Exception;

  @Test
  @Promise(
      value = "method, path, headers and body arrive as they were asked for",
      mend = "Send the headers as given, the query unchanged, and the body's length in bytes.")
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
  @Promise(
      value = "a body is sent in chunks when the headers say so",
      mend = "Leave out Content-Length then, and end with the empty chunk.")
  void shouldSendABodyInChunksWhenTheHeadersSaySo() throws Exception {
    String picture = "x".repeat(100_000);

    ask("POST", "/explain", Map.of("Transfer-Encoding", "chunked"), picture, HttpResponse.json(200, "{}"));

    assertThat(new String(asked.body(), StandardCharsets.UTF_8)).isEqualTo(picture);
    assertThat(answered.status()).isEqualTo(200);
  }

  @Test
  @Promise(
      value = "the whole answer is read, up to 1 MiB",
      mend = "Read until Content-Length or the last chunk, not until a buffer is full.")
  void shouldReadTheWholeAnswer() throws Exception {
    String body = "小智".repeat(20_000);

    ask("GET", "/", Map.of(), "", HttpResponse.text(200, body));

    assertThat(answered.status()).isEqualTo(200);
    assertThat(answered.bodyText()).isEqualTo(body);
    assertThat(answered.headers().get("content-type")).startsWith("text/plain");
  }

  @Test
  @Promise(
      value = "every status is an answer and no failure",
      mend = "Hand up 4xx and 5xx by onResponse: the device decides.")
  void shouldHandUpEveryStatusAsAnAnswer() throws Exception {
    ask("GET", "/", Map.of(), "", HttpResponse.text(503, "later"));

    assertThat(answered.status()).isEqualTo(503);
    assertThat(answered.bodyText()).isEqualTo("later");
  }

  @Test
  @Promise(
      value = "a request is answered once, on the scheduler, and not from inside the call",
      mend = "Hand over by scheduler.execute, also what you know at once.")
  void shouldAnswerOnceOnTheSchedulerAndNeverFromInside() throws Exception {
    ask("GET", "/", Map.of(), "", HttpResponse.text(200, "ok"));
    pass(100);

    assertThat(events).containsExactly("returned", "answered");
    assertThat(onForeignThread).isFalse();
  }

  @Test
  @Promise(
      value = "a download comes in order, with its length announced",
      mend = "Hand up the length before the first byte, and every part once.")
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
  @Promise(
      value = "a download tells its status before its bytes",
      mend = "Call onHead with what the server said, also when it is 404.")
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
