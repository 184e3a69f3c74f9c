package io.github.xiaozhisim.pi.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Clips;
import io.github.xiaozhisim.device.speech.Corpus;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VoiceGateTest {

  private static final int RATE_HZ = 16_000;

  private final List<String> changes = new ArrayList<>();
  private long firstNanos = -1;
  private long lastNanos = -1;
  private final VoiceGate gate =
      new VoiceGate(
          RATE_HZ,
          new VoiceGate.Listener() {
            @Override
            public void onVoiceChanged(boolean voice, long sinceNanos) {
              changes.add(voice ? "speaks" : "silent");
            }

            @Override
            public void onVoice(long fromNanos, long untilNanos) {
              firstNanos = firstNanos < 0 ? fromNanos : firstNanos;
              lastNanos = untilNanos;
            }
          });
  private long heard;

  private void hear(short[] samples) {
    for (int from = 0; from + 128 <= samples.length; from += 128) { // blocks of an odd length
      heard += 128;
      gate.hear(java.util.Arrays.copyOfRange(samples, from, from + 128), 128, 1, heard * 1_000_000_000L / RATE_HZ);
    }
  }

  private static short[] noise(double seconds, int size) {
    SplittableRandom random = new SplittableRandom(1);
    short[] samples = new short[(int) (seconds * RATE_HZ)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) random.nextInt(-size, size + 1);
    }
    return samples;
  }

  static List<Clip> sentences() {
    return Corpus.builtIn().utterances();
  }

  @ParameterizedTest
  @MethodSource("sentences")
  void shouldFindWhereASentenceBeginsAndEnds(Clip clip) {
    hear(noise(0.5, 20));
    long startNanos = heard * 1_000_000_000L / RATE_HZ;
    hear(Clips.samples(clip, RATE_HZ));
    hear(noise(1, 20));

    assertThat(changes).startsWith("speaks").endsWith("silent");
    assertThat((firstNanos - startNanos) / 1e6 - clip.firstVoicedMillis()).isBetween(-60.0, 120.0);
    assertThat((lastNanos - startNanos) / 1e6 - clip.lastVoicedMillis()).isBetween(-250.0, 60.0);
  }

  @Test
  void shouldNotTakeTheNoiseOfARoomForVoice() {
    hear(noise(0.3, 20));
    hear(noise(10, 300)); // −45 dBFS, and it stays
    changes.clear();
    hear(noise(5, 300));

    assertThat(changes).isEmpty();
  }

  @Test
  void shouldNotTakeAClickForVoice() {
    hear(noise(0.5, 20));
    hear(noise(0.008, 20_000));
    hear(noise(1, 20));

    assertThat(changes).isEmpty();
  }

  @Test
  void shouldBeSilentWhenTheMicrophoneIsOff() {
    hear(Clips.samples(sentences().getFirst(), RATE_HZ));
    changes.clear();
    gate.silence(0);
    gate.silence(0);

    assertThat(changes).containsExactly("silent");
  }
}
