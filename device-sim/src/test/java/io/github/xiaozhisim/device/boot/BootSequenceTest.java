package io.github.xiaozhisim.device.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.Fidelity;
import io.github.xiaozhisim.device.TestBoard;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BootSequenceTest {

  private static final String OTA = "http://ota.test/xiaozhi/ota/";
  private static final String WEBSOCKET = "{\"websocket\":{\"url\":\"ws://h/v1/\",\"token\":\"abc\",\"version\":1}}";
  private static final String ACTIVATION =
      "{\"activation\":{\"code\":\"123456\",\"message\":\"m\",\"challenge\":\"c\",\"timeout_ms\":30000}}";

  private final SimScheduler scheduler = new SimScheduler();
  private final TestBoard board = new TestBoard(scheduler);
  private final FakeHttp network = new FakeHttp(scheduler);
  private final List<String> events = new ArrayList<>();
  private boolean idle;
  private DeviceConfig config = DeviceConfig.defaults().withOtaUrl(URI.create(OTA));

  @BeforeEach
  void plugIn() {
    board.network = network;
  }

  // ---- the request -------------------------------------------------------------------------------------------------

  @Test
  void shouldAskOnceAndBootOverTheWebSocketItIsGiven() {
    network.answer(request -> ok(WEBSOCKET));
    boot(60_000);

    assertThat(network.lines()).containsExactly("0 POST " + OTA);
    assertThat(events).containsExactly("0 booted WEBSOCKET");
    assertThat(board.settings.namespace("websocket"))
        .containsEntry("url", "ws://h/v1/")
        .containsEntry("token", "abc")
        .containsEntry("version", 1);
  }

  @Test
  void shouldSendTheHeadersOfTheFirmwareInOrder() {
    network.answer(request -> ok(WEBSOCKET));
    boot(0);

    assertThat(headerLines(network.asked().get(0).request()))
        .containsExactly(
            "Accept-Language: zh-CN",
            "Activation-Version: 1",
            "Client-Id: 7b94d69a-9808-4c59-9c9b-704333b38aff",
            "Content-Type: application/json",
            "Device-Id: 02:12:34:ab:cd:ef",
            "User-Agent: bread-compact-wifi/2.4.2");
    assertThat(network.asked().get(0).request().timeoutMillis()).isEqualTo(30_000);
  }

  @Test
  void shouldSendTheSerialNumberOfAChipThatHasOne() {
    board.identity =
        new Identity(board.identity.deviceId(), board.identity.clientId(), "0123456789ABCDEF0123456789ABCDEF");
    network.answer(request -> ok(WEBSOCKET));
    boot(0);

    assertThat(headerLines(network.asked().get(0).request()))
        .contains("Activation-Version: 2", "Serial-Number: 0123456789ABCDEF0123456789ABCDEF");
  }

  @Test
  void shouldSendTheSystemInfoAsBody() {
    network.answer(request -> ok(WEBSOCKET));
    boot(0);

    assertThat(new String(network.asked().get(0).request().body(), StandardCharsets.UTF_8))
        .isEqualTo(SystemInfo.json(board, config));
  }

  @Test
  void shouldNotAskWithoutAnAddress() {
    config = config.withOtaUrl(null);
    boot(0);

    assertThat(network.asked()).isEmpty();
    assertThat(events).containsExactly("0 booted WEBSOCKET");
  }

  // ---- failures ----------------------------------------------------------------------------------------------------

  @Test
  void shouldWaitTwiceAsLongAfterEachFailure() {
    int[] left = {9};
    network.answer(request -> left[0]-- > 0 ? HttpResponse.text(500, "no") : ok(WEBSOCKET));
    boot(6_000_000);

    assertThat(network.times())
        .containsExactly(
            0L, 10_000L, 30_000L, 70_000L, 150_000L, 310_000L, 630_000L, 1_270_000L, 2_550_000L, 5_110_000L);
    assertThat(events).hasSize(10).endsWith("5110000 booted WEBSOCKET");
    assertThat(events.get(0)).isEqualTo("0 problem boot request to " + OTA + " was answered with HTTP 500");
  }

  @ParameterizedTest
  @CsvSource({
    "ROBUST, true, WEBSOCKET",
    "ROBUST, false, MQTT_UDP",
    "STRICT, true, MQTT_UDP",
    "STRICT, false, MQTT_UDP"
  })
  void shouldGiveUpAfterTenFailures(Fidelity fidelity, boolean stored, String transport) {
    if (stored) {
      board.settings.putString("websocket", "url", "ws://stored/");
    }
    config = config.withFidelity(fidelity);
    network.answer(request -> null);
    boot(6_000_000);

    assertThat(network.asked()).hasSize(10);
    assertThat(events).hasSize(11).endsWith("5110000 booted " + transport);
    assertThat(events.get(0))
        .isEqualTo(
            "0 problem boot request to "
                + OTA
                + " failed: nothing listens there; start the server there, or mend the address");
  }

  @ParameterizedTest
  @CsvSource({"200, not json", "200, []", "200, ''", "204, '{}'", "301, '{}'", "404, '{}'", "503, ''"})
  void shouldTakeAnythingButAnObjectWithStatus200ForAFailure(int status, String body) {
    int[] left = {1};
    network.answer(request -> left[0]-- > 0 ? HttpResponse.text(status, body) : ok(WEBSOCKET));
    boot(60_000);

    assertThat(network.times()).containsExactly(0L, 10_000L);
    assertThat(events).hasSize(2).endsWith("10000 booted WEBSOCKET");
    assertThat(events.get(0)).startsWith("0 problem ");
  }

  @Test
  void shouldKeepAShorterScheduleWhenConfigured() {
    config = config.withBootRetryMillis(100);
    network.answer(request -> null);
    boot(60_000);

    assertThat(network.times().subList(0, 4)).containsExactly(0L, 100L, 300L, 700L);
    assertThat(network.asked()).hasSize(10);
  }

  // ---- the choice of a transport -----------------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock =
      """
      {"mqtt":{"endpoint":"m"},"websocket":{"url":"ws://h"}} | true  | STRICT | MQTT_UDP
      {"mqtt":{"endpoint":"m"},"websocket":{"url":"ws://h"}} | true  | ROBUST | MQTT_UDP
      {"mqtt":{"endpoint":"m"},"websocket":{"url":"ws://h"}} | false | ROBUST | WEBSOCKET
      {"mqtt":{},"websocket":{"url":"ws://h"}}               | true  | ROBUST | MQTT_UDP
      {"mqtt":null,"websocket":{"url":"ws://h"}}             | true  | STRICT | WEBSOCKET
      {"mqtt":{"endpoint":"m"}}                              | false | ROBUST | MQTT_UDP
      {"websocket":{}}                                       | true  | STRICT | WEBSOCKET
      {"success":false}                                      | true  | STRICT | MQTT_UDP
      {}                                                     | true  | ROBUST | MQTT_UDP
      """)
  void shouldChooseTheTransportAsTheFirmwareDoes(String answer, boolean mqtt, Fidelity fidelity, String transport) {
    if (mqtt) {
      network.withMqtt();
    }
    config = config.withFidelity(fidelity);
    network.answer(request -> ok(answer));
    boot(0);

    assertThat(events).containsExactly("0 booted " + transport);
  }

  @ParameterizedTest
  @EnumSource(Fidelity.class)
  void shouldShowTheMessageOfAServerThatGivesNoConfiguration(Fidelity fidelity) {
    board.settings.putString("websocket", "url", "ws://stored/");
    config = config.withFidelity(fidelity);
    network.answer(request -> ok("{\"success\":false,\"message\":\"no such device\"}"));
    boot(0);

    assertThat(events)
        .containsExactly(
            "0 problem the boot answer has no configuration but says: no such device",
            "0 booted " + (fidelity == Fidelity.STRICT ? "MQTT_UDP" : "WEBSOCKET"));
    assertThat(network.asked()).hasSize(1);
  }

  @Test
  void shouldTellTheServersTimeAndWhatCouldNotBeStored() {
    network.answer(
        request ->
            ok("{\"server_time\":{\"timestamp\":1700000000000},\"websocket\":{\"a_key_that_is_too_long\":\"x\"}}"));
    boot(0);

    assertThat(events)
        .containsExactly(
            "0 fault boot.settings: 1 settings of the boot answer are too long",
            "0 time 1700000000000",
            "0 booted WEBSOCKET");
  }

  // ---- activation --------------------------------------------------------------------------------------------------

  @Test
  void shouldPollUntilTheDeviceIsBoundAndThenAskAgain() {
    Deque<Integer> polls = new ArrayDeque<>(List.of(202, 202, 200));
    Deque<String> answers = new ArrayDeque<>(List.of(ACTIVATION, WEBSOCKET));
    network.answer(
        request -> isPoll(request) ? HttpResponse.text(polls.remove(), "") : ok(answers.remove()));
    boot(60_000);

    assertThat(network.lines())
        .containsExactly(
            "0 POST " + OTA,
            "0 POST " + OTA + "activate",
            "3000 POST " + OTA + "activate",
            "6000 POST " + OTA + "activate",
            "6000 POST " + OTA);
    assertThat(events).containsExactly("0 code 123456 m", "6000 booted WEBSOCKET");

    HttpRequest poll = network.asked().get(1).request();
    assertThat(new String(poll.body(), StandardCharsets.UTF_8)).isEqualTo("{}");
    assertThat(headerLines(poll)).isEqualTo(headerLines(network.asked().get(0).request()));
  }

  @Test
  void shouldSignTheChallengeWithTheKeyOfTheChip() {
    board.identity =
        new Identity(board.identity.deviceId(), board.identity.clientId(), "0123456789ABCDEF0123456789ABCDEF");
    board.hmac =
        HexFormat.of().parseHex("dc81128cb7be60e20aa3f0a8d26d1f840c69a85ace0077bdd1ddb9991aef236e");
    network.answer(
        request ->
            isPoll(request)
                ? HttpResponse.text(202, "")
                : ok("{\"activation\":{\"challenge\":\"123456-challenge\"}}"));
    boot(0);

    assertThat(new String(network.asked().get(1).request().body(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"algorithm\":\"hmac-sha256\",\"serial_number\":\"0123456789ABCDEF0123456789ABCDEF\","
                + "\"challenge\":\"123456-challenge\","
                + "\"hmac\":\"dc81128cb7be60e20aa3f0a8d26d1f840c69a85ace0077bdd1ddb9991aef236e\"}");
  }

  @Test
  void shouldPollTenTimesEveryTenSecondsWhenPollsFailAndThenAskAgain() {
    Deque<String> answers = new ArrayDeque<>(List.of(ACTIVATION, WEBSOCKET));
    network.answer(request -> isPoll(request) ? HttpResponse.text(500, "") : ok(answers.remove()));
    boot(600_000);

    assertThat(network.asked().stream().filter(asked -> isPoll(asked.request())).map(FakeHttp.Asked::atMillis))
        .containsExactly(0L, 10_000L, 20_000L, 30_000L, 40_000L, 50_000L, 60_000L, 70_000L, 80_000L, 90_000L);
    assertThat(network.lines()).endsWith("100000 POST " + OTA);
    assertThat(events).endsWith("100000 booted WEBSOCKET");
  }

  @Test
  void shouldGoOnPollingWhenTheNetworkFails() {
    Deque<String> answers = new ArrayDeque<>(List.of(ACTIVATION, WEBSOCKET));
    int[] polls = {0};
    network.answer(
        request -> isPoll(request) ? (polls[0]++ == 0 ? null : HttpResponse.text(200, "")) : ok(answers.remove()));
    boot(60_000);

    assertThat(network.times()).containsExactly(0L, 0L, 10_000L, 10_000L);
    assertThat(events).endsWith("10000 booted WEBSOCKET");
  }

  @Test
  void shouldAskAgainWithoutEndAsLongAsTheServerWantsActivation() {
    network.answer(request -> isPoll(request) ? HttpResponse.text(202, "") : ok(ACTIVATION));
    boot(3_600_000);

    // ten polls of 3 s make a round
    assertThat(network.asked().stream().filter(asked -> !isPoll(asked.request()))).hasSize(121);
    assertThat(events).hasSize(121).allMatch(event -> event.endsWith("code 123456 m"));
  }

  @Test
  void shouldWaitTenTimesTenSecondsWhenThereIsACodeButNoChallenge() {
    Deque<String> answers =
        new ArrayDeque<>(List.of("{\"activation\":{\"code\":\"123456\",\"message\":\"m\"}}", WEBSOCKET));
    network.answer(request -> ok(answers.remove()));
    boot(600_000);

    assertThat(network.lines()).containsExactly("0 POST " + OTA, "100000 POST " + OTA);
  }

  @ParameterizedTest
  @CsvSource({
    "http://ota.test/xiaozhi/ota, http://ota.test/xiaozhi/ota/activate",
    "http://ota.test/xiaozhi/ota/, http://ota.test/xiaozhi/ota/activate"
  })
  void shouldPollBelowTheAddressWithExactlyOneSlash(String ota, String activate) {
    config = config.withOtaUrl(URI.create(ota));
    network.answer(request -> isPoll(request) ? HttpResponse.text(202, "") : ok(ACTIVATION));
    boot(0);

    assertThat(network.lines()).containsExactly("0 POST " + ota, "0 POST " + activate);
  }

  @Test
  void shouldStoreAConfigurationThatComesWithTheActivationCode() {
    network.answer(
        request ->
            isPoll(request)
                ? HttpResponse.text(202, "")
                : ok("{\"activation\":{\"code\":\"1\",\"challenge\":\"c\"},\"websocket\":{\"url\":\"ws://h\"}}"));
    boot(0);

    assertThat(board.settings.getString("websocket", "url")).isEqualTo("ws://h");
    assertThat(events).containsExactly("0 code 1 ");
  }

  @Test
  void shouldCountFailuresAnewAfterASuccess() {
    Deque<HttpResponse> answers = new ArrayDeque<>();
    answers.add(HttpResponse.text(500, ""));
    answers.add(ok(ACTIVATION));
    answers.add(HttpResponse.text(500, ""));
    answers.add(ok(WEBSOCKET));
    network.answer(request -> isPoll(request) ? HttpResponse.text(200, "") : answers.remove());
    boot(60_000);

    assertThat(network.times()).containsExactly(0L, 10_000L, 10_000L, 10_000L, 20_000L);
  }

  // ---- a button meanwhile ------------------------------------------------------------------------------------------

  @Test
  void shouldAskOnceASecondAfterAButtonWasPressedAsTheFirmwareDoes() {
    config = config.withFidelity(Fidelity.STRICT);
    network.answer(request -> null);
    BootSequence boot = sequence();
    boot.start();
    scheduler.runForMillis(13_500); // in the second wait, of 20 s
    idle = true;
    boot.idleEntered();
    scheduler.runForMillis(60_000);

    assertThat(network.times())
        .containsExactly(0L, 10_000L, 14_000L, 15_000L, 16_000L, 17_000L, 18_000L, 19_000L, 20_000L, 21_000L);
  }

  @Test
  void shouldKeepTheBackOffAfterAButtonWasPressedWhenRobust() {
    network.answer(request -> null);
    BootSequence boot = sequence();
    boot.start();
    scheduler.runForMillis(5_000);
    idle = true;
    boot.idleEntered();
    scheduler.runForMillis(60_000);

    assertThat(network.times()).containsExactly(0L, 10_000L, 30_000L);
  }

  // ---- firmware ----------------------------------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({
    "2.4.2, false",
    "2.4.1, false",
    "2.4.3, true",
    "2.10, true",
    "2.4.2.0, true",
    "3, true",
    "2.4, false",
    "2.4.10b, true"
  })
  void shouldUpgradeToWhatIsNewerNumberByNumber(String version, boolean upgrades) {
    network.answer(
        request ->
            request.method().equals("GET")
                ? HttpResponse.text(200, "an image")
                : ok("{\"firmware\":{\"version\":\"" + version + "\",\"url\":\"http://ota.test/image\"}}"));
    boot(60_000);

    assertThat(network.lines()).hasSize(upgrades ? 2 : 1);
    if (upgrades) { // the alert lasts 3 s, the audio service takes 1 s to stop
      assertThat(network.lines()).endsWith("4000 GET http://ota.test/image");
      assertThat(network.asked().get(1).request().headers()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"v2, STRICT", "beta, STRICT", "v2, ROBUST", "2..4, ROBUST"})
  void shouldTakeAVersionThatIsNoNumberForACrashOrForNothingNew(String version, Fidelity fidelity) {
    config = config.withFidelity(fidelity);
    network.answer(
        request ->
            ok("{\"firmware\":{\"version\":\"" + version + "\",\"url\":\"http://ota.test/image\"},\"websocket\":{}}"));
    boot(60_000);

    assertThat(network.asked()).hasSize(1);
    assertThat(events.get(0)).startsWith("0 fault boot.firmware.version");
    assertThat(events).hasSize(fidelity == Fidelity.STRICT ? 1 : 2);
  }

  // ---- the end -----------------------------------------------------------------------------------------------------

  @Test
  void shouldSayNothingAfterItWasCancelled() {
    network.answer(request -> null);
    BootSequence boot = sequence();
    boot.start();
    scheduler.runForMillis(15_000);
    int before = events.size();
    boot.cancel();
    scheduler.runForMillis(6_000_000);

    assertThat(events).hasSize(before);
    assertThat(network.asked()).hasSize(2);
  }

  @Test
  void shouldSayNothingWhenCancelledWhileAnAnswerIsOnItsWay() {
    network.answer(request -> ok(WEBSOCKET));
    BootSequence boot = sequence();
    boot.start();
    boot.cancel();
    scheduler.runForMillis(60_000);

    assertThat(events).isEmpty();
  }

  private void boot(long forMillis) {
    sequence().start();
    scheduler.runForMillis(forMillis);
  }

  private BootSequence sequence() {
    return new BootSequence(
        board,
        config,
        new QuietUpgradeStage(),
        new BootSequence.Events() {
          @Override
          public void onProblem(String what) {
            add("problem " + what);
          }

          @Override
          public void onActivationCode(String code, String message, Runnable shown) {
            add("code " + code + " " + message);
            shown.run();
          }

          @Override
          public boolean onFault(String rule, String detail) {
            add("fault " + rule + ": " + detail);
            return !config.robust();
          }

          @Override
          public boolean idle() {
            return idle;
          }

          @Override
          public void onServerTime(long millis) {
            add("time " + millis);
          }

          @Override
          public void onBooted(BootSequence.Transport transport) {
            add("booted " + transport);
          }

          private void add(String event) {
            events.add(scheduler.clock().nowNanos() / 1_000_000 + " " + event);
          }
        });
  }

  private static boolean isPoll(HttpRequest request) {
    return request.uri().getPath().endsWith("/activate");
  }

  private static HttpResponse ok(String body) {
    return HttpResponse.json(200, body);
  }

  private static List<String> headerLines(HttpRequest request) {
    List<String> lines = new ArrayList<>();
    request.headers().forEach((name, value) -> lines.add(name + ": " + value));
    return lines;
  }
}
