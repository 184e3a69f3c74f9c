package io.github.xiaozhisim.device.opus;

import io.github.jaredmdobson.concentus.OpusException;

/**
 * Makes mono PCM of Opus packets, whatever they hold: any mode, any length up to 120 ms, mono or stereo. One decoder is
 * one stream. Not for several threads.
 */
public final class OpusDecoder {

  private static final int MAX_PACKET_MILLIS = 120;

  private final io.github.jaredmdobson.concentus.OpusDecoder decoder;
  private final int rateHz;

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
    try {
      decoder = new io.github.jaredmdobson.concentus.OpusDecoder(rateHz, 1);
    } catch (OpusException e) {
      throw new IllegalArgumentException("no Opus decoder for " + rateHz + " Hz", e);
    }
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
    int samples = (int) ((long) OpusPacket.durationMicros(packet, offset, length) * rateHz / 1_000_000);
    if (samples > out.length) {
      throw new OpusDecodeException("the packet holds " + samples + " samples, more than the " + out.length + " expected");
    }
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

  /** Decodes a whole array; see {@link #decode(byte[], int, int, short[])}. */
  public int decode(byte[] packet, short[] out) throws OpusDecodeException {
    return decode(packet, 0, packet.length, out);
  }

  /**
   * State of the range coder after the last packet. Two decoders that read the same symbols agree on it, whatever
   * sound they made of them.
   */
  public int finalRange() {
    return decoder.getFinalRange();
  }

  /** Forgets what was decoded: the next packet begins a new stream. */
  public void reset() {
    decoder.resetState();
  }
}
