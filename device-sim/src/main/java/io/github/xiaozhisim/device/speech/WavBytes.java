package io.github.xiaozhisim.device.speech;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Samples as a WAV file that every program plays: mono, integers of 16 bits. Pure functions. */
public final class WavBytes {

  private static final int HEADER_BYTES = 44;
  private static final int SAMPLE_BYTES = 2;

  private WavBytes() {}

  /** The whole file for the first {@code count} of {@code samples}. */
  public static byte[] of(short[] samples, int count, int rateHz) {
    int bytes = count * SAMPLE_BYTES;
    ByteBuffer file = ByteBuffer.allocate(HEADER_BYTES + bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(HEADER_BYTES - 8 + bytes).put(ascii("WAVEfmt ")).putInt(16);
    file.putShort((short) 1).putShort((short) 1); // integers, one channel
    file.putInt(rateHz)
        .putInt(rateHz * SAMPLE_BYTES)
        .putShort((short) SAMPLE_BYTES)
        .putShort((short) (8 * SAMPLE_BYTES));
    file.put(ascii("data")).putInt(bytes);
    file.asShortBuffer().put(samples, 0, count);
    return file.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
