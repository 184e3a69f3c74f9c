package io.github.xiaozhisim.pi.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** How loud it is. */
class SoundLevelTest {

  private final SoundLevel level = new SoundLevel(16_000);

  @Test
  void shouldBeZeroForASquareWaveOfFullScaleAndThreeLessForASine() {
    short[] square = new short[1_600];
    Arrays.fill(square, Short.MIN_VALUE);
    level.add(square, 0, 1_600);
    assertThat(level.dbfs()).isCloseTo(0, within(0.01));

    level.add(Tone.cosine(1_000, 16_000, 100, 32_767), 0, 1_600);
    assertThat(level.dbfs()).isCloseTo(-3.01, within(0.01));
  }

  @Test
  void shouldShowTheLastWholeTenthOfASecond() {
    level.add(Tone.cosine(1_000, 16_000, 100, 32_767), 0, 1_600);
    level.add(new short[1_599], 0, 1_599);
    assertThat(level.dbfs()).isCloseTo(-3.01, within(0.01));

    level.add(new short[1], 0, 1);
    assertThat(level.dbfs()).isEqualTo(SoundLevel.SILENCE_DBFS);
  }
}
