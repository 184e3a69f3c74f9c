package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.device.speech.Corpus;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has which device, and who is in which wave. */
class CastTest {

  private static final Persona CHAT = Persona.chatting(Corpus.builtIn().utterances(), Span.ofMillis(1_000, 2_000));
  private static final Persona IDLE = CHAT.named("idle").beingSilent();
  private static final Persona RUDE = CHAT.named("barge-in");

  private static Cast talking(double share) {
    return Population.talking(CHAT, share).cast(1_000);
  }

  private static Population three() {
    return new Population(
        List.of(new Population.Part(CHAT, 0.7), new Population.Part(IDLE, 0.2), new Population.Part(RUDE, 0.1)));
  }

  @Test
  void shouldGiveAllDevicesTheSameUserWhereThereIsOnlyOneKind() {
    Cast cast = Population.of(CHAT).cast(1_000);
    assertThat(cast.silent()).isZero();
    assertThat(cast.count(CHAT)).isEqualTo(1_000);
  }

  @ParameterizedTest
  @CsvSource({"0, 1000", "0.05, 950", "0.1, 900", "0.3, 700", "0.7, 300", "0.999, 1", "1, 0"})
  void shouldKeepTheShareExactly(double share, int silent) {
    assertThat(talking(share).silent()).isEqualTo(silent);
    assertThat(IntStream.range(0, 1_000).filter(talking(share)::isSilent).count()).isEqualTo(silent);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100, 1_000, 20_000})
  void shouldKeepTheSharesOfThreeKindsExactly(int devices) {
    Cast cast = three().cast(devices);
    assertThat(cast.count(CHAT)).isEqualTo(devices * 7 / 10);
    assertThat(cast.count(IDLE)).isEqualTo(devices * 2 / 10);
    assertThat(cast.count(RUDE)).isEqualTo(devices / 10);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 8, 16})
  void shouldGiveEveryEventLoopItsShare(int loops) {
    Cast cast = talking(0.5);
    for (int loop = 0; loop < loops; loop++) {
      int first = loop;
      long here = IntStream.range(0, 1_000).filter(i -> i % loops == first).count();
      long silent = IntStream.range(0, 1_000).filter(i -> i % loops == first && cast.isSilent(i)).count();
      assertThat((double) silent).as("loop %d of %d", loop, loops).isCloseTo(here / 2.0, within(4.0));
    }
  }

  @Test
  void shouldMixThoseWhoComeFirst() {
    Cast cast = three().cast(1_000);
    assertThat(IntStream.range(0, 50).filter(i -> cast.persona(i) == CHAT).count()).isBetween(33L, 37L);
    assertThat(IntStream.range(0, 50).filter(i -> cast.persona(i) == RUDE).count()).isBetween(4L, 6L);
  }

  @Test
  void shouldHaveTheSameOrderAgainForThoseWhoJoinLater() {
    Cast cast = three().cast(100);
    assertThat(IntStream.range(100, 200).allMatch(i -> cast.persona(i) == cast.persona(i - 100))).isTrue();
  }

  @Test
  void shouldRefuseSharesThatDoNotAddUp() {
    assertThatThrownBy(() -> new Population(List.of(new Population.Part(CHAT, 0.7), new Population.Part(IDLE, 0.2))))
        .hasMessageContaining("add up to 1");
  }

  @ParameterizedTest
  @CsvSource({"0, 0.1", "0.5, 0.1", "0.2, 0.3", "0, 1"})
  void shouldTakeTheShareOfTheSilentOnesIntoAWave(double share, double size) {
    Cast cast = talking(share);
    List<Wave> waves = List.of(Wave.speak(size, 0));
    long expected = Math.round((1_000 - share * 1_000) * size);
    assertThat(IntStream.range(0, 1_000).filter(i -> cast.isInWave(waves, 0, i)).count()).isEqualTo(expected);
    assertThat(IntStream.range(0, 1_000).filter(i -> cast.isInWave(waves, 0, i)).allMatch(cast::isSilent)).isTrue();
  }

  @Test
  void shouldTakeOthersIntoTheNextWaveAsLongAsThereAreAny() {
    Cast cast = Population.talking(CHAT, 0).cast(400);
    List<Wave> waves = List.of(Wave.speak(0.25, 0), Wave.speak(0.5, 1), Wave.speak(0.25, 2));
    for (int i = 0; i < 400; i++) {
      int device = i;
      assertThat(IntStream.range(0, 3).filter(wave -> cast.isInWave(waves, wave, device)).count()).isEqualTo(1);
    }
  }

  @Test
  void shouldCutTheConnectionsOfAllKindsOfUsers() {
    Cast cast = talking(0.5);
    List<Wave> waves = List.of(new Wave(Wave.Kind.CUT, 0.4, 0));
    long hit = IntStream.range(0, 1_000).filter(i -> cast.isInWave(waves, 0, i)).count();
    long silent = IntStream.range(0, 1_000).filter(i -> cast.isInWave(waves, 0, i) && cast.isSilent(i)).count();
    assertThat(hit).isEqualTo(400);
    assertThat(silent).isBetween(180L, 220L);
  }
}
