package io.github.xiaozhisim.device.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WavFileTest {

  @TempDir Path folder;

  @ParameterizedTest(name = "{0} bits, float {1}, {2} channels, extensible {3}")
  @CsvSource({
    "8, false, 1, false", "16, false, 1, false", "16, false, 2, true", "24, false, 6, true", "24, false, 1, false",
    "32, false, 2, false", "32, true, 1, false", "32, true, 2, true"
  })
  void shouldReadEveryKindOfSample(int bits, boolean floats, int channels, boolean extensible) throws Exception {
    short[] pcm = new short[10_000];
    Random random = new Random(5);
    for (int i = 0; i < pcm.length; i++) {
      pcm[i] = (short) random.nextInt();
    }

    try (WavFile wav = open(SoundFiles.wav(pcm, 44_100, channels, bits, floats, extensible))) {
      assertThat(wav.rateHz()).isEqualTo(44_100);
      assertThat(wav.channels()).isEqualTo(channels);
      assertThat(wav.frames()).isEqualTo(pcm.length);
      short[] read = wav.readAll();
      assertThat(read).hasSameSizeAs(pcm);
      for (int i = 0; i < pcm.length; i++) {
        assertThat((int) read[i]).isCloseTo(pcm[i], within(bits == 8 ? 256 : floats ? 2 : 0));
      }
    }
  }

  @Test
  void shouldMixChannelsByTheirMean() throws Exception {
    byte[] file = SoundFiles.wav(new short[] {100, 100}, 16_000, 2);
    int data = file.length - 8;
    file[data] = 0; // first channel of the first frame: 100 -> 0

    try (WavFile wav = open(file)) {
      assertThat(wav.readAll()).containsExactly((short) 50, (short) 100);
    }
  }

  @Test
  void shouldTakeAFileWrittenToAPipe() throws Exception {
    byte[] file = SoundFiles.wav(new short[500], 16_000, 1);
    Arrays.fill(file, file.length - 1_004, file.length - 1_000, (byte) 0xFF);

    try (WavFile wav = open(file)) {
      assertThat(wav.frames()).isEqualTo(500);
    }
  }

  @Test
  void shouldSayHowMuchIsMissing() {
    byte[] file = SoundFiles.wav(new short[32_000], 16_000, 1);

    assertThatThrownBy(() -> open(Arrays.copyOf(file, file.length - 32_000)))
        .isInstanceOf(SpeechFormatException.class).hasMessageContaining("2.0 s").hasMessageContaining("1.0 s");
  }

  @Test
  void shouldNeverFailOtherwiseThanBySaying() throws IOException {
    byte[] good = SoundFiles.wav(new short[300], 16_000, 2, 16, false, true);
    Random random = new Random(6);
    for (int i = 0; i < 400; i++) {
      byte[] bad = Arrays.copyOf(good, random.nextInt(good.length));
      for (int k = 0; k < 4 && bad.length > 0; k++) {
        bad[random.nextInt(Math.min(80, bad.length))] = (byte) random.nextInt();
      }
      try (WavFile wav = open(bad)) {
        assertThat(wav.readAll().length).isLessThanOrEqualTo(bad.length);
      } catch (SpeechFormatException e) {
        assertThat(e.getMessage()).contains("speech.wav");
      }
    }
  }

  private WavFile open(byte[] bytes) throws SpeechFormatException, IOException {
    Path file = folder.resolve("speech.wav");
    Files.write(file, bytes);
    return WavFile.open(file);
  }
}
