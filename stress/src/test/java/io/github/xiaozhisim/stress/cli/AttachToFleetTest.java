package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.pi.session.SessionEvent;
import io.github.xiaozhisim.pi.session.TurnAccount;
import io.github.xiaozhisim.pi.session.Utterance;
import io.github.xiaozhisim.stress.operate.AttachedSession;
import io.github.xiaozhisim.transport.NettyTransport;
import io.github.xiaozhisim.transport.TlsSettings;
import io.github.xiaozhisim.transport.TransportKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * A shell's session and the fleet it is attached to, as they really are: neither knows the other but through the page.
 */
@Timeout(120)
class AttachToFleetTest {

  private static final Pattern TOKEN = Pattern.compile("\"token\":\"([0-9a-f]+)\"");
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final HttpClient browser = HttpClient.newHttpClient();
  private final List<SessionEvent> events = new CopyOnWriteArrayList<>();

  @Test
  void shouldHaveADeviceOfAFleetSayTypeAndTellWhatHappened(@TempDir Path folder) throws Exception {
    int port = freePort();
    URI page = URI.create("http://127.0.0.1:" + port + "/");
    Thread fleet = Thread.ofPlatform().start(() -> run(port, folder.resolve("report")));
    await().atMost(PATIENCE).ignoreExceptions().until(() -> get(page.resolve("devices")).contains("\"total\":1"));
    try (NettyTransport loop = NettyTransport.open(TransportKind.NIO, 1, TlsSettings.verified());
        AttachedSession session = AttachedSession.open(page, "1", loop.scheduler(0))) {
      session.listener(events::add);

      session.say(new Utterance.BuiltIn("en-time")).toCompletableFuture().get(60, TimeUnit.SECONDS);
      await().atMost(PATIENCE).until(() -> turns().size() == 1);
      session.type("Hello there");
      await().atMost(PATIENCE).until(() -> turns().size() == 2);
    }
    stop(page);
    fleet.join();

    assertThat(turns()).allMatch(TurnAccount::good);
    assertThat(turns()).extracting(TurnAccount::understood).containsExactly("What time is it?", "Hello there");
    assertThat(turns()).allSatisfy(turn -> assertThat(turn.stages()).isNotEmpty());
    assertThat(told(SessionEvent.Understood.class))
        .extracting(SessionEvent.Understood::text)
        .contains("What time is it?", "Hello there");
    assertThat(told(SessionEvent.Spoken.class)).isNotEmpty();
    assertThat(told(SessionEvent.Emotion.class)).isNotEmpty();
    assertThat(told(SessionEvent.Sent.class)).extracting(SessionEvent.Sent::kind).contains("listen start");
    assertThat(told(SessionEvent.StateChanged.class))
        .extracting(SessionEvent.StateChanged::to)
        .contains(DeviceState.LISTENING, DeviceState.SPEAKING);
    assertThat(Files.readString(folder.resolve("report").resolve("events.log")))
        .containsSubsequence("held by hand", "a turn by hand", "left to its user again");
  }

  private static void run(int port, Path report) {
    CommandLine line = Main.commandLine(Map.of());
    line.setOut(new PrintWriter(new StringWriter()));
    line.execute(
        "fleet", "--devices", "1", "--duration", "60s", "--text", "Hi", "--think", "100ms..200ms", "--ears", "0",
        "--live", Integer.toString(port), "--report", report.toString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    }
  }

  private String get(URI uri) throws Exception {
    return browser.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  private void stop(URI page) throws Exception {
    Matcher token = TOKEN.matcher(get(page));
    assertThat(token.find()).isTrue();
    HttpRequest.Builder stop = HttpRequest.newBuilder(page.resolve("stop")).header("X-Xiaozhi-Token", token.group(1));
    browser.send(stop.POST(HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.discarding());
  }

  private <T extends SessionEvent> List<T> told(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private List<TurnAccount> turns() {
    return told(SessionEvent.TurnEnded.class).stream().map(SessionEvent.TurnEnded::turn).toList();
  }
}
