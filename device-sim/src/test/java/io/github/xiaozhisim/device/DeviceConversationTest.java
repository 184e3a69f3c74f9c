package io.github.xiaozhisim.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.virtual.VirtualBoard;
import io.github.xiaozhisim.device.virtual.VirtualMicrophone.SpeechListener;
import io.github.xiaozhisim.hal.BoardInfo;
import io.github.xiaozhisim.hal.BoardInfo.AudioEngine;
import io.github.xiaozhisim.hal.BoardInfo.AudioInfo;
import io.github.xiaozhisim.hal.Chip;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.ServerEndpoint.UpgradeAnswer;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A conversation over a WebSocket, in virtual time: inputs in, states and messages out. */
class DeviceConversationTest {

  private static final DeviceConfig REALTIME = DeviceConfig.defaults().withDefaultMode(ListeningMode.REALTIME);

  // ---- opening -----------------------------------------------------------------------------------------------------

  @Test
  void shouldSayHelloThenListenWhenTheButtonIsPressed() {
    DeviceRig rig = DeviceRig.ready();
    rig.device.toggleChat();
    rig.runMillis(20);
    assertThat(rig.states).containsExactly("connecting", "listening");
    assertThat(rig.server.kinds()).containsExactly("hello", "listen start auto");
    assertThat(rig.server.texts.get(1))
        .isEqualTo("{\"session_id\":\"s1\",\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}");
  }

  @Test
  void shouldSendTheFirstFrameNoSoonerThanWarmUpAndOneFrame() {
    DeviceRig rig = DeviceRig.listening();
    rig.runMillis(1_000);
    long sinceCapture = rig.server.firstAudioNanos - DeviceRig.WIRE_DELAY_NANOS - rig.captureStartedNanos;
    assertThat(sinceCapture).isEqualTo(180_000_000L);
  }

  @Test
  void shouldSendOneFrameEverySixtyMillisecondsEvenInSilence() {
    DeviceRig rig = DeviceRig.listening();
    rig.runMillis(180 + 100 * 60);
    assertThat(rig.server.audio).isBetween(100, 101);
  }

  @Test
  void shouldAskWithTheHeadersTheFirmwareSends() {
    DeviceRig rig = DeviceRig.ready();
    rig.settings.putString("websocket", "token", "abc");
    rig.settings.putInt("websocket", "version", 3);
    rig.device.toggleChat();
    rig.runMillis(20);
    assertThat(rig.server.upgrades.get(0).headers())
        .containsEntry("authorization", "Bearer abc")
        .containsEntry("protocol-version", "3")
        .containsEntry("device-id", "02:00:00:00:00:01")
        .containsEntry("client-id", "11111111-2222-4333-8444-555555555555")
        .containsEntry("connection", "Upgrade")
        .doesNotContainKey("origin");
    assertThat(rig.server.texts.get(0)).contains("\"version\":3");
  }

  @Test
  void shouldCountTwoQuickClicksAsOne() {
    DeviceRig rig = DeviceRig.ready();
    rig.device.toggleChat();
    rig.device.toggleChat();
    rig.runMillis(20);
    assertThat(rig.states).containsExactly("connecting", "listening");
  }

  @Test
  void shouldIgnoreTheButtonWhileConnecting() {
    DeviceRig rig = DeviceRig.ready();
    rig.server.answersHello = false;
    rig.device.toggleChat();
    rig.runMillis(100);
    rig.device.toggleChat();
    rig.server.send(ScriptedServer.HELLO);
    rig.runMillis(20);
    assertThat(rig.states).containsExactly("connecting", "listening");
  }

  @Test
  void shouldGiveUpAfterTenSecondsWithoutHello() {
    DeviceRig rig = DeviceRig.ready();
    rig.server.answersHello = false;
    rig.device.toggleChat();
    rig.runMillis(10_100);
    assertThat(rig.states).containsExactly("connecting", "idle");
    assertThat(rig.failures).extracting(ChannelFailure::stage).containsExactly(ChannelFailure.Stage.HELLO_TIMEOUT);
  }

  @Test
  void shouldTellARefusedUpgradeFromARefusalAfterIt() {
    DeviceRig refused = DeviceRig.ready();
    refused.server.refusal = new UpgradeAnswer.Refuse(HttpResponse.text(401, "no"));
    refused.device.toggleChat();
    refused.runMillis(20);
    assertThat(refused.failures).extracting(ChannelFailure::stage).containsExactly(ChannelFailure.Stage.UPGRADE);

    DeviceRig closedAfter = DeviceRig.ready();
    closedAfter.server.answersHello = false;
    closedAfter.server.onText = text -> closedAfter.server.connection.close(1000, "");
    closedAfter.device.toggleChat();
    closedAfter.runMillis(50);
    assertThat(closedAfter.failures).extracting(ChannelFailure::stage).containsExactly(ChannelFailure.Stage.REFUSED);
    assertThat(closedAfter.states).containsExactly("connecting", "idle");
  }

  @Test
  void shouldTalkAgainAfterARefusal() {
    DeviceRig rig = DeviceRig.ready();
    rig.server.refusal = new UpgradeAnswer.Drop();
    rig.device.toggleChat();
    rig.runMillis(50);
    rig.server.refusal = null;
    rig.device.toggleChat();
    rig.runMillis(50);
    assertThat(rig.device.state()).isEqualTo(DeviceState.LISTENING);
  }

  @Test
  void shouldAcceptAHelloThatComesBeforeItsOwn() {
    DeviceRig rig = DeviceRig.ready();
    rig.server.answersHello = false;
    rig.device.toggleChat();
    rig.runMillis(3);
    rig.server.send(ScriptedServer.HELLO);
    rig.runMillis(20);
    assertThat(rig.server.kinds()).containsExactly("hello", "listen start auto");
  }

  @Test
  void shouldGoOnWithoutSessionId() {
    DeviceRig rig = DeviceRig.ready();
    rig.server.answersHello = false;
    rig.server.onText =
        text -> {
          if (ScriptedServer.kind(text).equals("hello")) {
            rig.server.send("{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":7}");
          }
        };
    rig.device.toggleChat();
    rig.runMillis(20);
    assertThat(rig.server.texts.get(1)).startsWith("{\"session_id\":\"\",\"type\":\"listen\"");
  }

  @Test
  void shouldAnswerAnMcpRequestOnlyAfterTheOpening() {
    DeviceRig rig = DeviceRig.ready();
    rig.server.answersHello = false;
    rig.device.toggleChat();
    rig.runMillis(10);
    rig.server.send(
        "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}}");
    rig.server.send(ScriptedServer.HELLO);
    rig.runMillis(20);
    assertThat(rig.server.kinds()).containsExactly("hello", "listen start auto", "mcp");
  }

  // ---- the turn ----------------------------------------------------------------------------------------------------

  @Test
  void shouldStartListeningOnlyAfterPlaybackDrained() {
    DeviceRig rig = DeviceRig.listening();
    rig.server.sendTts("start");
    rig.server.sendAudio(20);
    rig.server.sendTts("stop");
    rig.runMillis(10);
    assertThat(rig.states).endsWith("speaking", "listening");
    assertThat(Collections.frequency(rig.server.kinds(), "listen start auto")).isEqualTo(1);
    rig.runMillis(20 * 60 - 15);
    assertThat(Collections.frequency(rig.server.kinds(), "listen start auto")).isEqualTo(1);
    rig.runMillis(20);
    assertThat(Collections.frequency(rig.server.kinds(), "listen start auto")).isEqualTo(2);
  }

  @Test
  void shouldStopTheUplinkWhileTheServerSpeaks() {
    DeviceRig rig = DeviceRig.listening();
    rig.runMillis(1_000);
    rig.server.sendTts("start");
    rig.runMillis(10);
    int before = rig.server.audio;
    rig.runMillis(1_000);
    assertThat(rig.server.audio - before).isLessThanOrEqualTo(3);
  }

  @Test
  void shouldPlayAudioThatFollowsTtsStartDirectly() {
    DeviceRig rig = DeviceRig.listening();
    rig.server.sendTts("start");
    rig.server.sendAudio(6);
    rig.runMillis(10);
    assertThat(rig.audioAccepted).isEqualTo(6);
    assertThat(rig.audioDropped).isZero();
  }

  @Test
  void shouldDropAudioOutsideSpeaking() {
    DeviceRig rig = DeviceRig.listening();
    rig.server.sendAudio(3);
    rig.server.sendTts("start");
    rig.server.sendTts("stop");
    rig.server.sendAudio(2);
    rig.runMillis(10);
    assertThat(rig.audioAccepted).isZero();
    assertThat(rig.audioDropped).isEqualTo(5);
  }

  @Test
  void shouldPlayFortyThreeOfSixtyPacketsSentAtOnce() {
    DeviceRig rig = DeviceRig.listening();
    rig.server.sendTts("start");
    rig.server.sendAudio(60);
    rig.runMillis(10);
    assertThat(rig.audioAccepted).isEqualTo(43);
    assertThat(rig.device.audio().decodeQueueDropped()).isEqualTo(17);
  }

  @Test
  void shouldIgnoreASecondTtsStart() {
    DeviceRig rig = DeviceRig.listening();
    rig.server.sendTts("start");
    rig.server.sendAudio(5);
    rig.server.sendTts("start");
    rig.runMillis(10);
    assertThat(rig.device.audio().playbackDrained()).isFalse();
    assertThat(rig.states).endsWith("speaking");
  }

  @Test
  void shouldIgnoreTtsStopOutsideSpeaking() {
    DeviceRig rig = DeviceRig.listening();
    rig.server.sendTts("stop");
    rig.runMillis(10);
    assertThat(rig.device.state()).isEqualTo(DeviceState.LISTENING);
    assertThat(rig.violations).isEmpty();
  }

  @Test
  void shouldKeepTheMicrophoneOpenInRealtimeMode() {
    DeviceRig rig = DeviceRig.listening(REALTIME);
    rig.runMillis(1_000);
    rig.server.sendTts("start");
    rig.server.sendAudio(10);
    int before = rig.server.audio;
    rig.runMillis(600);
    assertThat(rig.server.audio - before).isBetween(9, 11);
    rig.server.sendTts("stop");
    rig.runMillis(1_000);
    assertThat(rig.server.kinds()).containsExactly("hello", "listen start realtime");
    assertThat(rig.states).endsWith("speaking", "listening");
  }

  // ---- buttons -----------------------------------------------------------------------------------------------------

  @Test
  void shouldAbortAndWaitForTheServerWhenTheButtonIsPressedWhileSpeaking() {
    DeviceRig rig = DeviceRig.listening();
    rig.server.sendTts("start");
    rig.runMillis(10);
    rig.device.toggleChat();
    rig.runMillis(10);
    assertThat(rig.server.texts).last().isEqualTo("{\"session_id\":\"s1\",\"type\":\"abort\"}");
    assertThat(rig.device.state()).isEqualTo(DeviceState.SPEAKING);
    rig.server.sendTts("stop");
    rig.runMillis(10);
    assertThat(rig.device.state()).isEqualTo(DeviceState.LISTENING);
  }

  @Test
  void shouldStopByItselfWhenAnAbortIsNotAnswered() {
    DeviceRig rig = DeviceRig.listening();
    rig.server.sendTts("start");
    rig.runMillis(10);
    rig.device.toggleChat();
    rig.runMillis(5_100);
    assertThat(rig.device.state()).isEqualTo(DeviceState.LISTENING);
    assertThat(rig.violations).contains("abort.unanswered");
  }

  @Test
  void shouldWaitForEverInStrictFidelityWhenAnAbortIsNotAnswered() {
    DeviceRig rig = DeviceRig.listening(DeviceConfig.defaults().withFidelity(Fidelity.STRICT));
    rig.server.sendTts("start");
    rig.runMillis(10);
    rig.device.toggleChat();
    rig.runMillis(600_000);
    assertThat(rig.device.state()).isEqualTo(DeviceState.SPEAKING);
  }

  @Test
  void shouldDropTheConnectionWithoutAWordWhenTheButtonIsPressedWhileListening() {
    DeviceRig rig = DeviceRig.listening();
    rig.device.toggleChat();
    rig.runMillis(20);
    assertThat(rig.device.state()).isEqualTo(DeviceState.IDLE);
    assertThat(rig.server.closed).extracting(CloseReason::kind).containsExactly(CloseReason.Kind.END_OF_STREAM);
    assertThat(rig.server.kinds()).containsExactly("hello", "listen start auto");
  }

  @Test
  void shouldKeepTheChannelOpenAfterAManualTurn() {
    DeviceRig rig = DeviceRig.ready();
    rig.device.pressToTalk();
    rig.runMillis(2_000);
    rig.device.releaseToTalk();
    rig.runMillis(10);
    assertThat(rig.server.kinds()).containsExactly("hello", "listen start manual", "listen stop");
    assertThat(rig.device.state()).isEqualTo(DeviceState.IDLE);
    assertThat(rig.device.channelOpen()).isTrue();
    rig.server.sendTts("start");
    rig.server.sendAudio(2);
    rig.runMillis(10);
    assertThat(rig.device.state()).isEqualTo(DeviceState.SPEAKING);
    rig.server.sendTts("stop");
    rig.runMillis(10);
    assertThat(rig.device.state()).isEqualTo(DeviceState.IDLE);
    assertThat(rig.device.audio().playbackDrained()).as("the queue plays to its end").isFalse();
    rig.device.pressToTalk();
    rig.runMillis(10);
    assertThat(rig.server.upgrades).hasSize(1);
  }

  @Test
  void shouldOpenAnewAfterTwoSilentMinutes() {
    DeviceRig rig = DeviceRig.ready();
    rig.device.pressToTalk();
    rig.runMillis(100);
    rig.device.releaseToTalk();
    rig.runMillis(121_000);
    rig.device.pressToTalk();
    rig.runMillis(50);
    assertThat(rig.server.upgrades).hasSize(2);
    assertThat(rig.device.state()).isEqualTo(DeviceState.LISTENING);
  }

  @Test
  void shouldCutPlaybackAndListenWhenPushToTalkIsPressedWhileSpeaking() {
    DeviceRig rig = DeviceRig.listening();
    rig.server.sendTts("start");
    rig.server.sendAudio(20);
    rig.runMillis(100);
    rig.device.pressToTalk();
    rig.runMillis(10);
    assertThat(rig.server.kinds()).endsWith("abort", "listen start manual");
    assertThat(rig.device.audio().playbackDrained()).isTrue();
    rig.server.sendTts("stop");
    rig.runMillis(10);
    assertThat(rig.device.state()).as("a late stop is ignored").isEqualTo(DeviceState.LISTENING);
    rig.device.releaseToTalk();
    rig.runMillis(10);
    assertThat(rig.device.state()).isEqualTo(DeviceState.IDLE);
  }

  @Test
  void shouldEndTheTurnAtOnceWhenPushToTalkWasLetGoWhileConnecting() {
    DeviceRig rig = DeviceRig.ready();
    rig.server.answersHello = false;
    rig.device.pressToTalk();
    rig.runMillis(10);
    rig.device.releaseToTalk();
    rig.server.send(ScriptedServer.HELLO);
    rig.runMillis(20);
    assertThat(rig.server.kinds()).containsExactly("hello", "listen start manual", "listen stop");
    assertThat(rig.device.state()).isEqualTo(DeviceState.IDLE);
  }

  // ---- wake word and text ------------------------------------------------------------------------------------------

  @Test
  void shouldTellTheWakeWordOnAfeBoardsOnly() {
    DeviceRig afe = DeviceRig.ready();
    afe.device.wakeWord("你好小智");
    afe.runMillis(20);
    assertThat(afe.server.kinds()).containsExactly("hello", "listen detect", "listen start auto");
    assertThat(afe.server.texts.get(1)).contains("\"text\":\"你好小智\"");

    BoardInfo liteInfo =
        VirtualBoard.DEFAULT_INFO.with(Chip.of("esp32c3"), new AudioInfo(16_000, 24_000, false, AudioEngine.LITE));
    DeviceRig lite = new DeviceRig(DeviceConfig.defaults(), liteInfo);
    lite.settings.putString("websocket", "url", "ws://server.example/");
    lite.device.start();
    lite.runMillis(500);
    lite.device.wakeWord("你好小智");
    lite.runMillis(20);
    assertThat(lite.server.kinds()).containsExactly("hello", "listen start auto");
  }

  @Test
  void shouldInterruptWithAReasonWhenTheWakeWordIsHeardWhileSpeaking() {
    DeviceRig rig = DeviceRig.listening();
    rig.server.sendTts("start");
    rig.server.sendAudio(5);
    rig.runMillis(10);
    rig.device.wakeWord("你好小智");
    rig.runMillis(10);
    assertThat(rig.server.texts)
        .last()
        .isEqualTo("{\"session_id\":\"s1\",\"type\":\"abort\",\"reason\":\"wake_word_detected\"}");
    assertThat(rig.device.state()).isEqualTo(DeviceState.LISTENING);
    rig.runMillis(300);
    assertThat(rig.server.kinds()).as("queued audio plays out first").endsWith("listen start auto");
  }

  @Test
  void shouldHaveAWholeTurnInWordsWithoutSendingSound() {
    DeviceRig rig = DeviceRig.ready();
    rig.device.sayText("what \"time\" is it");
    rig.runMillis(20);
    assertThat(rig.server.kinds()).containsExactly("hello", "listen detect");
    assertThat(rig.server.texts.get(1)).contains("\"text\":\"what \\\"time\\\" is it\"");
    rig.server.sendTts("start");
    rig.server.sendAudio(2);
    rig.server.sendTts("stop");
    rig.runMillis(500);
    assertThat(rig.device.state()).isEqualTo(DeviceState.IDLE);
    assertThat(rig.server.audio).isZero();
    rig.device.sayText("again");
    rig.runMillis(20);
    assertThat(rig.server.upgrades).hasSize(1);
  }

  // ---- endings -----------------------------------------------------------------------------------------------------

  @Test
  void shouldGoIdleWhenTheServerClosesAndTalkAgainLater() {
    DeviceRig rig = DeviceRig.listening();
    rig.server.connection.close(1000, "bye");
    rig.runMillis(20);
    assertThat(rig.device.state()).isEqualTo(DeviceState.IDLE);
    assertThat(rig.closed).containsExactly(new CloseReason(CloseReason.Kind.CLOSE_FRAME, 1000, "bye"));
    int audio = rig.server.audio;
    rig.runMillis(1_000);
    assertThat(rig.server.audio).isEqualTo(audio);
    rig.device.toggleChat();
    rig.runMillis(20);
    assertThat(rig.server.upgrades).hasSize(2);
    assertThat(rig.device.state()).isEqualTo(DeviceState.LISTENING);
  }

  @Test
  void shouldGoIdleWhenTheNetworkIsLost() {
    DeviceRig rig = DeviceRig.listening();
    rig.device.networkLost();
    rig.runMillis(20);
    assertThat(rig.device.state()).isEqualTo(DeviceState.IDLE);
    assertThat(rig.server.closed).hasSize(1);
  }

  @Test
  void shouldFallSilentForGoodWhenShutDown() {
    DeviceRig rig = DeviceRig.listening();
    rig.runMillis(500);
    rig.device.shutdown();
    int audio = rig.server.audio;
    List<String> states = List.copyOf(rig.states);
    rig.server.sendTts("start");
    rig.device.toggleChat();
    rig.runMillis(20_000);
    assertThat(rig.server.audio).isEqualTo(audio);
    assertThat(rig.states).isEqualTo(states);
  }

  @Test
  void shouldCloseAndRestartWhenToldTo() {
    DeviceRig rig = DeviceRig.listening();
    rig.server.send("{\"type\":\"system\",\"command\":\"reboot\"}");
    rig.runMillis(20);
    assertThat(rig.server.closed).hasSize(1);
    assertThat(rig.restarts).as("firmware: a second for what was said last").isZero();
    rig.states.clear();
    rig.runMillis(2_100);
    assertThat(rig.restarts).isEqualTo(1);
    assertThat(rig.states).containsExactly("starting", "activating", "idle");
    rig.device.toggleChat();
    rig.runMillis(20);
    assertThat(rig.device.state()).isEqualTo(DeviceState.LISTENING);
  }

  @Test
  void shouldSurviveEveryOddMessage() {
    DeviceRig rig = DeviceRig.listening();
    for (String odd : List.of("{\"type\":\"tts\"", "", "[]", "\"x\"", "42", "null", "{\"type\":5}", "{\"type\":\"foo\"}")) {
      rig.server.send(odd);
    }
    rig.server.connection.sendBinary(Payload.once(new byte[0]));
    rig.runMillis(20);
    assertThat(rig.device.state()).isEqualTo(DeviceState.LISTENING);
    assertThat(rig.violations).hasSize(9);
    rig.server.send("{\"TYPE\":\"tts\",\"State\":\"start\"}");
    rig.runMillis(20);
    assertThat(rig.device.state()).isEqualTo(DeviceState.SPEAKING);
  }

  @Test
  void shouldKeepTheVolumeThatAServerSet() {
    DeviceRig rig = DeviceRig.listening();
    rig.server.send(
        "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
            + "{\"name\":\"self.audio_speaker.set_volume\",\"arguments\":{\"volume\":35}}}}");
    rig.runMillis(20);
    assertThat(rig.device.volume()).isEqualTo(35);
    assertThat(rig.speaker.volumePercent()).isEqualTo(35);
    assertThat(rig.settings.getInt("audio", "output_volume")).isEqualTo(35);
  }

  @Test
  void shouldTellWhenTheLastVoicedSampleWasSaid() {
    DeviceRig rig = DeviceRig.listening();
    rig.runMillis(500);
    Clip clip =
        new Clip("x", "", "", 16_000, 60, Collections.nCopies(10, Payload.shared(ScriptedServer.PACKET)), 5, 590);
    long[] marks = new long[3];
    rig.microphone.say(
        clip,
        new SpeechListener() {
          @Override
          public void onSpeechStarted(long nanos) {
            marks[0] = nanos;
          }

          @Override
          public void onSpeechEnded(long lastVoicedNanos, long endNanos) {
            marks[1] = lastVoicedNanos;
            marks[2] = endNanos;
          }
        });
    rig.runMillis(1_000);
    assertThat(marks[2] - marks[0]).isEqualTo(600_000_000L);
    assertThat(marks[1] - marks[0]).isEqualTo(590_000_000L);
    assertThat((marks[0] - rig.captureStartedNanos - 120_000_000L) % 60_000_000L).isZero();
  }
}
