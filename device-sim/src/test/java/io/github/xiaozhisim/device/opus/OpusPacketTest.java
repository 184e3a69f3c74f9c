package io.github.xiaozhisim.device.opus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpusPacketTest {

  @ParameterizedTest(name = "TOC {0} lasts {1} us: {2}")
  @CsvSource({
    "58, 60000, SILK/WB 60ms ch1",
    "48, 20000, SILK/WB 20ms ch1",
    "00, 10000, SILK/NB 10ms ch1",
    "2C, 20000, SILK/MB 20ms ch2",
    "68, 20000, HYBRID/SWB 20ms ch1",
    "74, 10000, HYBRID/FB 10ms ch2",
    "80, 2500, CELT/NB 2.5ms ch1",
    "88, 5000, CELT/NB 5ms ch1",
    "B8, 20000, CELT/WB 20ms ch1",
    "FC, 20000, CELT/FB 20ms ch2",
  })
  void shouldReadTheTocOfASingleFrame(String hex, int micros, String description) {
    byte[] packet = {(byte) Integer.parseInt(hex, 16), 1, 2, 3};

    assertThat(OpusPacket.durationMicros(packet)).isEqualTo(micros);
    assertThat(OpusPacket.describe(packet)).isEqualTo(description);
  }

  @Test
  void shouldAddUpSeveralFrames() {
    assertThat(OpusPacket.durationMicros(new byte[] {(byte) 0xBB, 3, 0, 0, 0})).isEqualTo(60_000);
    assertThat(OpusPacket.describe(new byte[] {(byte) 0xBB, 3, 0, 0, 0})).isEqualTo("CELT/WB 3x20ms ch1");
    assertThat(OpusPacket.durationMicros(new byte[] {0x59, 1, 2})).isEqualTo(120_000);
  }

  @Test
  void shouldReadABufferAtAnIndexWithoutMovingIt() {
    ByteBuffer frame = ByteBuffer.wrap(new byte[] {0, 0, 0, 3, (byte) 0xBB, (byte) 0x83, 1}).position(2);

    assertThat(OpusPacket.durationMicros(frame, 4, 3)).isEqualTo(60_000);
    assertThat(frame.position()).isEqualTo(2);
  }

  @Test
  void shouldRefuseWhatIsNotAPacket() {
    assertThat(OpusPacket.isValid(new byte[0])).as("empty").isFalse();
    assertThat(OpusPacket.durationMicros(new byte[0])).isEqualTo(OpusPacket.INVALID);
    assertThat(OpusPacket.isValid(new byte[] {0x5B})).as("count missing").isFalse();
    assertThat(OpusPacket.isValid(new byte[] {0x5B, 3, 0, 0, 0})).as("180 ms").isFalse();
    assertThat(OpusPacket.isValid(new byte[] {0x49, 1, 2, 3})).as("two equal frames of 1.5 bytes").isFalse();
    assertThat(OpusPacket.isValid(new byte[] {0x4A, 9, 1, 2})).as("first frame longer than the packet").isFalse();
    assertThat(OpusPacket.isValid(new byte[1300])).as("frame too long").isFalse();
    assertThat(OpusPacket.describe(new byte[] {0x5B})).isEqualTo("not an Opus packet (1 bytes)");
  }

  @Test
  void shouldAcceptASingleByteOfSilence() {
    assertThat(OpusPacket.isValid(new byte[] {0x58})).isTrue();
    assertThat(OpusPacket.durationMicros(new byte[] {0x58})).isEqualTo(60_000);
  }

  @Test
  void shouldNeverFailOnNoiseAndAgreeWithItself() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] noise = new byte[random.nextInt(40)];
      random.nextBytes(noise);
      int micros = OpusPacket.durationMicros(noise);
      if (OpusPacket.isValid(noise)) {
        assertThat(micros).isBetween(2_500, 120_000);
        assertThat(OpusPacket.frameCount(noise, 0, noise.length) * OpusPacket.frameMicros(noise[0])).isEqualTo(micros);
      }
    }
  }
}
