package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.stress.typed.Complaint;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How personas, populations and pauses are written. */
class PopulationTextTest {

  private static final Persona USUAL =
      Persona.chatting(Corpus.builtIn().utterances(), Span.ofMillis(1_000, 3_000)).withMode(ListeningMode.AUTO);

  private static Population population(String text, String... defined) {
    return PopulationText.parse(text, List.of(defined), USUAL);
  }

  private static Persona persona(String text) {
    return PersonaText.parse(text, USUAL);
  }

  @Test
  void shouldReadSharesOfKnownPersonas() {
    Population three = population("chat:70%, idle:20%, barge-in:10%");
    assertThat(three.parts()).extracting(part -> part.persona().name()).containsExactly("chat", "idle", "barge-in");
    assertThat(three.parts()).extracting(Population.Part::share).containsExactly(0.7, 0.2, 0.1);
    assertThat(three.parts().get(0).persona()).isEqualTo(USUAL.named("chat"));
    assertThat(three.parts().get(1).persona().silent()).isTrue();
    assertThat(three.parts().get(2).persona().interruption()).isNotNull();
  }

  @Test
  void shouldGiveWhatIsLeftToWhoHasNoShare() {
    assertThat(population("hasty").parts()).extracting(Population.Part::share).containsExactly(1.0);
    assertThat(population("chat:50%,idle,brief").parts())
        .extracting(Population.Part::share)
        .containsExactly(0.5, 0.25, 0.25);
  }

  @Test
  void shouldKnowPersonasThatAreDefinedAndLetThemTakeThePlaceOfKnownOnes() {
    Population mixed = population("chat:50%,quick:50%", "quick: think=exp(1s); turns=2", "chat: mode=manual");
    assertThat(mixed.parts().get(0).persona().mode()).isEqualTo(ListeningMode.MANUAL);
    assertThat(mixed.parts().get(1).persona().think()).isEqualTo(new Pause.Exponential(1_000_000_000L));
    assertThat(mixed.parts().get(1).persona().conversations()).isEqualTo(Conversations.of(2));
  }

  @Test
  void shouldReadEverythingAPersonaCanBe() {
    Persona all =
        persona(
            "odd: mode=realtime; think=1s..2s; languages=en; wake-word=hi xiaozhi; interrupt=20%@1s..2s; turns=1..3; "
                + "apart=10s");
    assertThat(all.name()).isEqualTo("odd");
    assertThat(all.mode()).isEqualTo(ListeningMode.REALTIME);
    assertThat(all.think()).isEqualTo(Span.ofMillis(1_000, 2_000));
    assertThat(all.clips()).isNotEmpty().extracting(Clip::language).containsOnly("en");
    assertThat(all.wakeWord()).isEqualTo("hi xiaozhi");
    assertThat(all.interruption())
        .isEqualTo(new Interruption(Interruption.Moment.FIRST_SOUND, Span.ofMillis(1_000, 2_000), 0.2));
    assertThat(all.conversations()).isEqualTo(new Conversations(1, 3, Span.ofMillis(10_000, 10_000)));
    assertThat(persona("hasty: interrupt=100%@text").interruption().moment()).isEqualTo(Interruption.Moment.FIRST_TEXT);
    assertThat(persona("typist: text=one; text=two").words()).isEqualTo(new Words.Typed(List.of("one", "two")));
    assertThat(persona("plain:")).isEqualTo(USUAL.named("plain"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chat:70%,idle:20% | 1 | add up to 90%",
        "chat:70%,idel:30% | 10 | did you mean idle?",
        "chat:50%,chat:50% | 10 | twice",
        "chat:0% | 6 | more than 0 %",
        "chat:ten% | 6 | not a number",
      })
  void shouldSayWhereAPopulationIsWrong(String text, int column, String what) {
    assertThatThrownBy(() -> population(text))
        .isInstanceOfSatisfying(Complaint.class, complaint -> assertThat(complaint.column()).isEqualTo(column))
        .hasMessageContaining(what);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Odd: mode=auto | 1 | no name",
        "odd | 1 | no name",
        "odd: thnik=3s | 6 | did you mean think?",
        "odd: think | 6 | has no value",
        "odd: think= | 6 | has no value",
        "odd: think=3 | 12 | not a time",
        "odd: think=exp(0s) | 12 | cannot be",
        "odd: turns=2; mode=loud | 20 | there are auto, manual and realtime",
        "odd: languages=fr | 16 | there are zh and en",
        "odd: interrupt=20%@ | 20 | write a pause",
        "odd: interrupt=0%@1s | 16 | a share of 0.0",
        "odd: turns=3..1 | 12 | ends before it begins",
        "odd: silent=maybe | 13 | neither yes nor no",
        "odd: mode=manual; wake-word=x | 1 | need not call",
        "odd: clips=/nowhere.wav | 12 | /nowhere.wav",
      })
  void shouldSayWhereAPersonaIsWrong(String text, int column, String what) {
    assertThatThrownBy(() -> persona(text))
        .isInstanceOfSatisfying(
            Complaint.class, complaint -> assertThat(complaint.column()).as(complaint.getMessage()).isEqualTo(column))
        .hasMessageContaining(what);
  }

  @Test
  void shouldDrawPausesAsTheirDistributionSays() {
    assertThat(mean("2s")).isEqualTo(2.0);
    assertThat(mean("1s..3s")).isCloseTo(2.0, within(0.05));
    assertThat(mean("exp(2s)")).isCloseTo(2.0, within(0.1));
    assertThat(quantile("exp(2s)", 0.5)).isCloseTo(2 * Math.log(2), within(0.08));
    assertThat(quantile("lognormal(2s, 0.5)", 0.5)).isCloseTo(2.0, within(0.08));
    assertThat(quantile("lognormal(2s, 0.5)", 0.95)).isCloseTo(2 * Math.exp(0.5 * 1.645), within(0.25));
  }

  private static double[] drawn(String text) {
    Pause pause = PauseText.parse(text);
    SplittableRandom random = new SplittableRandom(7);
    return IntStream.range(0, 10_000).mapToDouble(i -> pause.drawNanos(random) / 1e9).sorted().toArray();
  }

  private static double mean(String text) {
    return Arrays.stream(drawn(text)).average().orElseThrow();
  }

  private static double quantile(String text, double p) {
    return drawn(text)[(int) (p * 10_000)];
  }
}
