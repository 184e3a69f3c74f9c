package io.github.xiaozhisim.device.opus;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusBandwidth;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusMode;
import java.io.ByteArrayOutputStream;

/**
 * Makes Opus packets of other lengths than the firmware's 60 ms, as codec chips do that encode by themselves. Opus has
 * no frame of 30 ms, so a packet holds several frames of 10 ms. One encoder is one stream. Not for several threads.
 */
public final class ChipEncoder {

  private static final int FRAME_MILLIS = 10;
  private static final int RATE_HZ = 16_000;
  private static final int FRAME_SAMPLES = RATE_HZ / 1000 * FRAME_MILLIS;
  private static final int MAX_FRAMES = 12;

  /** Of the first byte: several frames follow, and a byte that says how many. */
  private static final int CODE_MANY = 3;

  /** Of that second byte: each frame but the last has a length of its own. */
  private static final int LENGTHS_DIFFER = 0x80;

  private final io.github.jaredmdobson.concentus.OpusEncoder encoder;
  private final int frames;
  private final byte[] buffer = new byte[1275];

  /**
   * @param packetMillis 10 to 120, a multiple of 10
   */
  public ChipEncoder(int packetMillis) {
    if (packetMillis < FRAME_MILLIS || packetMillis % FRAME_MILLIS != 0 || packetMillis > MAX_FRAMES * FRAME_MILLIS) {
      throw new IllegalArgumentException("a packet has 10, 20, … 120 ms, not " + packetMillis);
    }
    this.frames = packetMillis / FRAME_MILLIS;
    try {
      encoder = new io.github.jaredmdobson.concentus.OpusEncoder(RATE_HZ, 1, OpusApplication.OPUS_APPLICATION_VOIP);
    } catch (OpusException e) {
      throw new IllegalStateException("no Opus encoder for " + RATE_HZ + " Hz", e);
    }
    encoder.setComplexity(0);
    encoder.setUseVBR(true);
    encoder.setForceMode(OpusMode.MODE_SILK_ONLY); // frames of one packet must be of one kind
    encoder.setBandwidth(OpusBandwidth.OPUS_BANDWIDTH_WIDEBAND);
  }

  /** What it takes samples at. */
  public int rateHz() {
    return RATE_HZ;
  }

  /** Samples in a packet, at 16 kHz. */
  public int packetSamples() {
    return frames * FRAME_SAMPLES;
  }

  /** Encodes {@link #packetSamples()} mono samples from {@code offset} on. */
  public byte[] encode(short[] pcm, int offset) {
    ByteArrayOutputStream lengths = new ByteArrayOutputStream(2 * frames);
    ByteArrayOutputStream data = new ByteArrayOutputStream(64 * frames);
    int kind = -1;
    for (int i = 0; i < frames; i++) {
      int length = encodeFrame(pcm, offset + i * FRAME_SAMPLES);
      if (kind >= 0 && kind != (buffer[0] & 0xFC)) {
        throw new IllegalStateException("frames of two kinds in one packet");
      }
      kind = buffer[0] & 0xFC;
      if (i < frames - 1) {
        writeLength(lengths, length - 1);
      }
      data.write(buffer, 1, length - 1);
    }
    ByteArrayOutputStream packet = new ByteArrayOutputStream(2 + lengths.size() + data.size());
    packet.write(kind | CODE_MANY);
    packet.write(LENGTHS_DIFFER | frames);
    packet.writeBytes(lengths.toByteArray());
    packet.writeBytes(data.toByteArray());
    return packet.toByteArray();
  }

  private int encodeFrame(short[] pcm, int offset) {
    try {
      return encoder.encode(pcm, offset, FRAME_SAMPLES, buffer, 0, buffer.length);
    } catch (OpusException e) {
      throw new IllegalStateException("the Opus encoder failed on a valid frame: " + e.getMessage(), e);
    }
  }

  /** One byte up to 251, two above, as RFC 6716 has it. */
  private static void writeLength(ByteArrayOutputStream out, int length) {
    if (length < 252) {
      out.write(length);
    } else {
      out.write(252 + (length & 3));
      out.write((length - 252 - (length & 3)) / 4);
    }
  }
}
