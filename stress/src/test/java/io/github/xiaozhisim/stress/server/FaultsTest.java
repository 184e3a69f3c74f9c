package io.github.xiaozhisim.stress.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.network.ServerEndpoint.UpgradeAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Misbehaviour on request: who meets it, and what exactly happens. */
class FaultsTest {

  /** Answer of 20 packets; the turn's text is known at 0, packets begin at 550. */
  private static final String ASK = "{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"今天天气怎么样\"}";

  private final SimScheduler time = new SimScheduler();

  private EmulatedServer server(String... faults) {
    return Caller.server(
        ServerBehaviour.defaults()
            .withMcp(ServerBehaviour.defaults().mcp().withEnabled(false))
            .withFaults(faults),
        time);
  }

  private Caller asked(String... faults) {
    Caller caller = new Caller(server(faults), time).greeted();
    caller.text(ASK);
    caller.until(20_000);
    return caller;
  }

  @ParameterizedTest
  @CsvSource({"50%,100,50", "10%,100,10", "1%,1000,10", "33.3%,1000,333", "100%,7,7", "0%,50,0"})
  void shouldMeetExactlyItsShareOfDevices(String share, int devices, int expected) {
    EmulatedServer server = server("http-401@" + share);
    int refused = 0;
    for (int i = 0; i < devices; i++) {
      if (new Caller(server, time, "device " + i, Map.of()).admission instanceof UpgradeAnswer.Refuse) {
        refused++;
      }
    }
    assertThat(refused).isEqualTo(expected);
  }

  @Test
  void shouldMeetTheSameDevicesAgain() {
    EmulatedServer server = server("drop@50%");
    List<Boolean> first = dropped(server);
    assertThat(dropped(server)).isEqualTo(first);
    assertThat(first).containsOnly(true, false);
  }

  private List<Boolean> dropped(EmulatedServer server) {
    List<Boolean> dropped = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      dropped.add(new Caller(server, time, "device " + i, Map.of()).admission instanceof UpgradeAnswer.Drop);
    }
    return dropped;
  }

  @Test
  void shouldSpreadSmallFaultsOverDifferentDevices() {
    KnownDevices devices =
        new KnownDevices(
            List.of(FaultRule.parse("no-stt@10%"), FaultRule.parse("no-answer@10%"), FaultRule.parse("jitter@10%")),
            0,
            new ServerCounters());
    for (int i = 0; i < 100; i++) {
      Faults faults = devices.connects("device " + i).faults();
      int met = 0;
      for (FaultKind kind : FaultKind.values()) {
        met += faults.has(kind) ? 1 : 0;
      }
      assertThat(met).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void shouldGiveSeveralServersTogetherTheirExactShare() {
    int met = 0;
    for (int server = 0; server < 40; server++) {
      KnownDevices devices =
          new KnownDevices(List.of(FaultRule.parse("no-stt@1%")), server * 25L, new ServerCounters());
      for (int i = 0; i < 25; i++) {
        met += devices.connects("device " + i).faults().has(FaultKind.NO_STT) ? 1 : 0;
      }
    }
    assertThat(met).isEqualTo(10);
  }

  @Test
  void shouldSendHalfOfTheAnswerAndNothingMore() {
    Caller caller = asked("stop-mid-answer");
    assertThat(caller.packetTimes()).hasSize(10);
    assertThat(caller.messages()).endsWith("tts sentence_start");
    assertThat(caller.server.totals().turnsCutShort()).isEqualTo(1);
    assertThat(caller.server.capacity().busy()).isZero();
  }

  @Test
  void shouldLeaveOutThreePacketsWhoseTimePasses() {
    Caller caller = asked("skip-packets:3");
    List<Double> times = caller.packetTimes();
    assertThat(times).hasSize(17);
    // Packet 9 is due at 550 + 5 * 60, packet 13 at 550 + 9 * 60.
    assertThat(times.get(9)).isEqualTo(850);
    assertThat(times.get(10)).isEqualTo(1090);
    assertThat(caller.first("tts stop").millis()).isEqualTo(550 + 1200 + 120);
  }

  @Test
  void shouldPauseInTheMiddle() {
    Caller caller = asked("starve:300ms");
    List<Double> times = caller.packetTimes();
    assertThat(times).hasSize(20);
    assertThat(times.get(10) - times.get(9)).isEqualTo(360);
    assertThat(caller.first("tts stop").millis()).isEqualTo(550 + 300 + 1200 + 120);
  }

  @Test
  void shouldSendABurst() {
    Caller caller = asked("burst:60");
    assertThat(caller.packetTimes()).hasSize(20).containsOnly(550.0);
  }

  @Test
  void shouldSendPacketsLateByAtMostTheJitterAndInOrder() {
    List<Double> times = asked("jitter:20ms").packetTimes();
    assertThat(times).hasSize(20).isSorted();
    for (int i = 5; i < 20; i++) {
      assertThat(times.get(i) - (550 + 60 * (i - 4))).isBetween(0.0, 20.0);
    }
  }

  @ParameterizedTest
  @CsvSource({"close-mid-answer,close 1000", "drop-mid-answer,drop"})
  void shouldEndTheConnectionInTheMiddle(String fault, String how) {
    Caller caller = asked(fault);
    assertThat(caller.packetTimes()).hasSize(10);
    assertThat(caller.closed).isEqualTo(how);
    assertThat(caller.server.totals().sessionsOpen()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "no-stt,llm tts start tts sentence_start tts stop",
    "no-answer,stt",
    "no-tts-stop,stt llm tts start tts sentence_start",
    "duplicate-tts-stop,stt llm tts start tts sentence_start tts stop tts stop"
  })
  void shouldLeaveOutOrRepeatMessages(String fault, String expected) {
    assertThat(String.join(" ", asked(fault).messages())).isEqualTo(expected);
  }

  @Test
  void shouldSendTtsStopLate() {
    assertThat(asked("late-tts-stop:2s").first("tts stop").millis()).isEqualTo(550 + 1200 + 120 + 2000);
  }

  @Test
  void shouldAnswerTheHelloLateTwiceOrNever() {
    Caller late = hello("late-hello:2s");
    late.until(late.now() + 1999);
    assertThat(late.arrivals).isEmpty();
    late.until(late.now() + 1);
    assertThat(late.messages()).containsExactly("hello");
    assertThat(hello("hello-twice").messages()).containsExactly("hello", "hello");
    Caller never = hello("no-hello");
    never.until(never.now() + 60_000);
    assertThat(never.arrivals).isEmpty();
  }

  private Caller hello(String fault) {
    Caller caller = new Caller(server(fault), time);
    caller.text("{\"type\":\"hello\"}");
    return caller;
  }

  @Test
  void shouldPutAnotherSessionIdIntoEverythingButTheHello() {
    Caller caller = hello("wrong-session");
    String told = caller.first("hello").json().get("session_id").stringValue();
    caller.text(ASK);
    caller.until(caller.now() + 5000);
    assertThat(caller.first("stt").json().get("session_id").stringValue()).isNotEqualTo(told);
  }

  @Test
  void shouldSendGarbageAndGoOn() {
    Caller caller = asked("garbage");
    assertThat(caller.messages()).contains("no message").contains("stt").endsWith("tts stop");
    assertThat(caller.of("packet")).hasSizeGreaterThan(20);
  }

  @Test
  void shouldLieAboutOneLength() {
    Caller caller = new Caller(server("oversize-length"), time).greeted(3);
    caller.text(ASK);
    caller.until(20_000);
    long lies =
        caller.of("packet").stream()
            .filter(p -> ((p.bytes()[2] & 0xff) << 8 | p.bytes()[3] & 0xff) != p.bytes().length - 4)
            .count();
    assertThat(lies).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"close-after-101,0", "plain-text-close,1"})
  void shouldCloseAfterTheUpgrade(String fault, int texts) {
    Caller caller = new Caller(server(fault), time);
    assertThat(caller.arrivals).hasSize(texts);
    assertThat(caller.closed).isEqualTo("close 1000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ignore", "drop", "http-200", "http-401"})
  void shouldNotUpgrade(String fault) {
    assertThat(new Caller(server(fault), time).admission).isNotInstanceOf(UpgradeAnswer.Accept.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"refuse@50%", "skip-packets:3@10%", "late-hello:2s", "burst"})
  void shouldReadRules(String text) {
    FaultRule rule = FaultRule.parse(text);
    assertThat(FaultRule.parse(rule.toString())).isEqualTo(rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "refus@50%|there is no fault 'refus'",
        "refuse@half|write the share as a percentage",
        "refuse@101%|at most 100%",
        "refuse:3|takes nothing behind a colon",
        "skip-packets:x|takes a number of packets",
        "starve:x|is not a time"
      })
  void shouldSayWhatIsWrongWithARule(String text, String sentence) {
    assertThatThrownBy(() -> FaultRule.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }
}
