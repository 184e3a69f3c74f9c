package io.github.xiaozhisim.stress.typed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

  private static final List<String> KNOWN = List.of("first_sound", "total", "gap");

  @Test
  void shouldGuessWhatWasMeantFromAFewWrongLetters() {
    assertThat(Nearest.to("first_sond", KNOWN)).isEqualTo("first_sound");
    assertThat(Nearest.to("First-Sound", KNOWN)).isEqualTo("first_sound");
    assertThat(Nearest.to("totla", KNOWN)).isEqualTo("total");
    assertThat(Nearest.to("gpa", KNOWN)).isEqualTo("gap");
  }

  @Test
  void shouldNotGuessWildly() {
    assertThat(Nearest.to("latency", KNOWN)).isNull();
    assertThat(Nearest.to("x", KNOWN)).isNull();
  }

  @Test
  void shouldListWhatThereIsInAnyCase() {
    assertThat(Nearest.advice("totl", KNOWN)).isEqualTo("did you mean total? (there are first_sound, total, gap)");
    assertThat(Nearest.advice("x", KNOWN)).isEqualTo("there are first_sound, total, gap");
  }
}
