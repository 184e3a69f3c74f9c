package io.github.xiaozhisim.device.opus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusMode;
import io.github.xiaozhisim.device.speech.Corpus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpusCodecTest {

  @Test
  void shouldEncodeSpeechAsTheFirmwareDoes() throws OpusDecodeException {
    List<byte[]> said = Corpus.builtIn().utterances().getFirst().packets().stream().map(p -> p.bytes()).toList();
    OpusDecoder decoder = new OpusDecoder(16_000);
    OpusEncoder encoder = new OpusEncoder(16_000);
    short[] pcm = new short[decoder.maxSamples()];
    for (byte[] packet : said) {
      decoder.decode(packet, pcm);
      byte[] again = encoder.encode(pcm, 0, 960);
      assertThat(OpusPacket.describe(again)).isEqualTo("SILK/WB 60ms ch1");
      assertThat(again[0]).isEqualTo((byte) 0x58);
      assertThat(again.length).isLessThan(300);
    }
  }

  @Test
  void shouldStopTransmittingInSilence() {
    OpusEncoder encoder = new OpusEncoder(16_000);
    int bytes = 0;
    for (int i = 0; i < 100; i++) {
      bytes += encoder.encode(new short[960], 0, 960).length;
    }

    assertThat(bytes / 100.0).as("bytes a packet").isLessThan(10);
    assertThat(encoder.encode(new short[960], 0, 960).length).isLessThan(30);
  }

  @Test
  void shouldRefuseAFrameOfAnotherLength() {
    OpusEncoder encoder = new OpusEncoder(16_000);

    assertThatThrownBy(() -> encoder.encode(new short[960], 0, 959))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("960 samples");
    assertThatThrownBy(() -> encoder.encode(new short[960], 1, 960)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new OpusEncoder(44_100)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new OpusDecoder(11_025)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 12_000, 16_000, 24_000, 48_000})
  void shouldDecodeHybridPacketsAtEveryRate(int rateHz) throws Exception {
    List<byte[]> packets = packets(48_000, 1, OpusMode.MODE_HYBRID);
    assertThat(OpusPacket.mode(packets.get(5)[0])).isEqualTo(OpusPacket.Mode.HYBRID);

    assertThat(loudness(packets, rateHz)).isCloseTo(8_000 / Math.sqrt(2), within(300.0));
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 16_000, 24_000, 48_000})
  void shouldMixStereoPacketsToMono(int rateHz) throws Exception {
    for (OpusMode mode : List.of(OpusMode.MODE_CELT_ONLY, OpusMode.MODE_HYBRID)) {
      List<byte[]> packets = packets(48_000, 2, mode);
      assertThat(OpusPacket.channels(packets.get(5)[0])).isEqualTo(2);

      assertThat(loudness(packets, rateHz)).as("%s", mode).isCloseTo(8_000 / Math.sqrt(2), within(400.0));
    }
  }

  @Test
  void shouldKeepTheLengthWhenAStreamTurnsHybrid() throws Exception {
    List<byte[]> packets = new ArrayList<>(packets(16_000, 1, OpusMode.MODE_SILK_ONLY));
    packets.addAll(packets(48_000, 1, OpusMode.MODE_HYBRID));
    packets.addAll(packets(16_000, 1, OpusMode.MODE_SILK_ONLY));
    OpusDecoder decoder = new OpusDecoder(16_000);
    short[] out = new short[decoder.maxSamples()];
    for (byte[] packet : packets) {
      assertThat(decoder.decode(packet, out)).isEqualTo(320);
    }
  }

  @Test
  void shouldReportPacketsThatHoldMoreThanExpectedAndGoOn() throws OpusDecodeException {
    byte[] packet = new OpusEncoder(16_000).encode(new short[960], 0, 960);
    OpusDecoder decoder = new OpusDecoder(16_000);

    assertThatThrownBy(() -> decoder.decode(packet, new short[959])).isInstanceOf(OpusDecodeException.class)
        .hasMessageContaining("960");
    assertThatThrownBy(() -> decoder.decode(new byte[0], new short[960])).isInstanceOf(OpusDecodeException.class);
    assertThat(decoder.decode(packet, new short[960])).isEqualTo(960);
  }

  @Test
  void shouldSurviveAnyBytes() throws OpusDecodeException {
    Random random = new Random(2);
    OpusDecoder decoder = new OpusDecoder(16_000);
    short[] out = new short[decoder.maxSamples()];
    int decoded = 0;
    for (int i = 0; i < 1_500; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      try {
        decoded += decoder.decode(noise, out) > 0 ? 1 : 0;
      } catch (OpusDecodeException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
    assertThat(decoded).isPositive();
    byte[] good = new OpusEncoder(16_000).encode(new short[960], 0, 960);
    assertThat(decoder.decode(good, out)).isEqualTo(960);
  }

  /** One second of a 500 Hz tone with an amplitude of 8000, in 20 ms packets. */
  private static List<byte[]> packets(int rateHz, int channels, OpusMode mode) throws Exception {
    var encoder = new io.github.jaredmdobson.concentus.OpusEncoder(
        rateHz, channels, OpusApplication.OPUS_APPLICATION_AUDIO);
    encoder.setBitrate(48_000);
    encoder.setForceMode(mode);
    encoder.setForceChannels(channels);
    int frame = rateHz / 50;
    short[] pcm = new short[frame * channels];
    byte[] buffer = new byte[1500];
    List<byte[]> packets = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      for (int k = 0; k < frame; k++) {
        short value = (short) (8_000 * Math.sin(2 * Math.PI * 500 * (i * frame + k) / rateHz));
        Arrays.fill(pcm, k * channels, (k + 1) * channels, value);
      }
      packets.add(Arrays.copyOf(buffer, encoder.encode(pcm, 0, frame, buffer, 0, buffer.length)));
    }
    return packets;
  }

  private static double loudness(List<byte[]> packets, int rateHz) throws OpusDecodeException {
    OpusDecoder decoder = new OpusDecoder(rateHz);
    short[] out = new short[decoder.maxSamples()];
    double energy = 0;
    int samples = 0;
    for (int i = 0; i < packets.size(); i++) {
      int got = decoder.decode(packets.get(i), out);
      assertThat(got).isEqualTo(rateHz / 50);
      for (int k = 0; i >= 10 && k < got; k++) {
        energy += (double) out[k] * out[k];
        samples++;
      }
    }
    return Math.sqrt(energy / samples);
  }
}
