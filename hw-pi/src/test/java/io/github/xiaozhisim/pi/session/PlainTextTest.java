package io.github.xiaozhisim.pi.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

  @Test
  void shouldLeaveWhatPeopleWriteAsItIs() {
    String said = "好的，客厅的灯已经打开了。 Ça va? 👨‍👩‍👧 100 %";

    assertThat(PlainText.of(said)).isSameAs(said);
  }

  @Test
  void shouldNotLetAServerReachTheTerminal() {
    assertThat(PlainText.of("\u001b]52;c;aGk=\u0007")).isEqualTo("·]52;c;aGk=·");
    assertThat(PlainText.of("\u009b2J")).isEqualTo("·2J");
  }

  @Test
  void shouldNotLetAServerForgeALineOrTurnTheWriting() {
    assertThat(PlainText.of("one\r\n<2>two\u2028three")).isEqualTo("one  <2>two three");
    assertThat(PlainText.of("a\u202etxt.exe")).isEqualTo("a·txt.exe");
  }
}
