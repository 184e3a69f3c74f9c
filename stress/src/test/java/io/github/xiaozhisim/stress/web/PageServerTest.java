package io.github.xiaozhisim.stress.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.xiaozhisim.stress.arrivals.NotedLoad;
import io.github.xiaozhisim.stress.measure.State;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The live page's server as a browser meets it, over loopback. */
class PageServerTest {

  private final Run run = new Run();
  private final HttpClient browser = HttpClient.newHttpClient();
  private PageServer server;

  @BeforeEach
  void open() throws IOException {
    server = PageServer.open(0, "secret", run, run.load, run, 100);
  }

  @AfterEach
  void close() {
    server.close();
    browser.close();
  }

  @Test
  void shouldServePageDataAndFiguresOnLoopbackOnly() throws Exception {
    assertThat(server.uri().getHost()).isEqualTo("127.0.0.1");
    assertThat(get("").body()).isEqualTo("<html>secret</html>");
    assertThat(get("data").body()).isEqualTo("{\"work\":\"turns\"}");
    assertThat(get("metrics").body()).isEqualTo("turns_total 7\n");
  }

  @Test
  void shouldLetNobodyKeepOrFrameWhatItServes() throws Exception {
    var headers = get("").headers();
    assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
    assertThat(headers.firstValue("Content-Security-Policy")).hasValue("frame-ancestors 'none'");
    assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void shouldDoWhatThePageAsks() throws Exception {
    assertThat(post("pause").statusCode()).isEqualTo(204);
    assertThat(post("resume").statusCode()).isEqualTo(204);
    assertThat(post("add?n=5").statusCode()).isEqualTo(204);
    assertThat(post("stop").statusCode()).isEqualTo(204);

    assertThat(run.done).containsExactly("pause", "resume", "add 5", "stop: stopped from the live page");
  }

  @Test
  void shouldSayWhyNotInOneSentence() throws Exception {
    assertThat(post("add").body()).isEqualTo("how many to add is missing; write it like /add?n=10\n");
    HttpResponse<String> tooMany = post("add?n=1000");
    assertThat(tooMany.statusCode()).isEqualTo(409);
    assertThat(tooMany.body()).isEqualTo("1000 more are too many; there is room for 10\n");
    assertThat(get("nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void shouldChangeNothingForOthers() throws Exception {
    HttpRequest foreign =
        HttpRequest.newBuilder(server.uri().resolve("stop")).POST(HttpRequest.BodyPublishers.noBody()).build();

    assertThat(send(foreign).statusCode()).isEqualTo(403);
    assertThat(run.done).isEmpty();
  }

  @Test
  void shouldListDevices() throws Exception {
    assertThat(get("devices?q=dev&limit=1").body())
        .isEqualTo(
            "{\"total\":2,\"devices\":[{\"id\":1,\"name\":\"dev-1\",\"state\":\"idle\",\"en\":\"idle\","
                + "\"zh\":\"idle\",\"note\":\"3 turns\"}]}");
  }

  @Test
  void shouldTellPagesThatListenWhatHappensAndThatItIsOver() throws Exception {
    assertThat(server.isWatched()).isFalse();
    InputStream stream = stream("events");
    await().until(server::isWatched);

    server.tell("tick", "{\"t\":1}");
    server.end("{\"live\":true}");

    assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
        .contains("event: tick\ndata: {\"t\":1}\n\nevent: end\ndata: {\"live\":true}\n\n");
    assertThat(server.isWatched()).isFalse();
  }

  @Test
  void shouldAnswerUntilEverybodyHasReadThatItIsOverAndHungUp() throws Exception {
    server.close();
    server = PageServer.open(0, "secret", run, run.load, run, 60_000);
    InputStream stream = stream("events");
    await().until(server::isWatched);
    Thread closing = Thread.startVirtualThread(server::close);
    BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    assertThat(lines.lines().anyMatch("event: end"::equals)).isTrue();
    assertThat(get("data").body()).isEqualTo("{\"work\":\"turns\"}");
    assertThat(closing.isAlive()).isTrue();

    stream.close();

    assertThat(closing.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void shouldTellTheConversationOfOneWhileSomebodyListens() throws Exception {
    InputStream stream = stream("device/2");
    await().until(() -> !run.followed.isEmpty());

    run.followed.getFirst().accept(new Happening(0, 0, Happening.Kind.IN, "tts start", "tts start", Map.of()));
    run.followed.getFirst().accept(new Happening(0, 0, Happening.Kind.GONE, "", "", Map.of()));

    assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
        .contains("\"tts start\"")
        .contains("event: end");
    await().until(run.followed::isEmpty);
    assertThat(get("device/99").statusCode()).isEqualTo(404);
    assertThat(get("device/you").statusCode()).isEqualTo(404);
  }

  @Test
  void shouldAskOneAndLayAHandOnIt() throws Exception {
    assertThat(get("device/1/now").body()).isEqualTo("{\"about\":\"now\"}");
    assertThat(post("device/1/press").statusCode()).isEqualTo(204);
    assertThat(post("device/1/say?words=good%20morning").statusCode()).isEqualTo(204);

    assertThat(run.done).containsExactly("1 press ", "1 say good morning");
  }

  @Test
  void shouldSayWhyAHandCannotBeLaidOnOne() throws Exception {
    assertThat(post("device/2/press").statusCode()).as("not yet").isEqualTo(423);
    assertThat(post("device/2/dance").body()).isEqualTo("nobody dances\n");
    assertThat(post("device/2/dance").statusCode()).isEqualTo(409);
    assertThat(post("device/99/press").statusCode()).isEqualTo(404);
    assertThat(post("device/1/Press").statusCode()).isEqualTo(404);
    HttpRequest foreign =
        HttpRequest.newBuilder(server.uri().resolve("device/1/press"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    assertThat(send(foreign).statusCode()).isEqualTo(403);
    assertThat(run.done).isEmpty();
  }

  @Test
  void shouldLetGoWhatSomebodyHeldWhoWasKilled() throws Exception {
    try (Socket killed = new Socket(server.uri().getHost(), server.uri().getPort())) {
      String request = "GET /device/2?as=me HTTP/1.1\r\nHost: 127.0.0.1:" + server.uri().getPort() + "\r\n\r\n";
      killed.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      await().until(() -> !run.followed.isEmpty());
      assertThat(post("device/2/hold?words=you").statusCode()).as("somebody else").isEqualTo(409);
      assertThat(post("device/2/hold?words=me").statusCode()).isEqualTo(204);
      assertThat(run.done).containsExactly("2 held");
    } // all that a killed process does

    await().untilAsserted(() -> assertThat(run.done).containsExactly("2 held", "2 let go"));
    assertThat(post("device/2/hold?words=me").statusCode()).as("what it sent and came late").isEqualTo(409);
    await().until(run.followed::isEmpty);
  }

  @Test
  void shouldNoticeWhenAPageIsClosed() throws Exception {
    stream("events").close();

    await()
        .until(
            () -> {
              server.tell("tick", "{}");
              return !server.isWatched();
            });
  }

  @Test
  void shouldLimitHowManyListen() throws Exception {
    List<InputStream> open = new ArrayList<>();
    for (int i = 0; i < PageServer.STREAMS; i++) {
      open.add(stream("events"));
    }

    assertThat(get("events").body()).isEqualTo("32 pages listen already; close some of them\n");
    server.end("{}");
    for (InputStream each : open) {
      assertThat(new String(each.readAllBytes(), StandardCharsets.UTF_8)).contains("event: end");
    }
  }

  @Test
  void shouldSayWhenItsPortIsTaken() {
    assertThatThrownBy(() -> PageServer.open(server.uri().getPort(), "secret", run, run.load, run))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "the live page cannot have port %d of 127.0.0.1; take another one, or none for any that is free"
                .formatted(server.uri().getPort()));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(server.uri().resolve(path)).build());
  }

  private HttpResponse<String> post(String path) throws Exception {
    return send(
        HttpRequest.newBuilder(server.uri().resolve(path))
            .header("X-Xiaozhi-Token", "secret")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build());
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return browser.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private InputStream stream(String path) throws Exception {
    return browser
        .send(HttpRequest.newBuilder(server.uri().resolve(path)).build(), HttpResponse.BodyHandlers.ofInputStream())
        .body();
  }

  /** A run as small as can be. */
  private static final class Run implements Shown, Workers {
    final NotedLoad load = new NotedLoad(20, 30);
    final List<String> done = load.done; // of its devices, too
    final List<Consumer<Happening>> followed = new CopyOnWriteArrayList<>();

    @Override
    public void writePage(Writer out, String token) throws IOException {
      out.write("<html>" + token + "</html>");
    }

    @Override
    public void writeModel(Writer out) throws IOException {
      out.write("{\"work\":\"turns\"}");
    }

    @Override
    public void writeMetrics(Writer out) throws IOException {
      out.write("turns_total 7\n");
    }

    @Override
    public Found find(String text, int limit) {
      List<Entry> all =
          List.of(
              new Entry(1, text + "-1", State.of("idle"), "3 turns"), new Entry(2, text + "-2", State.of("idle"), ""));
      return new Found(all.size(), all.subList(0, limit));
    }

    @Override
    public Answer ask(int number, String about) {
      return new Granted("{\"about\":\"" + about + "\"}");
    }

    @Override
    public void hold(int number, boolean yes) {
      done.add(number + (yes ? " held" : " let go"));
    }

    @Override
    public Answer touch(int number, String wish, String words) {
      if (number > 2) {
        return new Nobody();
      }
      if (number == 2) {
        return wish.equals("dance") ? new Refused("nobody dances") : new NotYet("it is busy");
      }
      done.add(number + " " + wish + " " + words);
      return new Granted("");
    }

    @Override
    public @Nullable Following follow(int number, Consumer<Happening> to) {
      if (number < 1 || number > 2) {
        return null;
      }
      followed.add(to);
      return () -> followed.remove(to);
    }
  }
}
