package io.github.xiaozhisim.device.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.device.opus.OpusDecodeException;
import io.github.xiaozhisim.hal.Payload;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VoiceActivityTest {

  private static final int RATE_HZ = 16_000;

  @Test
  void shouldFindSpeechInsideSilence() throws OpusDecodeException {
    for (Clip clip : Corpus.builtIn().utterances()) {
      short[] pcm = speech(clip);
      VoiceActivity.Voiced voiced = VoiceActivity.find(surrounded(pcm, 700, 900), RATE_HZ);

      assertThat(voiced.firstMillis()).as(clip.name()).isCloseTo(700 + clip.firstVoicedMillis(), within(10.0));
      assertThat(voiced.lastMillis()).as(clip.name()).isCloseTo(700 + clip.lastVoicedMillis(), within(10.0));
    }
  }

  @ParameterizedTest(name = "noise {0}")
  @ValueSource(ints = {10, 40, 120})
  void shouldFindSpeechInNoise(int noiseRms) throws OpusDecodeException {
    for (Clip clip : Corpus.builtIn().utterances()) {
      short[] pcm = surrounded(speech(clip), 700, 900);
      Random random = new Random(4);
      for (int i = 0; i < pcm.length; i++) {
        pcm[i] = (short) (pcm[i] + random.nextGaussian() * noiseRms);
      }

      VoiceActivity.Voiced voiced = VoiceActivity.find(pcm, RATE_HZ);

      assertThat(voiced.firstMillis()).as(clip.name()).isCloseTo(700 + clip.firstVoicedMillis(), within(60.0));
      assertThat(voiced.lastMillis()).as(clip.name()).isCloseTo(700 + clip.lastVoicedMillis(), within(60.0));
    }
  }

  @Test
  void shouldFindTheSameHoweverLoudTheSpeakerIs() throws OpusDecodeException {
    short[] pcm = surrounded(speech(Corpus.builtIn().utterances().getFirst()), 300, 300);
    short[] quiet = pcm.clone();
    for (int i = 0; i < quiet.length; i++) {
      quiet[i] = (short) (quiet[i] / 8);
    }

    assertThat(VoiceActivity.find(quiet, RATE_HZ).lastMillis())
        .isCloseTo(VoiceActivity.find(pcm, RATE_HZ).lastMillis(), within(15.0));
  }

  @ParameterizedTest(name = "noise {0}")
  @ValueSource(ints = {0, 1, 30, 300, 3_000})
  void shouldNotTakeNoiseForSpeech(int noiseRms) {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      short[] noise = new short[RATE_HZ * 3];
      for (int i = 0; i < noise.length; i++) {
        noise[i] = (short) Math.max(-32_768, Math.min(32_767, 500 + random.nextGaussian() * noiseRms));
      }

      assertThat(VoiceActivity.find(noise, RATE_HZ).any()).as("seed %d", seed).isFalse();
    }
  }

  @Test
  void shouldNotTakeAToneAHumOrAClickForSpeech() {
    short[] tone = new short[RATE_HZ * 2];
    short[] hum = new short[RATE_HZ * 2];
    for (int i = 0; i < tone.length; i++) {
      tone[i] = (short) (8_000 * Math.sin(2 * Math.PI * 1_000 * i / RATE_HZ));
      hum[i] = (short) (3_000 * Math.sin(2 * Math.PI * 50 * i / RATE_HZ));
    }
    short[] click = new short[RATE_HZ * 2];
    click[RATE_HZ] = 30_000;
    click[RATE_HZ + 1] = -30_000;

    assertThat(VoiceActivity.find(tone, RATE_HZ).any()).isFalse();
    assertThat(VoiceActivity.find(hum, RATE_HZ).any()).isFalse();
    assertThat(VoiceActivity.find(click, RATE_HZ).any()).isFalse();
  }

  @Test
  void shouldTakeNothingAndVeryLittle() {
    VoiceActivity.Voiced none = VoiceActivity.find(new short[0], RATE_HZ);

    assertThat(none.any()).isFalse();
    assertThat(none.firstMillis()).isEqualTo(-1);
    assertThat(none.lastMillis()).isEqualTo(-1);
    assertThat(VoiceActivity.find(new short[100], RATE_HZ).any()).isFalse();
  }

  private static short[] speech(Clip clip) throws OpusDecodeException {
    return Clips.decode(clip.packets().stream().map(Payload::bytes).toList(), RATE_HZ);
  }

  private static short[] surrounded(short[] pcm, int beforeMillis, int afterMillis) {
    short[] all = new short[pcm.length + (beforeMillis + afterMillis) * RATE_HZ / 1_000];
    System.arraycopy(pcm, 0, all, beforeMillis * RATE_HZ / 1_000, pcm.length);
    return all;
  }
}
