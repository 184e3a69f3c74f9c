package io.github.xiaozhisim.stress.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Conversations that somebody follows. */
class FollowedConversationsTest {

  private final Three three = new Three();
  private final FollowedConversations conversations = new FollowedConversations(three);

  @Test
  void shouldFollowNobodyUnasked() {
    assertThat(three.followed).isEmpty();
  }

  @Test
  void shouldFollowOneOnceForAllWhoListenAndNoLongerThanTheyDo() {
    Listener one = new Listener();
    Listener other = new Listener();
    conversations.join(2, one, "");
    conversations.join(2, other, "");
    assertThat(three.followed).containsExactly(2);

    conversations.leave(2, one);
    assertThat(three.followed).containsExactly(2);
    conversations.leave(2, other);
    assertThat(three.followed).isEmpty();
  }

  @Test
  void shouldTellWhoComesLaterTheLatestLinesFirst() throws Exception {
    conversations.join(1, new Listener(), "");
    for (int i = 0; i <= FollowedConversation.KEPT_LINES / 4; i++) {
      three.says(Happening.Kind.OUT, "line " + i);
    }
    Listener late = new Listener();
    conversations.join(1, late, "");
    three.says(Happening.Kind.IN, "the newest");
    three.says(Happening.Kind.GONE, "");

    assertThat(heard(late))
        .contains("line 0", "line 50", "the newest")
        .endsWith("event: end\ndata: {}\n\n: still here\n\n: still here\n\n");
  }

  @Test
  void shouldForgetOldLinesRatherThanGrow() throws Exception {
    FollowedConversation conversation = new FollowedConversation();
    for (int i = 0; i < 3 * FollowedConversation.KEPT_LINES; i++) {
      conversation.on(new Happening(i, 0, Happening.Kind.OUT, "line " + i + ".", "", Map.of()));
    }
    Listener late = new Listener();
    conversation.join(late, true);
    conversation.end();

    assertThat(heard(late)).doesNotContain("line 1.", "line 399.").contains("line 400.", "line 599.");
  }

  @Test
  void shouldTellNothingOfThePastToWhoLaysAHandOn() throws Exception {
    conversations.join(1, new Listener(), "");
    three.says(Happening.Kind.OUT, "long ago");
    Listener hand = new Listener();
    conversations.join(1, hand, "me");
    three.says(Happening.Kind.IN, "the newest");
    conversations.end();

    assertThat(heard(hand)).doesNotContain("long ago").contains("the newest");
  }

  @Test
  void shouldHoldForAsLongAsOneOfThoseWhoHoldIsThere() {
    Listener browser = new Listener();
    Listener me = new Listener();
    Listener you = new Listener();
    conversations.join(2, browser, "");
    conversations.join(2, me, "me");
    conversations.join(2, you, "you");

    assertThat(conversations.hold(2, "me", true)).isTrue();
    assertThat(conversations.hold(2, "you", true)).isTrue();
    assertThat(conversations.hold(2, "me", true)).as("again").isTrue();
    conversations.leave(2, me);
    assertThat(three.held).containsExactly("2 true");
    conversations.leave(2, you);

    assertThat(three.held).as("though a browser still looks").containsExactly("2 true", "2 false");
    assertThat(three.followed).containsExactly(2);
  }

  @Test
  void shouldLetGoWhenItIsAskedTo() {
    conversations.join(2, new Listener(), "me");
    conversations.hold(2, "me", true);
    conversations.hold(2, "me", false);
    conversations.hold(2, "me", false);

    assertThat(three.held).containsExactly("2 true", "2 false");
  }

  @Test
  void shouldHoldForNobodyWhoDoesNotFollow() {
    conversations.join(2, new Listener(), "");
    conversations.join(1, new Listener(), "me");

    assertThat(conversations.hold(2, "me", true)).isFalse();
    assertThat(conversations.hold(2, "", true)).isFalse();
    assertThat(conversations.hold(3, "me", true)).isFalse();
    assertThat(three.held).isEmpty();
  }

  @Test
  void shouldSayWhenWhoAndWhat() throws Exception {
    Listener listener = new Listener();
    conversations.join(1, listener, "");
    three.says(Happening.Kind.HEARD, "first sound");
    conversations.end();

    assertThat(heard(listener))
        .contains(
            "\"t_s\":1.5",
            "\"dir\":\"heard\"",
            "\"text\":\"first sound\"",
            "\"zh\":\"中文\"",
            "\"fact\":{\"what\":\"said\"}",
            "\"at\":\"");
  }

  @Test
  void shouldSayWhenThereIsNoSuchOne() {
    assertThat(conversations.join(4, new Listener(), "")).isNull();
  }

  private static String heard(Listener listener) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    listener.writeTo(out, 0, 1);
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Three of them; remembers who is followed. */
  private static final class Three implements Workers {
    final List<Integer> followed = new ArrayList<>();
    final List<String> held = new ArrayList<>();
    private Consumer<Happening> last = happening -> {};

    void says(Happening.Kind kind, String text) {
      last.accept(new Happening(1_500_000_000L, 0, kind, text, "中文", Map.of("what", "said")));
    }

    @Override
    public void hold(int number, boolean yes) {
      held.add(number + " " + yes);
    }

    @Override
    public Found find(String text, int limit) {
      return new Found(0, List.of());
    }

    @Override
    public @Nullable Following follow(int number, Consumer<Happening> to) {
      if (number > 3) {
        return null;
      }
      followed.add(number);
      last = to;
      return () -> followed.remove(Integer.valueOf(number));
    }
  }
}
