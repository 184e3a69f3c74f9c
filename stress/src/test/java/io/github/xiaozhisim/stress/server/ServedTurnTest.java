package io.github.xiaozhisim.stress.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A turn from the first sound to the last: when it ends, what is said and when. */
class ServedTurnTest {

  private final SimScheduler time = new SimScheduler();
  private ServerBehaviour behaviour =
      ServerBehaviour.defaults()
          .withMcp(ServerBehaviour.defaults().mcp().withEnabled(false))
          .withLatencies(Latency.fixed(300), Latency.fixed(500), Latency.fixed(200));

  private Caller caller() {
    return new Caller(Caller.server(behaviour, time), time).greeted();
  }

  @Test
  void shouldEndAnAutoTurnSixHundredMillisecondsAfterTheLastVoice() {
    Caller caller = caller();
    caller.listen("auto");
    caller.say(TestSpeech.UTTERANCE);
    caller.until(3000);
    // Voice ends 1500 ms into the clip; quiet is complete at 2100 ms, in the packet that arrives then or at the next.
    double decided = caller.first("stt").millis() - 300;
    assertThat(decided).isBetween(2100.0, 2160.0);
  }

  @Test
  void shouldEndAManualTurnAtListenStop() {
    Caller caller = caller();
    caller.listen("manual");
    caller.say(TestSpeech.UTTERANCE);
    assertThat(caller.arrivals).as("however long the quiet").isEmpty();
    double stopped = caller.now();
    caller.stopListening();
    caller.until(stopped + 1000);
    assertThat(caller.first("stt").millis()).isEqualTo(stopped + 300);
  }

  @Test
  void shouldTellHowLongTheSpeechWas() {
    Caller caller = caller();
    caller.listen("manual");
    caller.say(TestSpeech.UTTERANCE);
    caller.stopListening();
    caller.until(10_000);
    JsonNode emulated = caller.first("stt").json().get("emulated");
    assertThat(emulated.get("heard_ms").doubleValue()).isCloseTo(1200, within(40.0));
    assertThat(emulated.get("asr_ms").doubleValue()).isEqualTo(300);
  }

  @Test
  void shouldAnswerInOrderWithEachStageExactlyAsLongAsTold() {
    Caller caller = caller();
    caller.listen("manual");
    caller.say(TestSpeech.UTTERANCE);
    double stopped = caller.now();
    caller.stopListening();
    caller.until(10_000);
    assertThat(caller.messages())
        .containsExactly("stt", "llm", "tts start", "tts sentence_start", "tts stop");
    assertThat(caller.first("llm").millis()).isEqualTo(stopped + 800);
    assertThat(caller.first("tts start").millis()).isEqualTo(stopped + 1000);
    assertThat(caller.first("tts sentence_start").millis()).isEqualTo(stopped + 1000);
    assertThat(caller.first("packet").millis()).isEqualTo(stopped + 1000);
  }

  @Test
  void shouldSendTtsStartBeforeLlmWhenToldTo() {
    behaviour = behaviour.withStages(behaviour.stages().withOrder(ServerBehaviour.Order.STT_TTS_LLM));
    Caller caller = caller();
    caller.text("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"how are you\"}");
    caller.until(10_000);
    assertThat(caller.messages())
        .containsExactly("stt", "tts start", "llm", "tts sentence_start", "tts stop");
    assertThat(caller.first("packet").millis()).isEqualTo(700);
  }

  @Test
  void shouldSendFivePacketsAtOnceThenOneEverySixtyMilliseconds() {
    Caller caller = caller();
    caller.text("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"今天天气怎么样？\"}");
    caller.until(10_000);
    List<Double> times = caller.packetTimes();
    assertThat(times).hasSize(20);
    for (int i = 0; i < times.size(); i++) {
      assertThat(times.get(i)).as("packet %d", i).isEqualTo(700 + 60 * Math.max(0, i - 4));
    }
    assertThat(caller.first("tts stop").millis())
        .as("20 packets last 1200 ms from the first; 120 ms of tail; 420 ms after the last packet")
        .isEqualTo(700 + 1200 + 120)
        .isEqualTo(times.getLast() + 420);
  }

  @Test
  void shouldRecogniseClipsByTheirPackets() {
    Caller caller = caller();
    caller.listen("auto");
    caller.say(TestSpeech.SHORT_UTTERANCE);
    caller.until(3000);
    assertThat(caller.first("stt").json().get("text").stringValue()).isEqualTo("turn on the light");
    caller.until(10_000);
    assertThat(caller.first("tts sentence_start").json().get("text").stringValue())
        .as("answered in the language spoken")
        .isEqualTo("Light is on.");
  }

  @Test
  void shouldSayHowLongUnknownSpeechWas() {
    Caller caller = caller();
    caller.listen("auto");
    caller.say(TestSpeech.utterance("unknown", "", "", 300, 900, 2400, 320));
    caller.until(5000);
    assertThat(caller.first("stt").json().get("text").stringValue()).matches("heard 0\\.(8|9)\\d s of speech");
  }

  @Test
  void shouldSaySeveralSentencesWithoutAPause() {
    behaviour = behaviour.withAnswering(behaviour.answering().withSentences(2));
    Caller caller = caller();
    caller.text("{\"type\":\"listen\",\"state\":\"text\",\"text\":\"tell me more\"}");
    caller.until(10_000);
    assertThat(caller.of("tts sentence_start")).hasSize(2);
    List<Double> times = caller.packetTimes();
    for (int i = 5; i < times.size(); i++) {
      assertThat(times.get(i) - times.get(i - 1)).isEqualTo(60);
    }
  }

  @Test
  void shouldGreetAWakeWordAndGoOnGreetingWhenListeningBegins() {
    Caller caller = caller();
    caller.text("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"你好小智\"}");
    caller.listen("auto");
    caller.until(10_000);
    assertThat(caller.messages()).containsExactly("tts start", "tts sentence_start", "tts stop");
  }

  @Test
  void shouldSayNothingWhenNothingWasHeard() {
    Caller caller = caller();
    caller.listen("manual");
    caller.say(TestSpeech.SILENCE);
    caller.stopListening();
    caller.until(20_000);
    assertThat(caller.arrivals).isEmpty();
    assertThat(caller.server.totals().nothingHeard()).isEqualTo(1);
  }

  @Test
  void shouldSendAnEmptySttWhenToldTo() {
    behaviour =
        behaviour.withListening(
            behaviour.listening().withWhenNothingHeard(ServerBehaviour.NothingHeard.EMPTY_STT));
    Caller caller = caller();
    caller.listen("manual");
    caller.stopListening();
    assertThat(caller.messages()).containsExactly("stt", "tts stop");
  }

  @Test
  void shouldNotTakeSteadyNoiseForSpeech() {
    Caller caller = caller();
    caller.listen("auto");
    caller.say(TestSpeech.noise(6000));
    assertThat(caller.arrivals).isEmpty();
  }

  @Test
  void shouldStopSendingAtOnceWhenAborted() {
    Caller caller = caller();
    caller.text("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"今天天气怎么样\"}");
    caller.until(1000);
    assertThat(caller.packetTimes()).hasSize(10);
    caller.abort();
    assertThat(caller.arrivals.getLast().kind()).isEqualTo("tts stop");
    caller.until(10_000);
    assertThat(caller.packetTimes()).hasSize(10);
    assertThat(caller.of("tts stop")).hasSize(1);
  }

  @Test
  void shouldAnswerAnAbortWhenIdleWithTtsStop() {
    Caller caller = caller();
    caller.abort();
    assertThat(caller.messages()).containsExactly("tts stop");
  }

  @Test
  void shouldBeInterruptedInRealtime() {
    Caller caller = caller();
    caller.listen("realtime");
    caller.say(TestSpeech.UTTERANCE);
    caller.until(3300);
    assertThat(caller.messages()).contains("tts start");
    caller.say(TestSpeech.SHORT_UTTERANCE);
    caller.until(20_000);
    assertThat(caller.messages())
        .containsExactly(
            "stt", "llm", "tts start", "tts sentence_start", "tts stop",
            "stt", "llm", "tts start", "tts sentence_start", "tts stop");
    assertThat(caller.of("tts stop").getFirst().millis())
        .as("voice begins at 3540; 200 ms of it are enough")
        .isBetween(3720.0, 3840.0);
  }

  @Test
  void shouldEndATurnWhenTheSoundStopsComing() {
    Caller caller = caller();
    caller.listen("auto");
    caller.say(TestSpeech.utterance("cut off", "", "", 0, 1200, 1200, 150));
    caller.until(20_000);
    assertThat(caller.first("stt").millis()).isBetween(1200.0 + 1600 + 300, 1200.0 + 1700 + 300);
  }

  @Test
  void shouldHearFramesOfTwentyMilliseconds() {
    short[] pcm = TestSpeech.pcm(16_000, 2400, 300, 1200, 140, 5);
    Caller caller = caller();
    caller.listen("auto");
    TwentyMillis.encode(pcm).forEach(
        packet -> {
          time.runForMillis(20);
          caller.binary(packet);
        });
    caller.until(20_000);
    assertThat(caller.first("stt").json().get("emulated").get("heard_ms").doubleValue())
        .isCloseTo(1200, within(40.0));
  }

  @Test
  void shouldServeTurnsOneAfterTheOtherWithOneWorker() {
    behaviour = behaviour.withWorkers(1, 10);
    EmulatedServer server = Caller.server(behaviour, time);
    Caller one = new Caller(server, time, "02:00:00:00:00:01", Map.of()).greeted();
    Caller two = new Caller(server, time, "02:00:00:00:00:02", Map.of()).greeted();
    one.text("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"一\"}");
    two.text("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"二\"}");
    assertThat(server.capacity().busy()).isEqualTo(1);
    assertThat(server.capacity().waiting()).isEqualTo(1);
    one.until(20_000);
    double lastPacket = one.packetTimes().getLast();
    assertThat(two.first("stt").millis()).as("free when the last packet was sent").isEqualTo(lastPacket);
    assertThat(two.first("stt").json().get("emulated").get("waited_ms").doubleValue()).isEqualTo(lastPacket);
    assertThat(server.capacity().busy()).isZero();
  }

  @Test
  void shouldTurnAwayWhoWouldWaitBehindTooMany() {
    behaviour = behaviour.withWorkers(1, 1);
    EmulatedServer server = Caller.server(behaviour, time);
    for (int i = 0; i < 3; i++) {
      new Caller(server, time, "02:00:00:00:00:0" + i, Map.of())
          .greeted()
          .text("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"一\"}");
    }
    time.runForMillis(20_000);
    assertThat(server.totals().turnsRejected()).isEqualTo(1);
    assertThat(server.totals().turnsAnswered()).isEqualTo(2);
  }

  @Test
  void shouldGiveTheWorkerBackWhenTheDeviceLeaves() {
    behaviour = behaviour.withWorkers(1, 10);
    EmulatedServer server = Caller.server(behaviour, time);
    Caller one = new Caller(server, time, "02:00:00:00:00:01", Map.of()).greeted();
    one.text("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"一\"}");
    one.leave();
    assertThat(server.capacity().busy()).isZero();
    assertThat(server.totals().sessionsOpen()).isZero();
  }
}
