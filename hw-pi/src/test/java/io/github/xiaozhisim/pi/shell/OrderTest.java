package io.github.xiaozhisim.pi.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How a line is read. */
class OrderTest {

  @Test
  void shouldTakeTheFirstWordForTheCommandAndTheOthersForItsArguments() {
    Order order = Order.parse("  set   aec off ");

    assertThat(order.command()).isEqualTo("set");
    assertThat(order.words()).containsExactly("aec", "off");
    assertThat(order.word(7)).isEmpty();
  }

  @Test
  void shouldKeepASentenceAsItWasTyped() {
    assertThat(Order.parse("text don't  stop, \"please\"").sentence()).isEqualTo("don't  stop, \"please\"");
  }

  @Test
  void shouldTakeQuotesAroundTheWholeSentenceAway() {
    assertThat(Order.parse("say \"my recordings/a b.wav\"").sentence()).isEqualTo("my recordings/a b.wav");
    assertThat(Order.parse("say \"my recordings/a b.wav\"").words()).containsExactly("my recordings/a b.wav");
  }

  @Test
  void shouldTakeAQuoteThatNothingClosesForWhatItIs() {
    Order order = Order.parse("text \"hello there");

    assertThat(order.sentence()).isEqualTo("\"hello there");
    assertThat(order.words()).containsExactly("\"hello", "there");
  }

  @Test
  void shouldHandOutJsonBehindTheFirstWordsUntouched() {
    Order order = Order.parse("call self.screen.set_theme {\"theme\": \"dark\"}");

    assertThat(order.word(0)).isEqualTo("self.screen.set_theme");
    assertThat(order.textAfter(1)).isEqualTo("{\"theme\": \"dark\"}");
    assertThat(order.textAfter(9)).isEmpty();
  }

  @Test
  void shouldTellALineThatDoesNotWait() {
    Order order = Order.parse("say zh-story &");

    assertThat(order.goesOn()).isTrue();
    assertThat(order.sentence()).isEqualTo("zh-story");
    assertThat(Order.parse("text R&").goesOn()).isFalse();
  }

  @Test
  void shouldFindNothingInBlankLinesAndComments() {
    assertThat(Order.parse("").isNothing()).isTrue();
    assertThat(Order.parse("   ").isNothing()).isTrue();
    assertThat(Order.parse("# connect").isNothing()).isTrue();
    assertThat(Order.parse("text # is no comment here").sentence()).isEqualTo("# is no comment here");
  }
}
