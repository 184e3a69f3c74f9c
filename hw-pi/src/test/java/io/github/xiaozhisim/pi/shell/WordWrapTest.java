package io.github.xiaozhisim.pi.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

/** Lines that are too wide. */
class WordWrapTest {

  private static List<String> wrapped(String line, int columns) {
    return WordWrap.wrap(new AttributedString(line), columns).stream().map(AttributedString::toString).toList();
  }

  @Test
  void shouldLeaveAloneWhatFits() {
    assertThat(wrapped("  a  b", 20)).containsExactly("  a  b");
  }

  @Test
  void shouldBreakBetweenWordsAndGoOnBelowTheText() {
    assertThat(wrapped("   17.34  xiaozhi  Sure, I will remind you to call your mother.", 40))
        .containsExactly(
            "   17.34  xiaozhi  Sure, I will remind",
            "                   you to call your",
            "                   mother.");
  }

  @Test
  void shouldTearTextWithoutBlanks() {
    assertThat(wrapped("    1.00  you      我想听一个关于小兔子和大灰狼的故事", 40))
        .containsExactly("    1.00  you      我想听一个关于小兔子", "                   和大灰狼的故事");
  }

  @Test
  void shouldBeginNoLineWithWhatEndsASentence() {
    assertThat(wrapped("    1.00  you      我想听一个关于小兔子，和大灰狼的故事。", 40))
        .containsExactly("    1.00  you      我想听一个关于小兔", "                   子，和大灰狼的故事。");
  }

  @Test
  void shouldEndWithEveryLineAndWidth() {
    String line = "  name    " + "word ".repeat(40) + "x".repeat(120);
    for (int columns = 1; columns < 200; columns++) {
      int width = columns;
      assertThat(wrapped(line, columns)).allMatch(part -> width < 10 || part.length() <= width);
      assertThat(String.join("", wrapped(line, columns)).replace(" ", "")).isEqualTo(line.replace(" ", ""));
    }
  }
}
