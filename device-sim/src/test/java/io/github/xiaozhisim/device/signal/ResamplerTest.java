package io.github.xiaozhisim.device.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {

  @ParameterizedTest(name = "{0} -> {1} Hz")
  @CsvSource({
    "48000, 16000", "44100, 16000", "22050, 16000", "24000, 16000", "8000, 16000", "11025, 16000", "16000, 24000",
    "24000, 48000", "192000, 16000", "47999, 16000", "32768, 16000", "16000, 44100"
  })
  void shouldKeepAToneIntactAndInPlace(int fromHz, int toHz) {
    short[] in = tone(1_000, fromHz, fromHz / 2);

    short[] out = Resampler.resample(in, fromHz, toHz);

    assertThat(out).hasSize((int) Math.round((double) in.length * toHz / fromHz));
    short[] expected = tone(1_000, toHz, out.length);
    for (int i = toHz / 50; i < out.length - toHz / 50; i++) {
      assertThat((int) out[i]).as("sample %d", i).isCloseTo(expected[i], within(12));
    }
  }

  @ParameterizedTest(name = "{0} Hz at {1} -> {2} Hz")
  @CsvSource({"10000, 48000, 16000", "8200, 48000, 16000", "15000, 44100, 16000", "20000, 48000, 16000",
    "10000, 22050, 16000", "7000, 16000, 8000", "90000, 192000, 24000"})
  void shouldSuppressWhatTheLowerRateCannotCarry(int toneHz, int fromHz, int toHz) {
    short[] out = Resampler.resample(tone(toneHz, fromHz, fromHz / 2), fromHz, toHz);

    double left = rms(out, toHz / 50, out.length - toHz / 50);
    assertThat(20 * Math.log10(left / (10_000 / Math.sqrt(2)))).as("dB").isLessThan(-60);
  }

  @Test
  void shouldKeepHighSpeechFrequencies() {
    short[] out = Resampler.resample(tone(6_500, 48_000, 48_000), 48_000, 16_000);

    assertThat(rms(out, 800, out.length - 800)).isCloseTo(10_000 / Math.sqrt(2), within(40.0));
  }

  @Test
  void shouldGiveTheSameInPiecesOfAnySize() {
    Random random = new Random(3);
    short[] in = new short[20_000];
    for (int i = 0; i < in.length; i++) {
      in[i] = (short) (random.nextGaussian() * 6_000);
    }
    for (int[] rates : new int[][] {{48_000, 16_000}, {44_100, 16_000}, {16_000, 24_000}, {16_000, 16_000}}) {
      Resampler resampler = new Resampler(rates[0], rates[1]);
      short[] whole = Resampler.resample(in, rates[0], rates[1]);
      short[] pieces = new short[whole.length + resampler.maxTail()];
      for (int round = 0; round < 2; round++) {
        int length = 0;
        for (int at = 0; at < in.length; ) {
          int count = Math.min(in.length - at, random.nextInt(1_000));
          short[] out = new short[resampler.maxOutput(count)];
          int got = resampler.process(in, at, count, out, 0);
          System.arraycopy(out, 0, pieces, length, got);
          length += got;
          at += count;
        }
        length += resampler.finish(pieces, length);
        assertThat(length).isEqualTo(whole.length);
        if (rates[0] != rates[1]) {
          assertThat(Arrays.copyOf(pieces, length)).as("round %d", round).isEqualTo(whole);
        }
      }
    }
  }

  @Test
  void shouldTakeNothingAndVeryLittle() {
    assertThat(Resampler.resample(new short[0], 48_000, 16_000)).isEmpty();
    assertThat(Resampler.resample(new short[] {1}, 48_000, 16_000)).hasSize(0);
    assertThat(Resampler.resample(new short[] {1, 2}, 48_000, 16_000)).hasSize(1);
  }

  @Test
  void shouldNotWrapAroundAtFullScale() {
    short[] square = new short[4_800];
    for (int i = 0; i < square.length; i++) {
      square[i] = i / 48 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
    }

    short[] out = Resampler.resample(square, 48_000, 16_000);

    for (int i = 100; i < 1_500; i++) {
      int inHalfWave = i % 16;
      if (inHalfWave > 2 && inHalfWave < 14) {
        assertThat(out[i] > 0).as("sample %d", i).isEqualTo(i / 16 % 2 == 0);
      }
    }
  }

  private static short[] tone(int hz, int rateHz, int samples) {
    short[] pcm = new short[samples];
    for (int i = 0; i < samples; i++) {
      pcm[i] = (short) Math.round(10_000 * Math.sin(2 * Math.PI * hz * i / rateHz));
    }
    return pcm;
  }

  private static double rms(short[] pcm, int from, int until) {
    double energy = 0;
    for (int i = from; i < until; i++) {
      energy += (double) pcm[i] * pcm[i];
    }
    return Math.sqrt(energy / (until - from));
  }
}
