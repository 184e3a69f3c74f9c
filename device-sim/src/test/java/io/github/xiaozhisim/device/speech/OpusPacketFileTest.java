package io.github.xiaozhisim.device.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.device.opus.OpusEncoder;
import io.github.xiaozhisim.device.speech.OpusPacketFile.Layout;
import io.github.xiaozhisim.hal.Payload;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpusPacketFileTest {

  private static List<Clip> utterances() {
    return Corpus.builtIn().utterances().stream().filter(clip -> clip.durationMillis() < 2_000).toList();
  }

  @ParameterizedTest
  @MethodSource("utterances")
  void shouldSplitABareRunIntoItsTruePackets(Clip clip) throws SpeechFormatException {
    List<byte[]> packets = bytes(clip);

    OpusPacketFile read = OpusPacketFile.read(SoundFiles.bare(packets), "a.raw");

    assertThat(read.layout()).isEqualTo(Layout.BARE);
    assertThat(read.packets()).usingRecursiveComparison().isEqualTo(packets);
  }

  @Test
  void shouldSplitABareRunWithSilenceInIt() throws SpeechFormatException {
    short[] pcm = new short[16_000 * 3];
    Random random = new Random(8);
    for (int i = 16_000; i < 24_000; i++) {
      pcm[i] = (short) (random.nextGaussian() * 2_000);
    }
    List<byte[]> packets = Clips.encode(pcm, new OpusEncoder(16_000));
    assertThat(packets).anyMatch(packet -> packet.length == 1);

    assertThat(OpusPacketFile.read(SoundFiles.bare(packets), "a.raw").packets())
        .usingRecursiveComparison().isEqualTo(packets);
  }

  @Test
  void shouldSplitABareRunOfSeveralFramesAPacket() throws SpeechFormatException {
    for (Clip clip : Corpus.builtIn().answers()) {
      List<byte[]> packets = bytes(clip);

      assertThat(OpusPacketFile.read(SoundFiles.bare(packets), "a.raw").packets()).as(clip.name())
          .usingRecursiveComparison().isEqualTo(packets);
    }
  }

  @Test
  void shouldTellLayoutsWithLengthsApart() throws SpeechFormatException {
    List<byte[]> packets = bytes(utterances().getFirst());

    assertRead(SoundFiles.p3(packets), Layout.P3, packets);
    assertRead(SoundFiles.lengthPrefixed(packets, 2, ByteOrder.BIG_ENDIAN), Layout.LENGTH_16_BIG_ENDIAN, packets);
    assertRead(SoundFiles.lengthPrefixed(packets, 2, ByteOrder.LITTLE_ENDIAN), Layout.LENGTH_16_LITTLE_ENDIAN, packets);
    assertRead(SoundFiles.lengthPrefixed(packets, 4, ByteOrder.LITTLE_ENDIAN), Layout.LENGTH_32_LITTLE_ENDIAN, packets);
    // A 32-bit big-endian length below 65536 is byte for byte a P3 header.
    assertRead(SoundFiles.lengthPrefixed(packets, 4, ByteOrder.BIG_ENDIAN), Layout.P3, packets);
  }

  @Test
  void shouldRefuseWhatCannotBeSplitWithCertainty() {
    Random random = new Random(9);
    List<byte[]> celt = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      byte[] packet = new byte[40 + random.nextInt(40)];
      random.nextBytes(packet);
      packet[0] = (byte) 0xB8;
      celt.add(packet);
    }
    byte[] noise = new byte[5_000];
    random.nextBytes(noise);

    for (byte[] file : List.of(SoundFiles.bare(celt), noise, new byte[1_000], new byte[] {0x58})) {
      assertThatThrownBy(() -> OpusPacketFile.read(file, "a.raw")).isInstanceOf(SpeechFormatException.class)
          .hasMessageContaining("a.raw").hasMessageContaining("ffmpeg");
    }
  }

  private static void assertRead(byte[] file, Layout layout, List<byte[]> packets) throws SpeechFormatException {
    OpusPacketFile read = OpusPacketFile.read(file, "a.raw");
    assertThat(read.layout()).isEqualTo(layout);
    assertThat(read.packets()).usingRecursiveComparison().isEqualTo(packets);
  }

  private static List<byte[]> bytes(Clip clip) {
    return clip.packets().stream().map(Payload::bytes).toList();
  }
}
