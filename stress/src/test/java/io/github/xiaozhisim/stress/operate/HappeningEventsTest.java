package io.github.xiaozhisim.stress.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.pi.session.SessionEvent;
import io.github.xiaozhisim.stress.fleet.Fact;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Lines of a live page, as events of a session. */
class HappeningEventsTest {

  @Test
  void shouldMakeEventsOfWhatDeviceAndServerSayHoweverItIsWorded() {
    assertThat(of(new Fact.Sent("listen start"))).containsExactly(new SessionEvent.Sent(5, "listen start", ""));
    assertThat(of(new Fact.Received("stt", "几点了？")))
        .containsExactly(new SessionEvent.Received(5, "stt", "几点了？"), new SessionEvent.Understood(5, "几点了？"));
    assertThat(of(new Fact.Received("tts sentence_start", "三点。")))
        .containsExactly(new SessionEvent.Received(5, "tts sentence_start", "三点。"), new SessionEvent.Spoken(5, "三点。"));
    assertThat(of(new Fact.Received("llm", "happy"))).contains(new SessionEvent.Emotion(5, "happy"));
    assertThat(of(new Fact.Received("stt", ""))).containsExactly(new SessionEvent.Received(5, "stt", ""));
    assertThat(of(new Fact.Moved(DeviceState.WIFI_CONFIGURING, DeviceState.IDLE)))
        .containsExactly(new SessionEvent.StateChanged(5, DeviceState.WIFI_CONFIGURING, DeviceState.IDLE));
    assertThat(of(new Fact.TurnEnded(3, true))).as("its account says it").isEmpty();
  }

  private static List<SessionEvent> of(Fact fact) {
    return HappeningEvents.of(5, "in", "worded anew", fact);
  }

  @Test
  void shouldShowTheWordsOfAllElse() {
    assertThat(words("user", "speaks")).containsExactly(new SessionEvent.Notice(5, "speaks"));
    assertThat(words("error", "no channel")).containsExactly(new SessionEvent.Problem(5, "no channel"));
    assertThat(words("out", "connects")).containsExactly(new SessionEvent.Sent(5, "connects", ""));
    assertThat(words("gone", "")).isEmpty();
  }

  @Test
  void shouldLetNothingOfTheServersActOnTheTerminal() {
    assertThat(of(new Fact.Received("stt", "\u001b]52;c;eA==\u0007")).toString()).doesNotContain("\u001b", "\u0007");
    assertThat(words("error", "\u001b[2J").toString()).doesNotContain("\u001b");
  }

  private static List<SessionEvent> words(String kind, String words) {
    return HappeningEvents.of(5, kind, words, Fact.NONE);
  }

  @Test
  void shouldCarryEachFactUnchanged() {
    List<Fact> facts =
        List.of(
            Fact.NONE,
            new Fact.Moved(DeviceState.UNKNOWN, DeviceState.FATAL_ERROR),
            new Fact.Sent("hello"),
            new Fact.Received("mcp", "tools/list"),
            new Fact.Spoken(),
            new Fact.TurnEnded(12, true),
            new Fact.TurnEnded(13, false));
    assertThat(facts).as("each kind").extracting(Object::getClass).contains(Fact.class.getPermittedSubclasses());
    for (Fact fact : facts) {
      ObjectNode members = Json.MAPPER.createObjectNode();
      FactText.of(fact).forEach(members::put);
      assertThat(FactText.read(members)).isEqualTo(fact);
    }
  }

  @Test
  void shouldTakeAFactOfAnotherVersionForNone() {
    assertThat(FactText.read(Json.MAPPER.readTree("{\"what\":\"moved\",\"from\":\"idle\",\"to\":\"dancing\"}")))
        .isEqualTo(Fact.NONE);
    assertThat(FactText.read(Json.MAPPER.readTree("{\"what\":\"danced\"}"))).isEqualTo(Fact.NONE);
  }
}
