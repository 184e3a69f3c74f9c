package io.github.xiaozhisim.device.audio;

import io.github.xiaozhisim.device.opus.OpusDecodeException;
import io.github.xiaozhisim.device.opus.OpusDecoder;
import io.github.xiaozhisim.device.opus.OpusPacket;
import io.github.xiaozhisim.device.signal.Resampler;
import io.github.xiaozhisim.hal.audio.AudioOutput;
import io.github.xiaozhisim.hal.audio.OpusOutput;
import io.github.xiaozhisim.hal.audio.PcmOutput;
import org.jspecify.annotations.Nullable;

/**
 * The way of a packet from the decode queue to either kind of speaker. Decoder and resampler exist only on boards that
 * need them.
 *
 * <p>The decoder of a robust device runs at a rate of its own: an Opus stream decodes at any Opus rate, and the rate in
 * a server's hello is not to be trusted (some echo the device's own). A strict one does what the hello says.
 */
final class Playback {

  /** Longest packet Opus allows. */
  private static final int MAX_PACKET_MILLIS = 120;

  private final AudioOutput output;
  private final DecoderFormat format;
  private @Nullable PcmPath pcm;
  private long decodeErrors;

  /** {@code codecRateHz} is the rate that the decoder is made for at boot. */
  Playback(AudioOutput output, boolean robust, int codecRateHz) {
    this.output = output;
    this.format = new DecoderFormat(robust, codecRateHz);
  }

  boolean wantsBytes() {
    return output instanceof PcmOutput || (output instanceof OpusOutput opus && opus.wantsBytes());
  }

  boolean hasRoom() {
    return output.hasRoom();
  }

  /**
   * Hands a packet to the speaker; false, and counted, when it could not be decoded. // firmware: logged, skipped, no
   * concealment
   *
   * @param durationMicros 0 for what is no Opus packet by its header
   * @param pair as {@link DecoderFormat#pair} has it
   */
  boolean play(byte @Nullable [] packet, int durationMicros, int pair) {
    boolean decodable = format.accepts(pair) && durationMicros > 0 && format.holds(durationMicros);
    boolean played =
        decodable
            && switch (output) {
              case OpusOutput opus -> {
                opus.play(packet, durationMicros);
                yield true;
              }
              case PcmOutput speaker -> path(speaker).play(speaker, packet == null ? new byte[0] : packet);
            };
    if (!played) {
      decodeErrors++;
    }
    return played;
  }

  private PcmPath path(PcmOutput speaker) {
    PcmPath path = pcm;
    int rateHz = format.decodeRateHz() == 0 ? usualRateHz(speaker.rateHz()) : format.decodeRateHz();
    if (path == null || path.decoder.rateHz() != rateHz) {
      path = new PcmPath(rateHz, speaker.rateHz());
      pcm = path;
    }
    return path;
  }

  private static int usualRateHz(int outputRateHz) {
    return OpusPacket.isOpusRate(outputRateHz) ? outputRateHz : 48_000;
  }

  /** Forgets the decoder's memory and what has not been heard. */
  void reset() {
    output.flush();
    PcmPath path = pcm;
    if (path != null) {
      path.decoder.reset();
    }
  }

  boolean drained() {
    return output.drained();
  }

  long decodeErrors() {
    return decodeErrors;
  }

  /** Packets to samples at the speaker's rate. */
  private final class PcmPath {
    private final OpusDecoder decoder;
    private final @Nullable Resampler resampler;
    private final short[] samples;
    private final short[] converted;

    PcmPath(int decodeRateHz, int outputRateHz) {
      decoder = new OpusDecoder(decodeRateHz);
      resampler = decodeRateHz == outputRateHz ? null : new Resampler(decodeRateHz, outputRateHz);
      samples = new short[decodeRateHz / 1000 * MAX_PACKET_MILLIS];
      converted = resampler == null ? samples : new short[resampler.maxOutput(samples.length)];
    }

    boolean play(PcmOutput speaker, byte[] packet) {
      int decoded;
      try {
        decoded = decoder.decode(packet, samples);
      } catch (OpusDecodeException e) {
        return false;
      }
      if (resampler == null) {
        speaker.play(samples, decoded);
      } else {
        speaker.play(converted, resampler.process(samples, 0, decoded, converted, 0));
      }
      return true;
    }
  }
}
