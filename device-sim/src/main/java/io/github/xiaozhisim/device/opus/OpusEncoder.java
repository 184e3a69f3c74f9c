package io.github.xiaozhisim.device.opus;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusException;
import java.util.Arrays;

/**
 * Makes Opus packets of mono PCM. One encoder is one stream: it remembers what it has heard. Not for several threads.
 *
 * <p>The first {@link #lookaheadSamples()} samples that a decoder gives back come before the first sample put in, so
 * what is heard is that much later than what was said.
 */
public final class OpusEncoder {

  /** Length of a frame on every xiaozhi device. */
  public static final int FRAME_MILLIS = 60;

  /** The encoder chooses the bitrate itself, as the firmware lets it. */
  public static final int AUTOMATIC_BITRATE = 0;

  private static final int MAX_PACKET_BYTES = 1275 * 3 + 8;

  private final io.github.jaredmdobson.concentus.OpusEncoder encoder;
  private final int rateHz;
  private final byte[] buffer = new byte[MAX_PACKET_BYTES];

  /** An encoder as in the firmware, at {@code rateHz} (8, 12, 16, 24 or 48 kHz; devices use 16 kHz). */
  public OpusEncoder(int rateHz) {
    this(rateHz, AUTOMATIC_BITRATE);
  }

  /**
   * An encoder as in the firmware but for its bitrate.
   *
   * @param bitsPerSecond 6000 or more, or {@link #AUTOMATIC_BITRATE}
   * @throws IllegalArgumentException for a rate that Opus does not have
   */
  public OpusEncoder(int rateHz, int bitsPerSecond) {
    if (!OpusPacket.isOpusRate(rateHz)) {
      throw new IllegalArgumentException("Opus has no sample rate of " + rateHz + " Hz");
    }
    this.rateHz = rateHz;
    try {
      encoder = new io.github.jaredmdobson.concentus.OpusEncoder(
          rateHz, 1, OpusApplication.OPUS_APPLICATION_AUDIO);
    } catch (OpusException e) {
      throw new IllegalArgumentException("no Opus encoder for " + rateHz + " Hz", e);
    }
    // firmware: application AUDIO, complexity 0, VBR, DTX on, FEC off, automatic bitrate
    encoder.setComplexity(0);
    encoder.setUseVBR(true);
    encoder.setUseDTX(true);
    encoder.setUseInbandFEC(false);
    if (bitsPerSecond != AUTOMATIC_BITRATE) {
      encoder.setBitrate(bitsPerSecond);
    }
  }

  public int rateHz() {
    return rateHz;
  }

  /** Samples in a frame: 960 at 16 kHz. */
  public int frameSamples() {
    return rateHz / 1000 * FRAME_MILLIS;
  }

  /** How many samples a decoder's output is behind this encoder's input; 6.5 ms. */
  public int lookaheadSamples() {
    return encoder.getLookahead();
  }

  /**
   * Encodes one frame.
   *
   * @param pcm mono samples, of which {@code frameSamples} from {@code offset} on are read
   * @param frameSamples must be {@link #frameSamples()}
   * @return one packet, 1 byte (discontinuous transmission, silence) to a few hundred
   * @throws IllegalArgumentException for a frame of another length, or one that reaches beyond {@code pcm}
   */
  public byte[] encode(short[] pcm, int offset, int frameSamples) {
    // firmware: a frame of another size is refused, not padded
    if (frameSamples != frameSamples()) {
      throw new IllegalArgumentException(
          "a frame has " + frameSamples() + " samples at " + rateHz + " Hz, not " + frameSamples);
    }
    if (offset < 0 || offset > pcm.length - frameSamples) {
      throw new IllegalArgumentException("a frame at " + offset + " does not fit into " + pcm.length + " samples");
    }
    try {
      int length = encoder.encode(pcm, offset, frameSamples, buffer, 0, buffer.length);
      return Arrays.copyOf(buffer, length);
    } catch (OpusException e) {
      throw new IllegalStateException("the Opus encoder failed on a valid frame: " + e.getMessage(), e);
    }
  }

  /** Forgets what was heard: the next frame begins a new stream. */
  public void reset() {
    encoder.resetState();
  }
}
