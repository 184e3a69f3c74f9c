package io.github.xiaozhisim.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.virtual.VirtualMicrophone.SpeechListener;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.ServerEndpoint.UpgradeAnswer;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the conformance cases do not say of a conversation over a WebSocket: what its owner is told, turns in words, the
 * end of a device.
 */
class DeviceConversationTest {

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

  @Test
  void shouldOpenItsChannelAndStayIdleUntilItIsUsed() {
    DeviceRig rig = DeviceRig.ready();
    rig.device.openChannel();
    rig.runMillis(20);
    assertThat(rig.server.kinds()).containsExactly("hello");
    assertThat(rig.device.channelOpen()).isTrue();
    assertThat(rig.device.state()).isEqualTo(DeviceState.IDLE);
    rig.device.openChannel(); // there is one
    rig.runMillis(1_000);
    assertThat(rig.server.audio).isZero();
    rig.device.pressToTalk();
    rig.runMillis(20);
    assertThat(rig.server.kinds()).containsExactly("hello", "listen start manual");
    assertThat(rig.server.upgrades).hasSize(1);
  }

  @Test
  void shouldCloseItsConnectionWithAWordWhenItSignsOff() {
    DeviceRig rig = DeviceRig.listening();
    rig.device.signOff();
    rig.runMillis(500);
    assertThat(rig.server.closed).containsExactly(new CloseReason(CloseReason.Kind.CLOSE_FRAME, 1000, ""));
    assertThat(rig.closed).as("nobody hears of it").isEmpty();
  }

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
