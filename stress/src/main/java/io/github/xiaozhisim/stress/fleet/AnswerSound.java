package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.opus.OpusDecodeException;
import io.github.xiaozhisim.device.opus.OpusDecoder;
import io.github.xiaozhisim.hal.Payload;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes packets audible as they were heard: a WAV file of 16 kHz and 16 bits, with silence where the loudspeaker had none. */
final class AnswerSound {

  /** What is heard later of an answer is left out. */
  static final long LONGEST_NANOS = 10_000_000_000L;

  private static final int RATE_HZ = 16_000;
  private static final int HEADER_BYTES = 44;
  private static final int SAMPLE_BYTES = 2;

  private AnswerSound() {}

  /** A whole WAV file; what cannot be decoded is silent. */
  static Payload wav(List<AnswerTape.Sound> sounds) {
    short[] samples = new short[(int) (LONGEST_NANOS * RATE_HZ / 1_000_000_000L)];
    OpusDecoder decoder = new OpusDecoder(RATE_HZ);
    short[] decoded = new short[decoder.maxSamples()];
    long zeroNanos = sounds.isEmpty() ? 0 : sounds.getFirst().startNanos();
    int end = 0;
    for (AnswerTape.Sound sound : sounds) {
      int from = (int) Math.round((sound.startNanos() - zeroNanos) / 1e9 * RATE_HZ);
      int length = Math.min(decode(decoder, sound.packet(), decoded), samples.length - from);
      if (from >= 0 && length > 0) {
        System.arraycopy(decoded, 0, samples, from, length);
        end = Math.max(end, from + length);
      }
    }
    return Payload.once(file(samples, end));
  }

  private static int decode(OpusDecoder decoder, byte[] packet, short[] to) {
    try {
      return decoder.decode(packet, to);
    } catch (OpusDecodeException | RuntimeException e) {
      decoder.reset();
      return 0; // the ears have counted it
    }
  }

  private static byte[] file(short[] samples, int count) {
    int bytes = count * SAMPLE_BYTES;
    ByteBuffer file = ByteBuffer.allocate(HEADER_BYTES + bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(HEADER_BYTES - 8 + bytes).put(ascii("WAVEfmt ")).putInt(16);
    file.putShort((short) 1).putShort((short) 1); // integers, one channel
    file.putInt(RATE_HZ).putInt(RATE_HZ * SAMPLE_BYTES).putShort((short) SAMPLE_BYTES).putShort((short) (8 * SAMPLE_BYTES));
    file.put(ascii("data")).putInt(bytes);
    for (int i = 0; i < count; i++) {
      file.putShort(samples[i]);
    }
    return file.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
