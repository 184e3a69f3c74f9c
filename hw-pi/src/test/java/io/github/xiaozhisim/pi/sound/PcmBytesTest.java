package io.github.xiaozhisim.pi.sound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Samples and the bytes of a card. */
class PcmBytesTest {

  private static final short[] SAMPLES = {0, 1_000, -1_000, 32_767, -32_768, -1, 255};

  @ParameterizedTest
  @CsvSource({
    "1,16,false,true",
    "2,16,true,true",
    "1,24,false,true",
    "2,24,true,true",
    "6,32,false,true",
    "2,32,true,false",
    "1,16,false,false"
  })
  void shouldGiveBackWhatItWasGiven(int channels, int bits, boolean bigEndian, boolean signed) {
    PcmBytes format = new PcmBytes(channels, bits, bigEndian, signed);
    byte[] bytes = new byte[SAMPLES.length * format.frameBytes()];
    short[] mono = new short[SAMPLES.length];

    format.fromMono(SAMPLES, 0, SAMPLES.length, bytes);
    new PcmBytes(channels, bits, bigEndian, signed)
        .toMono(channels > 2 ? stereo(bytes, channels, bits) : bytes, SAMPLES.length, mono);

    assertThat(mono).containsExactly(SAMPLES);
  }

  /** What is on channels three and up is silence and counts for nothing: nothing to do. */
  private static byte[] stereo(byte[] bytes, int channels, int bits) {
    assertThat(bytes[2 * bits / 8]).as("the third of %s channels", channels).isZero();
    return bytes;
  }

  @Test
  void shouldTakeTheMostSignificantBitsOfBytes() {
    short[] mono = new short[3];

    new PcmBytes(1, 8, false, true).toMono(new byte[] {0, 100, -100}, 3, mono);
    assertThat(mono).containsExactly((short) 0, (short) 25_600, (short) -25_600);

    new PcmBytes(1, 8, false, false).toMono(new byte[] {(byte) 128, (byte) 228, 28}, 3, mono);
    assertThat(mono).containsExactly((short) 0, (short) 25_600, (short) -25_600);
  }

  @Test
  void shouldMixTwoMicrophonesAndLeaveOutAChannelWithoutOne() {
    short[] mono = new short[2];

    new PcmBytes(2, 16, false, true).toMono(new byte[] {0, 10, 0, 20, 0, 30, 0, 50}, 2, mono);
    assertThat(mono).containsExactly((short) (15 * 256), (short) (40 * 256));

    new PcmBytes(2, 16, false, true).toMono(new byte[] {0, 10, 0, 0, 0, 30, 0, 0}, 2, mono);
    assertThat(mono).as("not half as loud").containsExactly((short) (10 * 256), (short) (30 * 256));
  }

  @Test
  void shouldBeSilentInTheMiddleOfUnsignedNumbers() {
    byte[] bytes = new byte[4];

    new PcmBytes(2, 16, false, false).fromMono(new short[] {0}, 0, 1, bytes);

    assertThat(bytes).containsExactly(0, (byte) 0x80, 0, (byte) 0x80);
  }
}
