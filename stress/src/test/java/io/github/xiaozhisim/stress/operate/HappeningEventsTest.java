package io.github.xiaozhisim.stress.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.pi.session.SessionEvent;
import org.junit.jupiter.api.Test;

/** Lines of a live page, as events of a session. */
class HappeningEventsTest {

  @Test
  void shouldMakeEventsOfWhatDeviceAndServerSay() {
    assertThat(HappeningEvents.of(5, "out", "listen start")).containsExactly(new SessionEvent.Sent(5, "listen start", ""));
    assertThat(HappeningEvents.of(5, "in", "stt “几点了？”"))
        .containsExactly(new SessionEvent.Received(5, "stt", "“几点了？”"), new SessionEvent.Understood(5, "几点了？"));
    assertThat(HappeningEvents.of(5, "in", "tts sentence_start “三点。”"))
        .containsExactly(new SessionEvent.Received(5, "tts sentence_start", "“三点。”"), new SessionEvent.Spoken(5, "三点。"));
    assertThat(HappeningEvents.of(5, "in", "llm happy 🙂")).contains(new SessionEvent.Emotion(5, "happy"));
    assertThat(HappeningEvents.of(5, "in", "tts stop")).containsExactly(new SessionEvent.Received(5, "tts stop", ""));
  }

  @Test
  void shouldKnowStatesByTheirNames() {
    assertThat(HappeningEvents.of(5, "state", "wifi_configuring → idle"))
        .containsExactly(new SessionEvent.StateChanged(5, DeviceState.WIFI_CONFIGURING, DeviceState.IDLE));
    assertThat(HappeningEvents.of(5, "state", "something → new")).isEmpty();
  }

  @Test
  void shouldTellTheEndOfATurnFromItsBeginning() {
    assertThat(HappeningEvents.endsTurn("user", "turn 3 answered, first sound after 812 ms")).isTrue();
    assertThat(HappeningEvents.endsTurn("error", "turn 3 timed-out-stt: nothing came")).isTrue();
    assertThat(HappeningEvents.endsTurn("user", "turn 3: wants to say “turn 3 answered”")).isFalse();
    assertThat(HappeningEvents.endsTurn("in", "turn 3 answered")).isFalse();
  }

  @Test
  void shouldTellWhatItsUserDoesAndWhatGoesWrong() {
    assertThat(HappeningEvents.of(5, "user", "speaks")).containsExactly(new SessionEvent.Notice(5, "speaks"));
    assertThat(HappeningEvents.of(5, "error", "no channel")).containsExactly(new SessionEvent.Problem(5, "no channel"));
    assertThat(HappeningEvents.of(5, "gone", "")).isEmpty();
  }
}
