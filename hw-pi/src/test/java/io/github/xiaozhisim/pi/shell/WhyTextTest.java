package io.github.xiaozhisim.pi.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.pi.session.TurnAccount;
import java.util.List;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

/** A turn, explained. */
class WhyTextTest {

  private static List<String> lines(TurnAccount turn, int columns) {
    return new WhyText(true, columns)
        .of(turn).stream().map(AttributedString::toString).map(String::stripTrailing).toList();
  }

  @Test
  void shouldShowEachStageWhereItLiesOnTheWayToTheFirstSound() {
    assertThat(lines(Puppet.answered(3, "几点了？"), 100))
        .containsExactly(
            "Turn 3: answered",
            "  said        几点了？",
            "  understood  几点了？",
            "  recognition  ━━━━━━━━━━━━                              300 ms    30 %",
            "  model                    ━━━━━━━━━━━━━━━━━━━━          500 ms    50 %",
            "  speech                                       ━━━━━━━━  200 ms    20 %",
            "  First sound 1,000 ms after the end of speech, all heard after 3,400 ms, no gaps.",
            "  Longest was model: from the text to the first words.");
  }

  @Test
  void shouldSayWhatEndedATurnWithoutSound() {
    TurnAccount silent =
        new TurnAccount(
            1, "hello", "", "timed-out-stt", false, List.of(), Double.NaN, Double.NaN, 0, List.of("Nothing came."));

    assertThat(lines(silent, 80))
        .containsExactly("Turn 1: timed-out-stt", "  said        hello", "  No sound was heard.", "  Nothing came.");
  }

  @Test
  void shouldFitIntoANarrowTerminal() {
    assertThat(lines(Puppet.answered(1, "x"), 50).subList(3, 6)).allMatch(line -> line.length() <= 50);
  }
}
