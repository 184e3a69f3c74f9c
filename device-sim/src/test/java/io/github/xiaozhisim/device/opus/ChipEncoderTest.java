package io.github.xiaozhisim.device.opus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Clips;
import io.github.xiaozhisim.device.speech.Corpus;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets of codec chips, which are shorter than the firmware's. */
class ChipEncoderTest {

  private static short[] tone(int samples) {
    short[] pcm = new short[samples];
    for (int i = 0; i < samples; i++) {
      pcm[i] = (short) (8_000 * Math.sin(2 * Math.PI * 300 * i / 16_000));
    }
    return pcm;
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20, 30, 60, 120})
  void shouldMakePacketsOfEveryLengthThatADecoderUnderstands(int millis) throws OpusDecodeException {
    ChipEncoder encoder = new ChipEncoder(millis);
    OpusDecoder decoder = new OpusDecoder(16_000);
    short[] pcm = tone(encoder.packetSamples() * 10);
    short[] heard = new short[decoder.maxSamples()];
    double loudest = 0;
    for (int i = 0; i < pcm.length; i += encoder.packetSamples()) {
      byte[] packet = encoder.encode(pcm, i);
      assertThat(OpusPacket.durationMicros(ByteBuffer.wrap(packet), 0, packet.length)).isEqualTo(millis * 1_000);
      int samples = decoder.decode(packet, heard);
      assertThat(samples).isEqualTo(encoder.packetSamples());
      for (int s = 0; s < samples; s++) {
        loudest = Math.max(loudest, Math.abs(heard[s]));
      }
    }
    assertThat(loudest).isBetween(5_000.0, 12_000.0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 25, 130})
  void shouldRefuseLengthsThatCannotBe(int millis) {
    assertThatThrownBy(() -> new ChipEncoder(millis)).hasMessageContaining("not " + millis);
  }

  @Test
  void shouldSayAClipInPacketsOfThirtyMilliseconds() {
    Clip clip = Corpus.builtIn().utterances().getFirst();
    Clip byChip = Clips.byChip(clip, 30);
    assertThat(byChip.frameMillis()).isEqualTo(30);
    assertThat(byChip.packets()).hasSize(clip.packets().size() * 2);
    assertThat(byChip.durationMillis()).isEqualTo(clip.durationMillis());
    assertThat(byChip.firstVoicedMillis()).isCloseTo(clip.firstVoicedMillis(), within(60.0));
    assertThat(byChip.lastVoicedMillis()).isCloseTo(clip.lastVoicedMillis(), within(60.0));
    assertThat(byChip.transcript()).isEqualTo(clip.transcript());
  }
}
