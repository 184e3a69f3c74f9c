package io.github.xiaozhisim.pi.doctor;

import static io.github.xiaozhisim.pi.doctor.Finding.Grade.ERROR;
import static io.github.xiaozhisim.pi.doctor.Finding.Grade.OK;
import static io.github.xiaozhisim.pi.doctor.Finding.Grade.SKIPPED;
import static io.github.xiaozhisim.pi.doctor.Finding.Grade.WARNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.virtual.NetworkConditions;
import io.github.xiaozhisim.device.virtual.SimNetwork;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.device.virtual.VirtualBoard;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.network.HttpResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a visit to a server finds out, in virtual time. */
class ServerVisitTest {

  private static final URI OTA = URI.create("http://server.example:8002/xiaozhi/ota/");
  private static final URI SERVER = URI.create("ws://server.example:8000/xiaozhi/v1/");
  private static final String OK_TURN = "'hello': the first sound came after ";

  private final SimScheduler time = new SimScheduler();
  private final VisitedServer server = new VisitedServer();
  private final SimNetwork network = new SimNetwork(time, server, 5_000_000);
  private final List<Finding> found = new ArrayList<>();
  private int done;

  @BeforeEach
  void waitUntilHeard() {
    server.later = task -> time.after(500_000_000, task);
  }

  /** Whatever happens, a visit ends, once, and leaves nothing behind. */
  @AfterEach
  void shouldHaveEndedAndLeftNothing() {
    assertThat(done).isEqualTo(1);
    assertThat(time.armedTimers()).isZero();
  }

  private void visit(URI ota, URI to) {
    Identity identity = new Identity("02:00:00:00:00:01", "11111111-2222-4333-8444-555555555555");
    Errand errand =
        new Errand(
            DeviceConfig.defaults().withOtaUrl(ota).withExtraHeaders(Map.of("X-Site", "home")), to, null, "hello");
    new ServerVisit(VirtualBoard.DEFAULT_INFO, identity, time, network, errand).start(found::add, () -> done++);
    time.runForMillis(200_000);
  }

  private void finds(Finding.Grade... grades) {
    assertThat(found).extracting(Finding::grade).as(found.toString()).containsExactly(grades);
  }

  private Finding of(String subject) {
    return found.stream().filter(each -> each.subject().equals(subject)).findFirst().orElseThrow();
  }

  @Test
  void shouldFollowTheConfigurationToAnAnswer() {
    visit(OTA, null);
    finds(OK, OK, OK, OK);
    assertThat(found).extracting(Finding::subject).containsExactly("ota", "connection", "hello", "turn");
    assertThat(of("ota").sentence()).contains("named ws://server.example/xiaozhi/v1/");
    assertThat(of("hello").sentence()).contains("24,000 Hz in packets of 60 ms");
    assertThat(of("turn").sentence()).startsWith(OK_TURN).endsWith(": 今天晴。");
    assertThat(server.upgrades.getFirst().headers())
        .containsEntry("device-id", "02:00:00:00:00:01")
        .containsEntry("x-site", "home")
        .containsEntry("authorization", "Bearer t");
  }

  @Test
  void shouldGoStraightToAServerThatIsNamed() {
    visit(null, SERVER);
    finds(OK, OK, OK);
    assertThat(of("connection").sentence()).contains(SERVER.toString());
  }

  @Test
  void shouldSayThatNobodyListens() {
    network.conditions(NetworkConditions.perfect(1_000_000).withRefusedShare(1));
    visit(OTA, null);
    finds(ERROR, SKIPPED, SKIPPED, SKIPPED);
    assertThat(of("ota").mend()).contains("start the server there");
    assertThat(of("turn").sentence()).isEqualTo("not tried, because ota failed");
  }

  @Test
  void shouldTellAWebSocketFromOta() {
    server.http = request -> HttpResponse.text(400, "unsupported HTTP method; expected GET; got POST");
    visit(URI.create("http://server.example:8000/xiaozhi/v1/"), null);
    finds(ERROR, SKIPPED, SKIPPED, SKIPPED);
    assertThat(of("ota").mend())
        .contains("a WebSocket answers there and not OTA", "--server ws://server.example:8000/xiaozhi/v1/");
  }

  @Test
  void shouldTellAWebSocketThatAnswersPlainRequestsFromOta() {
    server.http = request -> HttpResponse.text(200, "Server is running");
    server.refusal = request -> request.uri().getPath().equals("/xiaozhi/v1/") ? null : HttpResponse.text(404, "");
    visit(URI.create("http://server.example:8000/"), null);
    assertThat(of("ota").sentence()).contains("not a JSON object");
    assertThat(of("ota").mend()).contains("--server ws://server.example:8000/xiaozhi/v1/");
  }

  @Test
  void shouldTellOtaFromAWebSocket() {
    server.refusal = request -> HttpResponse.text(200, "OTA works");
    visit(null, URI.create("ws://server.example:8002/xiaozhi/ota/"));
    finds(ERROR, SKIPPED, SKIPPED);
    assertThat(of("connection").sentence()).contains("OTA works");
    assertThat(of("connection").mend())
        .isEqualTo(
            "this is the address of OTA, which answers HTTP: give it as --ota http://server.example:8002/xiaozhi/ota/");
  }

  @Test
  void shouldSendNoSecretWhereItOnlyTriesAnAddress() {
    server.http = request -> HttpResponse.text(404, "");
    List<Map<String, String>> asked = new ArrayList<>();
    server.refusal =
        request -> {
          asked.add(request.headers());
          return HttpResponse.text(403, "");
        };
    Identity identity = new Identity("02:00:00:00:00:01", "11111111-2222-4333-8444-555555555555");
    Errand errand = new Errand(DeviceConfig.defaults(), URI.create("wss://server.example/"), "hush", "hello");
    new ServerVisit(VirtualBoard.DEFAULT_INFO, identity, time, network, errand).start(found::add, () -> done++);
    time.runForMillis(60_000);
    assertThat(asked).hasSizeGreaterThan(1);
    assertThat(asked.getFirst()).containsEntry("authorization", "Bearer hush");
    assertThat(asked.subList(1, asked.size())).noneMatch(headers -> headers.toString().contains("hush"));
  }

  @Test
  void shouldTakeAnAddressThatWantsToKnowWhoComesForAWebSocket() {
    server.refusal =
        request -> HttpResponse.text(request.uri().getPath().equals("/xiaozhi/v1/") ? 401 : 404, "");
    server.http = request -> HttpResponse.text(404, "");
    visit(null, URI.create("ws://server.example:8000/"));
    assertThat(of("connection").mend()).endsWith("--server ws://server.example:8000/xiaozhi/v1/");
  }

  @Test
  void shouldLookAtTheUsualPaths() {
    server.refusal = request -> request.uri().getPath().equals("/xiaozhi/v1/") ? null : HttpResponse.text(404, "");
    server.http = request -> HttpResponse.text(404, "");
    visit(null, URI.create("ws://server.example:8000/"));
    assertThat(of("connection").mend()).endsWith("--server ws://server.example:8000/xiaozhi/v1/");
  }

  @Test
  void shouldLookAtTheUsualPathOfOta() {
    server.http =
        request ->
            request.uri().getPath().equals("/xiaozhi/ota/")
                ? HttpResponse.json(200, VisitedServer.CONFIGURATION)
                : HttpResponse.text(404, "");
    visit(URI.create("http://server.example:8002/ota"), null);
    assertThat(of("ota").sentence()).contains("HTTP 404");
    assertThat(of("ota").mend()).endsWith("--ota http://server.example:8002/xiaozhi/ota/");
  }

  @Test
  void shouldPassOnTheCodeOfAServerThatDoesNotKnowTheDevice() {
    server.http =
        request ->
            HttpResponse.json(
                200,
                "{\"activation\":{\"code\":\"123456\",\"message\":\"console.example\\n123456\"},"
                    + VisitedServer.CONFIGURATION.substring(1));
    visit(OTA, null);
    finds(ERROR, SKIPPED, SKIPPED, SKIPPED);
    assertThat(of("ota").told()).endsWith("gives it a code: 123456 (console.example 123456)");
    assertThat(of("ota").sentence()).doesNotContain("123456");
    assertThat(of("ota").mend()).contains("server's console");
  }

  @Test
  void shouldWarnOfAServerThatSendsItsDevicesToThemselves() {
    server.http = request -> HttpResponse.json(200, "{\"websocket\":{\"url\":\"ws://127.0.0.1:8000/xiaozhi/v1/\"}}");
    visit(OTA, null);
    finds(WARNING, OK, OK, OK);
    assertThat(of("ota").sentence()).contains("for this machine is this machine itself");
  }

  @Test
  void shouldSayThatNoServerIsNamed() {
    server.http = request -> HttpResponse.json(200, "{\"server_time\":{\"timestamp\":1}}");
    visit(OTA, null);
    finds(ERROR, SKIPPED, SKIPPED, SKIPPED);
    assertThat(of("ota").sentence()).contains("named neither a WebSocket nor an MQTT broker");
  }

  @Test
  void shouldKeepSecretsOfAddressesToItself() {
    server.http = request -> HttpResponse.json(200, "{\"websocket\":{\"url\":\"ws://server.example/v1/?token=hush\"}}");
    visit(URI.create("http://server.example:8002/xiaozhi/ota/?key=hush"), null);
    finds(OK, OK, OK, OK);
    server.http = request -> HttpResponse.json(200, "{}");
    found.clear();
    done = 0;
    visit(URI.create("http://server.example:8002/xiaozhi/ota/?key=hush"), null);
    finds(ERROR, SKIPPED, SKIPPED, SKIPPED);
    assertThat(found.toString()).doesNotContain("hush");
  }

  @Test
  void shouldSayThatTheNamedServerIsNoAddress() {
    server.http = request -> HttpResponse.json(200, "{\"websocket\":{\"url\":\"ws://你的ip:端口号/xiaozhi/v1/\"}}");
    visit(OTA, null);
    finds(OK, ERROR, SKIPPED, SKIPPED);
    assertThat(of("connection").mend()).isNotEmpty();
  }

  @Test
  void shouldSayThatThereIsNoHello() {
    server.onHello = silent -> {};
    visit(null, SERVER);
    finds(OK, ERROR, SKIPPED);
    assertThat(of("hello").sentence()).contains("no hello within 10000 ms");
    assertThat(of("hello").mend()).contains("xiaozhi server's address");
  }

  @Test
  void shouldSayThatTheServerClosesInsteadOfGreeting() {
    server.onHello = refusing -> refusing.close(1008);
    visit(null, SERVER);
    finds(OK, ERROR, SKIPPED);
    assertThat(of("hello").sentence()).contains("1008");
    assertThat(of("hello").mend()).contains("token");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing | not answered with a word | listen detect",
        "{\"type\":\"stt\",\"text\":\"x\"} | understood, and not answered | (LLM)",
        "{\"type\":\"llm\",\"emotion\":\"happy\"} | thought about | (TTS)",
        "{\"type\":\"tts\",\"state\":\"start\"} | without a packet of sound | (TTS)"
      })
  void shouldSayHowFarATurnCameThatStood(String last, String how, String mend) {
    server.onText =
        standing -> {
          if (last.startsWith("{")) {
            standing.say(last);
          }
        };
    visit(null, SERVER);
    finds(OK, OK, ERROR);
    assertThat(of("turn").sentence()).startsWith("within 30 s 'hello' was ").contains(how);
    assertThat(of("turn").mend()).contains(mend);
  }

  @Test
  void shouldSayThatTheConnectionEndedInTheTurn() {
    server.onText = leaving -> leaving.close(1011);
    visit(null, SERVER);
    finds(OK, OK, ERROR);
    assertThat(of("turn").sentence()).contains("1011", "until then 'hello' was not answered with a word");
  }

  @Test
  void shouldWarnOfAnAnswerWithoutSound() {
    server.onText = mute -> mute.answer(0, 0);
    visit(null, SERVER);
    finds(OK, OK, WARNING);
    assertThat(of("turn").sentence()).contains("in words only").endsWith("今天晴。");
  }

  @Test
  void shouldWarnOfAnAnswerThatNobodyHears() {
    server.onText = quiet -> quiet.answer(0, 5);
    visit(null, SERVER);
    finds(OK, OK, WARNING);
    assertThat(of("turn").sentence()).contains("5 packets in which nothing can be heard");
  }

  @Test
  void shouldWarnOfAnAnswerWithoutEnd() {
    server.later = never -> {};
    visit(null, SERVER);
    finds(OK, OK, WARNING);
    assertThat(of("turn").sentence()).contains("did not end within 30 s");
  }

  @Test
  void shouldTellWhatTheProtocolDoesNotAllowOncePerRule() {
    server.onText =
        odd -> {
          odd.say("no JSON");
          odd.say("[1]");
          odd.answer(4000, 5);
        };
    visit(null, SERVER);
    finds(OK, OK, OK, WARNING);
    assertThat(found.getLast()).extracting(Finding::subject).isEqualTo("protocol");
    assertThat(found).extracting(Finding::subject, Finding::grade).contains(tuple("turn", OK));
  }
}
