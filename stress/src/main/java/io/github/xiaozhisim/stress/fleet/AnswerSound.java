package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.opus.OpusDecodeException;
import io.github.xiaozhisim.device.opus.OpusDecoder;
import io.github.xiaozhisim.device.speech.WavBytes;
import io.github.xiaozhisim.hal.Payload;
import java.util.List;

/**
 * Makes packets audible as they were heard: a WAV file of 16 kHz and 16 bits, with
 * silence where the loudspeaker had none.
 */
final class AnswerSound {

  /** What is heard later of an answer is left out. */
  static final long LONGEST_NANOS = 10_000_000_000L;

  private static final int RATE_HZ = 16_000;

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
    return Payload.once(WavBytes.of(samples, end, RATE_HZ));
  }

  private static int decode(OpusDecoder decoder, byte[] packet, short[] to) {
    try {
      return decoder.decode(packet, to);
    } catch (OpusDecodeException | RuntimeException e) {
      decoder.reset();
      return 0; // the ears have counted it
    }
  }
}
