package io.github.xiaozhisim.device.speech;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Files as other programs write them, for tests. */
final class SoundFiles {

  private SoundFiles() {}

  /** A WAV file whose channels all hold {@code pcm}; 32 bits may be integers or floats. */
  static byte[] wav(short[] pcm, int rateHz, int channels, int bits, boolean floats, boolean extensible) {
    int frameBytes = channels * bits / 8;
    int formatBytes = extensible ? 40 : 16;
    ByteBuffer out = ByteBuffer.allocate(12 + 8 + formatBytes + 8 + 4 + 8 + pcm.length * frameBytes)
        .order(ByteOrder.LITTLE_ENDIAN);
    out.put(ascii("RIFF")).putInt(out.capacity() - 8).put(ascii("WAVE"));
    out.put(ascii("fmt ")).putInt(formatBytes);
    short format = (short) (floats ? 3 : 1);
    out.putShort(extensible ? (short) 0xFFFE : format).putShort((short) channels).putInt(rateHz)
        .putInt(rateHz * frameBytes).putShort((short) frameBytes).putShort((short) bits);
    if (extensible) {
      out.putShort((short) 22).putShort((short) bits).putInt(0).putShort(format)
          .put(new byte[] {0, 0, 0, 0, 16, 0, (byte) 0x80, 0, 0, (byte) 0xAA, 0, 0x38, (byte) 0x9B, 0x71});
    }
    out.put(ascii("LIST")).putInt(3).put(new byte[] {1, 2, 3, 0});
    out.put(ascii("data")).putInt(pcm.length * frameBytes);
    for (short sample : pcm) {
      for (int c = 0; c < channels; c++) {
        switch (bits) {
          case 8 -> out.put((byte) ((sample >> 8) + 128));
          case 16 -> out.putShort(sample);
          case 24 -> out.put((byte) 0).putShort(sample);
          default -> {
            if (floats) {
              out.putFloat(sample / 32768f);
            } else {
              out.putInt(sample << 16);
            }
          }
        }
      }
    }
    return out.array();
  }

  static byte[] wav(short[] pcm, int rateHz, int channels) {
    return wav(pcm, rateHz, channels, 16, false, false);
  }

  /** xiaozhi's P3: type, reserved, 16-bit length. */
  static byte[] p3(List<byte[]> packets) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] packet : packets) {
      out.writeBytes(new byte[] {0, 0, (byte) (packet.length >> 8), (byte) packet.length});
      out.writeBytes(packet);
    }
    return out.toByteArray();
  }

  /** Packets behind lengths of 2 or 4 bytes. */
  static byte[] lengthPrefixed(List<byte[]> packets, int lengthBytes, ByteOrder order) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] packet : packets) {
      ByteBuffer length = ByteBuffer.allocate(lengthBytes).order(order);
      out.writeBytes(
          lengthBytes == 2 ? length.putShort((short) packet.length).array() : length.putInt(packet.length).array());
      out.writeBytes(packet);
    }
    return out.toByteArray();
  }

  /** Packets and nothing else. */
  static byte[] bare(List<byte[]> packets) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    packets.forEach(out::writeBytes);
    return out.toByteArray();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
