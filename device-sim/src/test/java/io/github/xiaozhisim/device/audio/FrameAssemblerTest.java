package io.github.xiaozhisim.device.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameAssemblerTest {

  private static final int WARM_UP_SAMPLES = 1_920;
  private static final long NANOS_PER_SAMPLE = 62_500;

  private final List<short[]> frames = new ArrayList<>();
  private final List<Long> times = new ArrayList<>();
  private final FrameAssembler assembler =
      new FrameAssembler(
          (frame, capturedNanos) -> {
            frames.add(frame);
            times.add(capturedNanos);
          });
  private int said;

  @BeforeEach
  void start() {
    assembler.restart(FrameAssembler.WARM_UP_MILLIS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 160, 320, 959, 960, 961, 1_920, 5_000, 48_000})
  void shouldCutFramesOf960SamplesAfterTheWarmUpWhateverTheBlocks(int blockSamples) {
    while (said < WARM_UP_SAMPLES + 5 * 960) {
      say(Math.min(blockSamples, WARM_UP_SAMPLES + 5 * 960 - said));
    }

    assertThat(frames).hasSize(5).allMatch(frame -> frame.length == 960);
    for (int n = 0; n < 5; n++) {
      for (int i = 0; i < 960; i += 137) {
        assertThat(frames.get(n)[i]).isEqualTo(sample(WARM_UP_SAMPLES + n * 960 + i));
      }
      // the time of a frame is that of its last sample, wherever in a block it was
      assertThat(times.get(n)).isEqualTo((WARM_UP_SAMPLES + (n + 1) * 960) * NANOS_PER_SAMPLE);
    }
  }

  @Test
  void shouldCutTheSameFramesFromRandomBlocks() {
    Random random = new Random(3);
    while (frames.size() < 20) {
      say(1 + random.nextInt(700));
    }
    for (int n = 0; n < 20; n++) {
      assertThat(frames.get(n)[0]).isEqualTo(sample(WARM_UP_SAMPLES + n * 960));
      assertThat(frames.get(n)[959]).isEqualTo(sample(WARM_UP_SAMPLES + n * 960 + 959));
      assertThat(times.get(n)).isEqualTo((WARM_UP_SAMPLES + (n + 1) * 960) * NANOS_PER_SAMPLE);
    }
  }

  @Test
  void shouldKeepAnUnfinishedFrameBack() {
    say(WARM_UP_SAMPLES + 959);
    assertThat(frames).isEmpty();

    say(1);
    assertThat(frames).hasSize(1);
    assertThat(times).containsExactly(180_000_000L);
  }

  @Test
  void shouldThrowAwayAnUnfinishedFrameAndWarmUpAgainAfterARestart() {
    say(WARM_UP_SAMPLES + 900);
    assembler.restart(FrameAssembler.WARM_UP_MILLIS);
    say(WARM_UP_SAMPLES + 959);
    assertThat(frames).isEmpty();

    say(1);
    assertThat(frames.get(0)[0]).isEqualTo(sample(2 * WARM_UP_SAMPLES + 900));
  }

  @Test
  void shouldHandOverEachFrameForGood() {
    say(WARM_UP_SAMPLES + 960);
    short[] first = frames.get(0).clone();
    say(960);

    assertThat(frames.get(0)).isEqualTo(first).isNotSameAs(frames.get(1));
  }

  /** Says the next {@code count} samples in one block that ends now. */
  private void say(int count) {
    short[] block = new short[count + 3]; // longer than what is to be read
    for (int i = 0; i < count; i++) {
      block[i] = sample(said + i);
    }
    said += count;
    assembler.add(block, count, said * NANOS_PER_SAMPLE);
  }

  private static short sample(int index) {
    return (short) (index * 7_919);
  }
}
