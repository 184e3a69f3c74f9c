package io.github.xiaozhisim.stress.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What listeners are told, and what becomes of those that do not listen. */
class AudienceTest {

  private static final Event END = Event.of("end", "{}");

  private final Audience audience = new Audience();

  @Test
  void shouldTellEverybodyTheSameInOrder() throws Exception {
    Listener one = joined();
    Listener other = joined();

    audience.tell(Event.of("tick", "{\"t\":1}"));
    audience.tell(Event.of("tick", "{\"t\":2}"));
    audience.end(END);

    String told = heard(one);
    assertThat(told)
        .startsWith("event: tick\ndata: {\"t\":1}\n\nevent: tick\ndata: {\"t\":2}\n\nevent: end\ndata: {}\n\n");
    assertThat(heard(other)).isEqualTo(told);
  }

  @Test
  void shouldWriteSeveralLinesAsOneEvent() {
    assertThat(new String(Event.of("model", "{\n}").bytes(), StandardCharsets.UTF_8))
        .isEqualTo("event: model\ndata: {\ndata: }\n\n");
  }

  @Test
  void shouldLetGoWhoDoesNotKeepUpAndCountIt() throws Exception {
    Listener slow = joined();
    for (int i = 0; i <= Listener.WAITING_EVENTS; i++) {
      audience.tell(Event.of("tick", "{}"));
    }

    assertThat(audience.isEmpty()).isTrue();
    assertThat(audience.letGo()).isEqualTo(1);
    assertThat(heard(slow)).as("nothing after what it missed").doesNotContain("tick");
  }

  @Test
  void shouldTellWhoComesTooLateThatItIsOver() throws Exception {
    audience.end(END);

    assertThat(heard(joined())).startsWith("event: end");
    assertThat(audience.isEmpty()).isTrue();
  }

  @Test
  void shouldBeEmptyWhenTheLastHasLeft() {
    Listener one = joined();
    assertThat(audience.isEmpty()).isFalse();

    audience.leave(one);

    assertThat(audience.isEmpty()).isTrue();
  }

  private Listener joined() {
    Listener listener = new Listener();
    audience.join(listener);
    return listener;
  }

  /** Returns at once, as all of these are over. */
  private static String heard(Listener listener) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    listener.writeTo(out, 0, 1);
    return out.toString(StandardCharsets.UTF_8);
  }
}
