package io.github.xiaozhisim.stress.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.pi.board.LocalSession;
import io.github.xiaozhisim.pi.session.DeviceSession.ToolText;
import io.github.xiaozhisim.pi.session.SessionEvent;
import io.github.xiaozhisim.pi.session.SessionException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What a person can look up, call and set on a device in hand. */
class SessionToolsTest extends DeviceInHand {

  @Test
  void shouldListEveryToolWithItsParameters() throws Exception {
    LocalSession session = started(ListeningMode.AUTO);

    CompletionStage<List<ToolText>> asked = session.tools();
    scheduler.runForMillis(10);

    List<ToolText> tools = asked.toCompletableFuture().get();
    assertThat(tools).extracting(ToolText::name)
        .contains("self.get_device_status", "self.audio_speaker.set_volume", "self.reboot");
    assertThat(tools.stream().filter(tool -> tool.name().endsWith("set_volume")).findFirst().orElseThrow().parameters())
        .containsExactly("volume: integer 0 to 100");
  }

  @Test
  void shouldCallAToolAndTellWhatCameOfIt() throws Exception {
    LocalSession session = started(ListeningMode.AUTO);

    CompletionStage<String> called = session.call("self.audio_speaker.set_volume", "{\"volume\":35}");
    scheduler.runForMillis(10);

    assertThat(called.toCompletableFuture().get()).isEqualTo("true");
    assertThat(session.now().volumePercent()).isEqualTo(35);
    assertThat(events(SessionEvent.ToolCalled.class)).hasSize(1);
    SessionEvent.ToolCalled event = events(SessionEvent.ToolCalled.class).getFirst();
    assertThat(event.tool()).isEqualTo("self.audio_speaker.set_volume");
    assertThat(event.failed()).isFalse();
  }

  @Test
  void shouldSayWhyAToolFailed() throws Exception {
    LocalSession session = started(ListeningMode.AUTO);

    CompletionStage<String> unknown = session.call("self.fly", "{}");
    CompletionStage<String> tooLoud = session.call("self.audio_speaker.set_volume", "{\"volume\":350}");
    CompletionStage<String> noObject = session.call("self.audio_speaker.set_volume", "[1]");
    scheduler.runForMillis(10);

    assertThat(why(unknown)).isEqualTo("Unknown tool: self.fly");
    assertThat(why(tooLoud)).isEqualTo("Value exceeds maximum allowed: 100");
    assertThat(why(noObject)).startsWith("arguments are a JSON object");
  }

  @Test
  void shouldTellOfToolsThatTheServerCalls() {
    LocalSession session = started(ListeningMode.AUTO);
    network.links();
    session.connect();
    scheduler.runForMillis(1_000);

    assertThat(events(SessionEvent.Received.class)).extracting(SessionEvent.Received::kind).contains("mcp");
  }

  @Test
  void shouldSetVolumeAndModeByName() throws SessionException {
    LocalSession session = started(ListeningMode.AUTO);

    session.set("volume", "20");
    session.set("Mode", "manual");
    scheduler.runForMillis(10);

    assertThat(session.now().volumePercent()).isEqualTo(20);
    assertThat(session.now().mode()).isEqualTo(ListeningMode.MANUAL);
    assertThat(session.settings()).extracting(setting -> setting.name() + "=" + setting.value())
        .containsExactly("mode=manual", "volume=20");
    session.say(SAID);
    scheduler.runForMillis(20_000);
    assertThat(events(SessionEvent.Sent.class)).extracting(SessionEvent.Sent::kind).contains("listen stop");
    assertThatThrownBy(() -> session.set("volume", "loud"))
        .hasMessage("volume is a whole number from 0 to 100, not 'loud'");
    assertThatThrownBy(() -> session.set("colour", "red")).hasMessageStartingWith("there is no setting 'colour'");
  }
}
