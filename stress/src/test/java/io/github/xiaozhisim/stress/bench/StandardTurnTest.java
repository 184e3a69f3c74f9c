package io.github.xiaozhisim.stress.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.opus.OpusDecodeException;
import io.github.xiaozhisim.device.opus.OpusDecoder;
import io.github.xiaozhisim.device.opus.OpusPacket;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.SpeechFile;
import io.github.xiaozhisim.device.speech.SpeechFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packets that every program of a bench sends. */
class StandardTurnTest {

  @Test
  void shouldHavePacketsOfTheStatedNumberAndSize() {
    assertThat(StandardTurn.question()).hasSize(50).allMatch(packet -> packet.length == 60);
    assertThat(StandardTurn.answer()).hasSize(20).allMatch(packet -> packet.length == 120);
  }

  @Test
  void shouldBeSpeechThatADecoderHears() throws OpusDecodeException {
    for (List<byte[]> packets : List.of(StandardTurn.question(), StandardTurn.answer())) {
      OpusDecoder decoder = new OpusDecoder(16_000);
      short[] pcm = new short[decoder.maxSamples()];
      int loudest = 0;
      for (byte[] packet : packets) {
        assertThat(OpusPacket.isValid(packet)).isTrue();
        assertThat(OpusPacket.durationMicros(packet)).isEqualTo(60_000);
        int samples = decoder.decode(packet, pcm);
        assertThat(samples).isEqualTo(960);
        for (int i = 0; i < samples; i++) {
          loudest = Math.max(loudest, Math.abs(pcm[i]));
        }
      }
      assertThat(loudest).isGreaterThan(3_000);
    }
  }

  @Test
  void shouldReachTheFleetAsItIs(@TempDir Path folder) throws IOException, SpeechFormatException {
    Path file = Files.write(folder.resolve("question"), StandardTurn.file(StandardTurn.question()));
    Clip clip = SpeechFile.load(file);
    assertThat(clip.packets()).hasSize(50).allMatch(packet -> packet.bytes().length == 60);
    assertThat(clip.voiced()).isTrue();
  }

  @Test
  void shouldFillAPacketWithoutChangingWhatIsHeard() throws OpusDecodeException {
    byte[] packet = {(byte) 0x58, 1, 2, 3, 4, 5};
    byte[] longer = StandardTurn.padded(packet, 40);
    assertThat(longer).hasSize(40);
    short[] heard = new short[5_760];
    short[] heardLonger = new short[5_760];
    assertThat(new OpusDecoder(16_000).decode(longer, heardLonger))
        .isEqualTo(new OpusDecoder(16_000).decode(packet, heard));
    assertThat(heardLonger).isEqualTo(heard);
  }
}
