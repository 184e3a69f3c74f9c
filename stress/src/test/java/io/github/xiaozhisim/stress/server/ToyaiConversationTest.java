package io.github.xiaozhisim.stress.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.device.Device;
import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.DeviceObserver;
import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.Fidelity;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.protocol.ToyaiDialect;
import io.github.xiaozhisim.device.protocol.ToyaiIdentity;
import io.github.xiaozhisim.device.virtual.MemorySettings;
import io.github.xiaozhisim.device.virtual.SimNetwork;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.device.virtual.VirtualBoard;
import io.github.xiaozhisim.device.virtual.VirtualMicrophone;
import io.github.xiaozhisim.device.virtual.VirtualSpeaker;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.ui.Display;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole conversations in the toyai dialect, word for word: a device and the emulated server in virtual time. */
class ToyaiConversationTest {

  private static final long MILLI = 1_000_000;
  private static final String QUERY =
      "/?sn=FC012C2EA0A0&sign=3a0d50265060700838703f40c5e50b70&platform=hw&bid=TKAI_BOARD&fv=0.0.1&fvc=20250908001"
          + "&strategy_id=0&uid=0&board_type=wifi&recover=0&enableP3=2&tool=idf&screen=1";

  private final SimScheduler time = new SimScheduler();
  private final List<String> states = new ArrayList<>();
  private final List<ChannelFailure> failures = new ArrayList<>();
  private ServerBehaviour behaviour =
      ServerBehaviour.defaults().withLatencies(Latency.fixed(300), Latency.fixed(500), Latency.fixed(200));
  private ToyaiDialect.Habits habits = ToyaiDialect.Habits.USUAL;
  private ListeningMode mode = ListeningMode.AUTO;
  private Fidelity fidelity = Fidelity.ROBUST;
  private VirtualMicrophone microphone;
  private WireTap wire;
  private Device device;

  private void switchOn() {
    wire = new WireTap(Caller.server(behaviour, time));
    microphone = new VirtualMicrophone(time, TestSpeech.SILENCE);
    MemorySettings settings = new MemorySettings();
    settings.putString("websocket", "url", "ws://server.example:9000");
    VirtualBoard board =
        new VirtualBoard(
            VirtualBoard.DEFAULT_INFO,
            new Identity("fc:01:2c:2e:a0:a0", "11111111-2222-4333-8444-555555555555"),
            time,
            settings,
            new SimNetwork(time, wire, MILLI),
            microphone,
            new VirtualSpeaker(time),
            Display.NONE,
            () -> {});
    ToyaiDialect dialect = new ToyaiDialect(new ToyaiIdentity("key", Map.of("bid", "TKAI_BOARD")), habits);
    device =
        new Device(
            board,
            DeviceConfig.defaults().withDialect(dialect).withDefaultMode(mode).withFidelity(fidelity),
            new Book());
    device.start();
    time.runForMillis(1_000); // the sound of success has been heard: auto mode listens only when nothing plays
    wire.countFrom(time.clock().nowNanos());
    states.clear();
  }

  private void say() {
    microphone.say(TestSpeech.SHORT_UTTERANCE, new VirtualMicrophone.SpeechListener() {
      @Override
      public void onSpeechStarted(long startedNanos) {}

      @Override
      public void onSpeechEnded(long lastVoicedNanos, long endNanos) {}
    });
  }

  private void run(long millis) {
    time.runForMillis(millis);
  }

  private void expectWire(String transcript) {
    assertThat(wire.transcript().replace(QUERY, "QUERY")).isEqualTo(transcript.stripTrailing());
  }

  @ParameterizedTest
  @EnumSource(Fidelity.class)
  void shouldTalkInAutoAndSayWhenListeningStops(Fidelity how) {
    fidelity = how;
    switchOn();
    device.toggleChat();
    run(10);
    say();
    run(1_300);
    device.releaseToTalk();
    run(3_000);
    expectWire(
        """
            3 -> GET QUERY
            3 <- {"type":"auth","code":0,"msg":"auth_success","data":{"session_id":"S","ota_url":"O"}}
            5 -> {"session_id":"S","type":"start_listen","data":{"format":"opus","tts_format":"opus",\
        "playTag":1,"state":"asr","mode":"auto"}}
              -> 19 packets
         1311 -> {"session_id":"S","type":"stop_listen","state":"stop"}
         1611 <- {"session_id":"S","type":"stt","text":"turn on the light"}
         2111 <- {"session_id":"S","type":"llm","text":E,"emotion":E}
         2311 <- {"session_id":"S","type":"tts","state":"start"}
         2311 <- {"session_id":"S","type":"tts","state":"sentence_start","text":"Light is on."}
              <- 12 packets
         2731 <- {"session_id":"S","type":"tts","state":"sentence_end","text":"Light is on."}
         3151 <- {"session_id":"S","type":"tts","state":"stop"}
         3153 -> {"session_id":"S","type":"start_listen","data":{"format":"opus","tts_format":"opus",\
        "playTag":1,"state":"asr","mode":"auto"}}
              -> 17 packets
        """);
    assertThat(states).containsExactly("connecting", "listening", "idle", "speaking", "listening");
  }

  @Test
  void shouldLeaveTheEndOfTheTurnToTheServerWhenTheHabitIsOff() {
    habits = new ToyaiDialect.Habits(2_000, false, true, 0);
    switchOn();
    device.toggleChat();
    run(10);
    say();
    run(4_000);
    expectWire(
        """
            3 -> GET QUERY
            3 <- {"type":"auth","code":0,"msg":"auth_success","data":{"session_id":"S","ota_url":"O"}}
            5 -> {"session_id":"S","type":"start_listen","data":{"format":"opus","tts_format":"opus",\
        "playTag":1,"state":"asr","mode":"auto"}}
              -> 29 packets
         1925 <- {"session_id":"S","type":"stt","text":"turn on the light"}
              -> 9 packets
         2425 <- {"session_id":"S","type":"llm","text":E,"emotion":E}
              -> 3 packets
         2625 <- {"session_id":"S","type":"tts","state":"start"}
         2625 <- {"session_id":"S","type":"tts","state":"sentence_start","text":"Light is on."}
              <- 12 packets
         3045 <- {"session_id":"S","type":"tts","state":"sentence_end","text":"Light is on."}
         3465 <- {"session_id":"S","type":"tts","state":"stop"}
         3467 -> {"session_id":"S","type":"start_listen","data":{"format":"opus","tts_format":"opus",\
        "playTag":1,"state":"asr","mode":"auto"}}
              -> 7 packets
        """);
    assertThat(states).containsExactly("connecting", "listening", "speaking", "listening");
  }

  @ParameterizedTest
  @EnumSource(Fidelity.class)
  void shouldEndAManualTurnWhenTheButtonIsLetGo(Fidelity how) {
    fidelity = how;
    switchOn();
    device.pressToTalk();
    run(10);
    say();
    run(1_300);
    device.releaseToTalk();
    run(3_000);
    expectWire(
        """
            3 -> GET QUERY
            3 <- {"type":"auth","code":0,"msg":"auth_success","data":{"session_id":"S","ota_url":"O"}}
            5 -> {"session_id":"S","type":"start_listen","data":{"format":"opus","tts_format":"opus",\
        "playTag":1,"state":"asr","mode":"manual"}}
              -> 19 packets
         1311 -> {"session_id":"S","type":"stop_listen","state":"stop"}
         1611 <- {"session_id":"S","type":"stt","text":"turn on the light"}
         2111 <- {"session_id":"S","type":"llm","text":E,"emotion":E}
         2311 <- {"session_id":"S","type":"tts","state":"start"}
         2311 <- {"session_id":"S","type":"tts","state":"sentence_start","text":"Light is on."}
              <- 12 packets
         2731 <- {"session_id":"S","type":"tts","state":"sentence_end","text":"Light is on."}
         3151 <- {"session_id":"S","type":"tts","state":"stop"}
        """);
    assertThat(states).containsExactly("connecting", "listening", "idle", "speaking", "idle");
    assertThat(device.channelOpen()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Fidelity.class)
  void shouldBeginAndEndAContinuousConversationAndNeverSayStop(Fidelity how) {
    fidelity = how;
    mode = ListeningMode.REALTIME;
    switchOn();
    device.toggleChat();
    run(10);
    say();
    run(4_000);
    device.toggleChat();
    run(100);
    expectWire(
        """
            3 -> GET QUERY
            3 <- {"type":"auth","code":0,"msg":"auth_success","data":{"session_id":"S","ota_url":"O"}}
            5 -> {"session_id":"S","type":"enter_vad","data":{"format":"opus","tts_format":"opus","playTag":1,\
        "mode":"realtime"}}
            5 -> {"session_id":"S","type":"start_listen","data":{"format":"opus","tts_format":"opus",\
        "playTag":1,"state":"detect","mode":"realtime"}}
              -> 29 packets
         1925 <- {"session_id":"S","type":"stt","text":"turn on the light"}
              -> 9 packets
         2425 <- {"session_id":"S","type":"llm","text":E,"emotion":E}
              -> 3 packets
         2625 <- {"session_id":"S","type":"tts","state":"start"}
         2625 <- {"session_id":"S","type":"tts","state":"sentence_start","text":"Light is on."}
              -> 7 packets, <- 12 packets
         3045 <- {"session_id":"S","type":"tts","state":"sentence_end","text":"Light is on."}
              -> 7 packets
         3465 <- {"session_id":"S","type":"tts","state":"stop"}
              -> 9 packets
         4011 -> {"session_id":"S","type":"exit_detect"}
         4011 -> gone
        """);
    assertThat(states).containsExactly("connecting", "listening", "speaking", "listening", "idle");
  }

  @Test
  void shouldTalkInWords() {
    switchOn();
    device.sayText("what time is it");
    run(4_000);
    expectWire(
        """
            3 -> GET QUERY
            3 <- {"type":"auth","code":0,"msg":"auth_success","data":{"session_id":"S","ota_url":"O"}}
            5 -> {"session_id":"S","type":"start_listen","data":{"format":"opus","tts_format":"opus",\
        "playTag":1,"state":"asr","mode":"manual","text":"what time is it"}}
            5 <- {"session_id":"S","type":"stt","text":"what time is it"}
          505 <- {"session_id":"S","type":"llm","text":E,"emotion":E}
          705 <- {"session_id":"S","type":"tts","state":"start"}
          705 <- {"session_id":"S","type":"tts","state":"sentence_start","text":"Light is on."}
              <- 12 packets
         1125 <- {"session_id":"S","type":"tts","state":"sentence_end","text":"Light is on."}
         1545 <- {"session_id":"S","type":"tts","state":"stop"}
        """);
    assertThat(states).containsExactly("connecting", "idle", "speaking", "idle");
  }

  @Test
  void shouldAskForTheWelcomeAfterTheWakeWord() {
    switchOn();
    device.wakeWord("你好小智");
    run(4_000);
    expectWire(
        """
            3 -> GET QUERY
            3 <- {"type":"auth","code":0,"msg":"auth_success","data":{"session_id":"S","ota_url":"O"}}
            5 -> {"session_id":"S","type":"play_voice","system_type":2}
            5 -> {"session_id":"S","type":"start_listen","data":{"format":"opus","tts_format":"opus",\
        "playTag":1,"state":"asr","mode":"auto"}}
              -> 1 packets
          205 <- {"session_id":"S","type":"tts","state":"start"}
          205 <- {"session_id":"S","type":"tts","state":"sentence_start","text":"Light is on."}
              <- 5 packets
          207 -> {"session_id":"S","type":"stop_listen","state":"stop"}
              <- 7 packets
          625 <- {"session_id":"S","type":"tts","state":"sentence_end","text":"Light is on."}
         1045 <- {"session_id":"S","type":"tts","state":"stop"}
         1047 -> {"session_id":"S","type":"start_listen","data":{"format":"opus","tts_format":"opus",\
        "playTag":1,"state":"asr","mode":"auto"}}
              -> 47 packets
        """);
  }

  @Test
  void shouldCancelWhenTheUserHangsUpWhileListening() {
    switchOn();
    device.toggleChat();
    run(500);
    device.toggleChat();
    run(100);
    expectWire(
        """
            3 -> GET QUERY
            3 <- {"type":"auth","code":0,"msg":"auth_success","data":{"session_id":"S","ota_url":"O"}}
            5 -> {"session_id":"S","type":"start_listen","data":{"format":"opus","tts_format":"opus",\
        "playTag":1,"state":"asr","mode":"auto"}}
              -> 6 packets
          501 -> {"session_id":"S","type":"cancel_listen"}
          501 -> gone
        """);
    assertThat(states).containsExactly("connecting", "listening", "idle");
  }

  @Test
  void shouldGoOnWithAnEmptySessionWhenNoAuthComes() {
    behaviour = behaviour.withFaults("no-hello");
    switchOn();
    device.sayText("what time is it");
    run(6_000);
    expectWire(
        """
            3 -> GET QUERY
         2005 -> {"session_id":"","type":"start_listen","data":{"format":"opus","tts_format":"opus","playTag":1,\
        "state":"asr","mode":"manual","text":"what time is it"}}
         2005 <- {"session_id":"S","type":"stt","text":"what time is it"}
         2505 <- {"session_id":"S","type":"llm","text":E,"emotion":E}
         2705 <- {"session_id":"S","type":"tts","state":"start"}
         2705 <- {"session_id":"S","type":"tts","state":"sentence_start","text":"Light is on."}
              <- 12 packets
         3125 <- {"session_id":"S","type":"tts","state":"sentence_end","text":"Light is on."}
         3545 <- {"session_id":"S","type":"tts","state":"stop"}
        """);
    assertThat(failures).isEmpty();
  }

  @Test
  void shouldTakeASessionThatComesLate() {
    behaviour = behaviour.withFaults("late-hello:3s");
    switchOn();
    device.toggleChat();
    run(4_000);
    device.releaseToTalk();
    run(100);
    expectWire(
        """
            3 -> GET QUERY
         2005 -> {"session_id":"","type":"start_listen","data":{"format":"opus","tts_format":"opus","playTag":1,\
        "state":"asr","mode":"auto"}}
              -> 14 packets
         3003 <- {"type":"auth","code":0,"msg":"auth_success","data":{"session_id":"S","ota_url":"O"}}
              -> 17 packets
         4001 -> {"session_id":"S","type":"stop_listen","state":"stop"}
        """);
  }

  @ParameterizedTest
  @EnumSource(Fidelity.class)
  void shouldSayNothingMoreWhenItIsRefused(Fidelity how) {
    fidelity = how;
    behaviour = behaviour.withAdmission(behaviour.admission().withApplicationKey("another key"));
    switchOn();
    device.toggleChat();
    run(15_000);
    assertThat(wire.transcript().replace(QUERY, "QUERY")).startsWith(
        """
            3 -> GET QUERY
            3 <- {"type":"auth","code":-1,"msg":"auth_failed"}
            3 <- close 1000
        """);
    assertThat(wire.transcript()).as("no word of the device").doesNotContain("-> {").doesNotContain("packets");
    assertThat(states).containsExactly("connecting", "idle");
    assertThat(failures).extracting(ChannelFailure::stage).containsExactly(ChannelFailure.Stage.AUTHENTICATION);
  }

  @Test
  void shouldBeSilentAtOnceWhenTheServerInterrupts() {
    behaviour = behaviour.withFaults("interrupt-mid-answer");
    switchOn();
    device.sayText("what time is it");
    run(2_500);
    expectWire(
        """
            3 -> GET QUERY
            3 <- {"type":"auth","code":0,"msg":"auth_success","data":{"session_id":"S","ota_url":"O"}}
            5 -> {"session_id":"S","type":"start_listen","data":{"format":"opus","tts_format":"opus",\
        "playTag":1,"state":"asr","mode":"manual","text":"what time is it"}}
            5 <- {"session_id":"S","type":"stt","text":"what time is it"}
          505 <- {"session_id":"S","type":"llm","text":E,"emotion":E}
          705 <- {"session_id":"S","type":"tts","state":"start"}
          705 <- {"session_id":"S","type":"tts","state":"sentence_start","text":"Light is on."}
              <- 6 packets
          765 <- {"session_id":"S","type":"interrupt"}
        """);
    assertThat(states).containsExactly("connecting", "idle", "speaking", "idle");
    assertThat(device.audio().playbackDrained()).isTrue();
  }

  @Test
  void shouldTellHowItFaresWhileConnected() {
    habits = new ToyaiDialect.Habits(2_000, true, true, 10_000);
    switchOn();
    device.toggleChat();
    run(25_000);
    device.toggleChat();
    run(20_000);
    expectWire(
        """
            3 -> GET QUERY
            3 <- {"type":"auth","code":0,"msg":"auth_success","data":{"session_id":"S","ota_url":"O"}}
            5 -> {"session_id":"S","type":"start_listen","data":{"format":"opus","tts_format":"opus",\
        "playTag":1,"state":"asr","mode":"auto"}}
              -> 164 packets
        10005 -> {"session_id":"S","type":"heartbeat","status":1,"wifi":94,"battery":100,"charging":1,\
        "volume":70,"network_type":0,"light":0}
              -> 167 packets
        20005 -> {"session_id":"S","type":"heartbeat","status":1,"wifi":94,"battery":100,"charging":1,\
        "volume":70,"network_type":0,"light":0}
              -> 83 packets
        25001 -> {"session_id":"S","type":"cancel_listen"}
        25001 -> gone
        """);
  }

  private final class Book implements DeviceObserver {
    @Override
    public void onStateChanged(DeviceState from, DeviceState to, long nowNanos) {
      states.add(to.logName());
    }

    @Override
    public void onChannelFailed(ChannelFailure failure, long nowNanos) {
      failures.add(failure);
    }
  }
}
