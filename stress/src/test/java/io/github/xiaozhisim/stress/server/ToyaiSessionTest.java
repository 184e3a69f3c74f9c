package io.github.xiaozhisim.stress.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The second dialect at the server: how it lets devices in, what it understands and what it says. */
class ToyaiSessionTest {

  /** Signed with {@code key}: MD5 of {@code 020000000001key}, computed with md5sum. */
  private static final String SIGNED = "sn=020000000001&sign=102e496ae59a5878afff628dc66824fe&platform=hw";

  private final SimScheduler time = new SimScheduler();
  private ServerBehaviour behaviour =
      ServerBehaviour.defaults().withLatencies(Latency.fixed(300), Latency.fixed(500), Latency.fixed(200));

  private Caller caller(String query) {
    Caller caller = Caller.toyai(Caller.server(behaviour, time), time, query);
    time.runFor(0);
    return caller;
  }

  private Caller caller() {
    return caller(SIGNED);
  }

  private static void listen(Caller caller, String mode, String more) {
    caller.text(
        "{\"session_id\":\"\",\"type\":\"start_listen\",\"data\":{\"format\":\"opus\",\"tts_format\":\"opus\","
            + "\"playTag\":1,\"state\":\"asr\",\"mode\":\"" + mode + "\"" + more + "}}");
  }

  @Test
  void shouldLetDevicesInWithoutAHello() {
    Caller caller = caller();
    assertThat(caller.kinds()).as("no tools are asked for").containsExactly("auth");
    JsonNode auth = caller.first("auth").json();
    assertThat(auth.get("code").intValue()).isZero();
    assertThat(auth.get("msg").stringValue()).isEqualTo("auth_success");
    assertThat(auth.get("data").get("session_id").stringValue()).hasSize(36);
    assertThat(auth.get("data").get("ota_url").stringValue()).isEqualTo("http://127.0.0.1:8000/xiaozhi/ota/");
  }

  @Test
  void shouldRefuseASignatureByAnotherKeyInTheDialectsOwnWords() {
    behaviour = behaviour.withAdmission(behaviour.admission().withApplicationKey("another key"));
    Caller caller = caller();
    assertThat(caller.first("auth").json().get("code").intValue()).isEqualTo(-1);
    assertThat(caller.closed).isEqualTo("close 1000");
  }

  @Test
  void shouldTakeASignatureByItsKey() {
    behaviour = behaviour.withAdmission(behaviour.admission().withApplicationKey("key"));
    assertThat(caller(SIGNED).first("auth").json().get("code").intValue()).isZero();
    assertThat(caller(SIGNED.toUpperCase(Locale.ROOT)).first("auth").json().get("code").intValue())
        .as("names and hex digits in any case")
        .isZero();
  }

  @Test
  void shouldEndTurnsInAutoAtTheStopOrByItsOwnVoiceDetection() {
    Caller told = caller();
    listen(told, "auto", "");
    told.say(TestSpeech.UTTERANCE);
    told.text("{\"session_id\":\"\",\"type\":\"stop_listen\",\"state\":\"stop\"}");
    told.until(20_000);
    assertThat(told.messages())
        .containsExactly("auth", "stt", "llm", "tts start", "tts sentence_start", "tts sentence_end", "tts stop");
    assertThat(told.first("stt").json().get("text").stringValue()).isEqualTo("今天天气怎么样");

    Caller silent = caller();
    listen(silent, "auto", "");
    silent.say(TestSpeech.UTTERANCE);
    silent.until(40_000);
    assertThat(silent.messages()).contains("stt", "tts stop");
  }

  @Test
  void shouldEndAManualTurnAtTheStop() {
    Caller caller = caller();
    listen(caller, "manual", "");
    caller.say(TestSpeech.SHORT_UTTERANCE);
    assertThat(caller.messages()).containsExactly("auth");
    caller.text("{\"type\":\"stop_listen\",\"state\":\"stop\"}");
    caller.until(20_000);
    assertThat(caller.messages()).contains("stt", "tts stop");
  }

  @Test
  void shouldAnswerATurnInWords() {
    Caller caller = caller();
    listen(caller, "manual", ",\"text\":\"what time is it\"");
    caller.until(20_000);
    assertThat(caller.first("stt").json().get("text").stringValue()).isEqualTo("what time is it");
    assertThat(caller.messages()).endsWith("tts stop");
  }

  @Test
  void shouldForgetWhatWasSaidWhenListeningIsCancelled() {
    Caller caller = caller();
    listen(caller, "auto", "");
    caller.say(TestSpeech.SHORT_UTTERANCE);
    caller.text("{\"type\":\"cancel_listen\"}");
    caller.until(20_000);
    assertThat(caller.messages()).doesNotContain("tts start");
  }

  @Test
  void shouldGreetWhoAsksForTheWelcome() {
    Caller caller = caller();
    caller.text("{\"type\":\"play_voice\",\"system_type\":2}");
    caller.until(20_000);
    assertThat(caller.messages())
        .containsExactly("auth", "tts start", "tts sentence_start", "tts sentence_end", "tts stop");
  }

  @Test
  void shouldTakeNoteOfHeartbeatsAndCountWhatItDoesNotKnow() {
    Caller caller = caller();
    caller.text("{\"type\":\"heartbeat\",\"status\":1}");
    caller.text("{\"type\":\"enter_vad\",\"data\":{}}");
    assertThat(caller.server.totals().badMessages()).isZero();
    caller.text("{\"type\":\"listen\",\"state\":\"start\"}");
    caller.text("{\"type\":\"start_listen\"}");
    caller.text("nonsense");
    assertThat(caller.server.totals().badMessages()).isEqualTo(3);
    assertThat(caller.kinds()).containsExactly("auth");
  }

  @Test
  void shouldHearDevicesThatItHasNotLetInYet() {
    behaviour = behaviour.withFaults("no-hello");
    Caller caller = caller();
    listen(caller, "manual", ",\"text\":\"hello there\"");
    caller.until(20_000);
    assertThat(caller.messages()).startsWith("stt").endsWith("tts stop");
  }

  @Test
  void shouldInterruptAndSayNothingMore() {
    behaviour = behaviour.withFaults("interrupt-mid-answer", "no-llm");
    Caller caller = caller();
    listen(caller, "manual", ",\"text\":\"tell me a story\"");
    caller.until(20_000);
    assertThat(caller.messages()).isEqualTo(List.of("auth", "stt", "tts start", "tts sentence_start", "interrupt"));
  }

  @Test
  void shouldSpeakTheFirmwaresOwnDialectToWhoDoesNotSign() {
    assertThat(caller("sn=020000000001").kinds()).isEmpty();
    behaviour =
        behaviour.withAdmission(
            new ServerBehaviour.Admission(
                null, ServerBehaviour.Refusal.CLOSE, ServerBehaviour.Speech.TOYAI, null));
    assertThat(caller("sn=020000000001").kinds()).as("unless told").containsExactly("auth");
  }
}
