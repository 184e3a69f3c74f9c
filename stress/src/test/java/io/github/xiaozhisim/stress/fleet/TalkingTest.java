package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who talks, and who is in which wave. */
class TalkingTest {

  @Test
  void shouldLetEverybodyTalkUnlessToldOtherwise() {
    assertThat(Talking.everybody().silentAmong(1_000)).isZero();
    assertThat(IntStream.range(0, 1_000).anyMatch(Talking.everybody()::isSilent)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, 1000", "0.05, 950", "0.1, 900", "0.3, 700", "0.7, 300", "0.999, 1", "1, 0"})
  void shouldKeepTheShareExactly(double share, int silent) {
    Talking talking = new Talking(share, List.of());
    assertThat(talking.silentAmong(1_000)).isEqualTo(silent);
    assertThat(IntStream.range(0, 1_000).filter(talking::isSilent).count()).isEqualTo(silent);
  }

  @Test
  void shouldSpreadTheSilentOnesEvenly() {
    Talking talking = new Talking(0.75, List.of());
    for (int i = 0; i < 1_000; i += 4) {
      assertThat(IntStream.range(i, i + 4).filter(talking::isSilent).count()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0.1", "0.5, 0.1", "0.2, 0.3", "0, 1"})
  void shouldTakeTheShareOfTheSilentOnesIntoAWave(double share, double wave) {
    Talking talking = new Talking(share, List.of(new Talking.Wave(wave, 0)));
    long expected = Math.round((1_000 - share * 1_000) * wave);
    assertThat(IntStream.range(0, 1_000).filter(i -> talking.isInWave(0, i, 1_000)).count()).isEqualTo(expected);
    assertThat(IntStream.range(0, 1_000).filter(i -> talking.isInWave(0, i, 1_000)).allMatch(talking::isSilent)).isTrue();
  }

  @Test
  void shouldTakeOthersIntoTheNextWaveAsLongAsThereAreAny() {
    Talking talking =
        new Talking(0, List.of(new Talking.Wave(0.25, 0), new Talking.Wave(0.5, 1), new Talking.Wave(0.25, 2)));
    for (int i = 0; i < 400; i++) {
      int device = i;
      assertThat(IntStream.range(0, 3).filter(wave -> talking.isInWave(wave, device, 400)).count()).isEqualTo(1);
    }
  }
}
