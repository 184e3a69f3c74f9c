package io.github.xiaozhisim.device.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OggOpusFileTest {

  private final List<byte[]> packets = packets(130);
  private final OggOpusFile written = OggOpusFile.ofMono(16_000, 104, packets);
  private final byte[] bytes = written.toBytes(List.of("TITLE=几点了"));

  @Test
  void shouldReadWhatItWrote() throws SpeechFormatException {
    OggOpusFile read = OggOpusFile.read(bytes, "a.opus");

    assertThat(read.packets()).usingRecursiveComparison().isEqualTo(packets);
    assertThat(read.channels()).isEqualTo(1);
    assertThat(read.inputRateHz()).isEqualTo(16_000);
    assertThat(read.preSkip48k()).isEqualTo(312);
    assertThat(read.length48k()).isEqualTo(130L * 2_880 - 312);
    assertThat(written.toBytes(List.of("TITLE=几点了"))).isEqualTo(bytes);
  }

  @Test
  void shouldNoticeEveryChangedByte() {
    for (int at = 0; at < bytes.length; at += 7) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 0x10;
      assertThatThrownBy(() -> OggOpusFile.read(damaged, "a.opus")).as("byte %d", at)
          .isInstanceOf(SpeechFormatException.class).hasMessageStartingWith("a.opus is ");
    }
  }

  @Test
  void shouldSayThatAFileIsCutOff() {
    assertThatThrownBy(() -> OggOpusFile.read(Arrays.copyOf(bytes, bytes.length - 3), "a.opus"))
        .isInstanceOf(SpeechFormatException.class).hasMessageContaining("cut off");
    assertThatThrownBy(() -> OggOpusFile.read(Arrays.copyOf(bytes, 47), "a.opus"))
        .isInstanceOf(SpeechFormatException.class).hasMessageContaining("cut off");
  }

  @Test
  void shouldWriteLongPacketsAndPacketsOfAWholeSegment() throws SpeechFormatException {
    List<byte[]> long255 = List.of(packet(255), packet(510), packet(1_276), packet(254), packet(1));

    OggOpusFile read = OggOpusFile.read(OggOpusFile.ofMono(16_000, 104, long255).toBytes(List.of()), "a.opus");

    assertThat(read.packets()).usingRecursiveComparison().isEqualTo(long255);
  }

  private static List<byte[]> packets(int count) {
    Random random = new Random(7);
    List<byte[]> packets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] packet = packet(1 + random.nextInt(200));
      packets.add(packet);
    }
    return packets;
  }

  private static byte[] packet(int length) {
    byte[] packet = new byte[length];
    new Random(length).nextBytes(packet);
    packet[0] = 0x58;
    return packet;
  }
}
