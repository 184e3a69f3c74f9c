package io.github.xiaozhisim.device.speech;

import io.github.xiaozhisim.device.opus.OpusPacket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of raw Opus packets, without any container. Layouts with lengths are tried first: one fits only if it cuts the
 * file exactly, without a rest, into packets that are all valid Opus of the same length and channels; for two packets
 * or more an accident is out of the question. A file without lengths is left to {@link BareRun}.
 *
 * @param layout how the packets lie in the file
 * @param packets in order; each is exactly one packet
 */
public record OpusPacketFile(Layout layout, List<byte[]> packets) {

  /** How packets lie in a file. */
  public enum Layout {
    /** xiaozhi P3, and framing version 3 of the wire: type, reserved, 16-bit big-endian length. */
    P3(4, 2, 2, true),
    /** Framing version 2 of the wire: version, type, reserved, time stamp, 32-bit big-endian length. */
    FRAMING_2(16, 12, 4, true),
    /** What opus_demo writes: 32-bit big-endian length, the encoder's final range. */
    OPUS_DEMO(8, 0, 4, true),
    LENGTH_16_BIG_ENDIAN(2, 0, 2, true),
    LENGTH_16_LITTLE_ENDIAN(2, 0, 2, false),
    LENGTH_32_BIG_ENDIAN(4, 0, 4, true),
    LENGTH_32_LITTLE_ENDIAN(4, 0, 4, false),
    /** Packets one after the other with nothing between them. */
    BARE(0, 0, 0, true);

    private final int headerBytes;
    private final int lengthAt;
    private final int lengthBytes;
    private final boolean bigEndian;

    Layout(int headerBytes, int lengthAt, int lengthBytes, boolean bigEndian) {
      this.headerBytes = headerBytes;
      this.lengthAt = lengthAt;
      this.lengthBytes = lengthBytes;
      this.bigEndian = bigEndian;
    }

    private long length(byte[] file, int at) {
      long length = 0;
      for (int i = 0; i < lengthBytes; i++) {
        int place = bigEndian ? i : lengthBytes - 1 - i;
        length = (length << 8) | (file[at + lengthAt + place] & 0xFF);
      }
      return length;
    }

    /** What the header has besides the length, where it is known. */
    private boolean headerFits(byte[] file, int at) {
      return switch (this) {
        case P3 -> file[at] == 0;
        case FRAMING_2 -> file[at] == 0 && file[at + 1] == 2 && file[at + 2] == 0 && file[at + 3] == 0;
        default -> true;
      };
    }
  }

  public OpusPacketFile {
    packets = List.copyOf(packets);
  }

  /**
   * Splits a file into its packets.
   *
   * @param name for messages
   * @throws SpeechFormatException if no layout fits, or the file cannot be split with certainty
   */
  public static OpusPacketFile read(byte[] file, String name) throws SpeechFormatException {
    for (Layout layout : Layout.values()) {
      if (layout != Layout.BARE) {
        List<byte[]> packets = split(file, layout);
        if (packets != null) {
          return new OpusPacketFile(layout, packets);
        }
      }
    }
    return new OpusPacketFile(Layout.BARE, BareRun.split(file, name));
  }

  /** The file's packets if it has this layout to the last byte, else null. */
  private static @Nullable List<byte[]> split(byte[] file, Layout layout) {
    List<byte[]> packets = new ArrayList<>();
    for (int at = 0; at < file.length; ) {
      if (file.length - at < layout.headerBytes || !layout.headerFits(file, at)) {
        return null;
      }
      long length = layout.length(file, at);
      int from = at + layout.headerBytes;
      if (length > file.length - from || !OpusPacket.isValid(file, from, (int) length)) {
        return null;
      }
      byte[] packet = Arrays.copyOfRange(file, from, from + (int) length);
      if (!packets.isEmpty() && !alike(packets.getFirst(), packet)) {
        return null;
      }
      packets.add(packet);
      at = from + (int) length;
    }
    return packets;
  }

  private static boolean alike(byte[] a, byte[] b) {
    return OpusPacket.durationMicros(a) == OpusPacket.durationMicros(b)
        && OpusPacket.channels(a[0]) == OpusPacket.channels(b[0]);
  }
}
