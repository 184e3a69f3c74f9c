package io.github.xiaozhisim.device.opus;

import io.github.jaredmdobson.concentus.OpusException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes mono PCM of Opus packets, whatever they hold: any mode, any length up to 120 ms, mono or stereo. One decoder is
 * one stream. Not for several threads.
 */
public final class OpusDecoder {

  private static final int MAX_PACKET_MILLIS = 120;
  private static final int FULL_RATE_HZ = 48_000;

  private final io.github.jaredmdobson.concentus.OpusDecoder decoder;
  private final int rateHz;
  private byte[] previous = {};
  private @Nullable FullRate fullRate;

  /**
   * A decoder that gives samples at {@code rateHz}, whatever rate the packets were made from.
   *
   * @throws IllegalArgumentException for a rate other than 8, 12, 16, 24 or 48 kHz
   */
  public OpusDecoder(int rateHz) {
    if (!OpusPacket.isOpusRate(rateHz)) {
      throw new IllegalArgumentException("Opus has no sample rate of " + rateHz + " Hz");
    }
    this.rateHz = rateHz;
    decoder = newDecoder(rateHz);
  }

  public int rateHz() {
    return rateHz;
  }

  /** Samples of the longest packet there can be: the length of a buffer that always suffices. */
  public int maxSamples() {
    return rateHz / 1000 * MAX_PACKET_MILLIS;
  }

  /**
   * Decodes one packet.
   *
   * @param out takes the samples from index 0 on
   * @return how many samples
   * @throws OpusDecodeException if the packet is not valid Opus or holds more samples than {@code out} takes; the
   *     decoder stays usable
   */
  public int decode(byte[] packet, int offset, int length, short[] out) throws OpusDecodeException {
    if (!OpusPacket.isValid(packet, offset, length)) {
      throw new OpusDecodeException("not an Opus packet (" + length + " bytes)");
    }
    int samples = samples(packet, offset, length, rateHz);
    if (samples > out.length) {
      throw new OpusDecodeException(
          "the packet holds " + samples + " samples, more than the " + out.length + " expected");
    }
    if (fullRate == null && rateHz != FULL_RATE_HZ) {
      if (OpusPacket.mode(packet[offset]) == OpusPacket.Mode.HYBRID) {
        fullRate = new FullRate(previous);
      } else {
        previous = Arrays.copyOfRange(packet, offset, offset + length);
      }
    }
    FullRate full = fullRate;
    return full != null
        ? full.decode(packet, offset, length, out)
        : decode(decoder, packet, offset, length, out, samples);
  }

  /** Decodes a whole array; see {@link #decode(byte[], int, int, short[])}. */
  public int decode(byte[] packet, short[] out) throws OpusDecodeException {
    return decode(packet, 0, packet.length, out);
  }

  /**
   * State of the range coder after the last packet. Two decoders that read the same symbols agree on it, whatever
   * sound they made of them.
   */
  public int finalRange() {
    FullRate full = fullRate;
    return full != null ? full.decoder.getFinalRange() : decoder.getFinalRange();
  }

  /** Forgets what was decoded: the next packet begins a new stream. */
  public void reset() {
    decoder.resetState();
    fullRate = null;
    previous = new byte[0];
  }

  /**
   * The codec gives silence for hybrid packets at every rate but 48 kHz (concentus 1.0.2). From the first such packet
   * on a stream is therefore decoded at 48 kHz and its rate changed here; that makes it 1.5 ms later.
   */
  private final class FullRate {
    private final io.github.jaredmdobson.concentus.OpusDecoder decoder = newDecoder(FULL_RATE_HZ);
    private final short[] pcm = new short[FULL_RATE_HZ / 1000 * MAX_PACKET_MILLIS];
    private final Decimator decimator = new Decimator(FULL_RATE_HZ / rateHz, pcm.length);

    /** {@code before} is the packet before the first, so that the decoder is not new to the stream; may be empty. */
    FullRate(byte[] before) throws OpusDecodeException {
      if (before.length > 0) {
        decode(before, 0, before.length, new short[maxSamples()]);
      }
    }

    int decode(byte[] packet, int offset, int length, short[] out) throws OpusDecodeException {
      int samples = OpusDecoder.decode(
          decoder, packet, offset, length, pcm, samples(packet, offset, length, FULL_RATE_HZ));
      return decimator.process(pcm, samples, out);
    }
  }

  private static int samples(byte[] packet, int offset, int length, int rateHz) {
    return (int) ((long) OpusPacket.durationMicros(packet, offset, length) * rateHz / 1_000_000);
  }

  private static io.github.jaredmdobson.concentus.OpusDecoder newDecoder(int rateHz) {
    try {
      return new io.github.jaredmdobson.concentus.OpusDecoder(rateHz, 1);
    } catch (OpusException e) {
      throw new IllegalArgumentException("no Opus decoder for " + rateHz + " Hz", e);
    }
  }

  private static int decode(io.github.jaredmdobson.concentus.OpusDecoder decoder, byte[] packet, int offset, int length,
      short[] out, int samples) throws OpusDecodeException {
    try {
      return decoder.decode(packet, offset, length, out, 0, samples, false);
    } catch (OpusException e) {
      throw new OpusDecodeException("not decodable: " + e.getMessage());
    } catch (RuntimeException | AssertionError e) {
      // The codec is a translation from C: on nonsense it may leave its arrays. Its state is not to be trusted then.
      decoder.resetState();
      throw new OpusDecodeException("not decodable: " + e);
    }
  }
}
