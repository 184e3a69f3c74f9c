package io.github.xiaozhisim.device.opus;

import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * What an Opus packet says about itself, without decoding it (RFC 6716, section 3). All methods are pure and allocate
 * nothing, {@link #describe} excepted. A packet's first byte is its TOC: five bits of configuration, one for stereo,
 * two for how many frames follow.
 */
public final class OpusPacket {

  /** Which part of the codec made the packet. */
  public enum Mode {
    SILK,
    HYBRID,
    CELT
  }

  /** How much of the spectrum it carries. */
  public enum Bandwidth {
    /** Narrow: up to 4 kHz. */
    NB,
    /** Medium: up to 6 kHz. */
    MB,
    /** Wide: up to 8 kHz, all that 16 kHz can carry. */
    WB,
    /** Super-wide: up to 12 kHz. */
    SWB,
    /** Full: up to 20 kHz. */
    FB
  }

  /** Returned where a duration was asked and the packet has none. */
  public static final int INVALID = -1;

  private static final int MAX_FRAME_BYTES = 1275;
  private static final int MAX_PACKET_MICROS = 120_000;

  private OpusPacket() {}

  /** Whether Opus can be coded from or decoded to this rate. */
  public static boolean isOpusRate(int rateHz) {
    return switch (rateHz) {
      case 8_000, 12_000, 16_000, 24_000, 48_000 -> true;
      default -> false;
    };
  }

  /** How long a packet lasts, in microseconds; {@link #INVALID} if it is empty, cut off or longer than Opus allows. */
  public static int durationMicros(byte[] packet) {
    return durationMicros(packet, 0, packet.length);
  }

  /** How long {@code length} bytes at {@code offset} last; see {@link #durationMicros(byte[])}. */
  public static int durationMicros(byte[] bytes, int offset, int length) {
    if (length < 1) {
      return INVALID;
    }
    return durationMicros(bytes[offset], length > 1 ? bytes[offset + 1] & 0x3F : 0);
  }

  /** The same for bytes in a buffer, at an absolute index; the buffer's position does not matter and does not move. */
  public static int durationMicros(ByteBuffer bytes, int index, int length) {
    if (length < 1) {
      return INVALID;
    }
    return durationMicros(bytes.get(index), length > 1 ? bytes.get(index + 1) & 0x3F : 0);
  }

  private static int durationMicros(byte toc, int countField) {
    int frames = switch (toc & 3) {
      case 0 -> 1;
      case 1, 2 -> 2;
      default -> countField;
    };
    int micros = frames * frameMicros(toc);
    return micros > 0 && micros <= MAX_PACKET_MICROS ? micros : INVALID;
  }

  /** Length of each frame in the packet: 2.5 to 60 ms. */
  public static int frameMicros(byte toc) {
    int config = (toc & 0xFF) >> 3;
    if (config < 12) {
      return switch (config & 3) {
        case 0 -> 10_000;
        case 1 -> 20_000;
        case 2 -> 40_000;
        default -> 60_000;
      };
    }
    if (config < 16) {
      return (config & 1) == 0 ? 10_000 : 20_000;
    }
    return 2_500 << (config & 3);
  }

  /** How many frames the packet holds, or {@link #INVALID}. */
  public static int frameCount(byte[] bytes, int offset, int length) {
    int micros = durationMicros(bytes, offset, length);
    return micros == INVALID ? INVALID : micros / frameMicros(bytes[offset]);
  }

  /** 1 or 2. */
  public static int channels(byte toc) {
    return (toc & 4) == 0 ? 1 : 2;
  }

  public static Mode mode(byte toc) {
    int config = (toc & 0xFF) >> 3;
    return config < 12 ? Mode.SILK : config < 16 ? Mode.HYBRID : Mode.CELT;
  }

  public static Bandwidth bandwidth(byte toc) {
    int config = (toc & 0xFF) >> 3;
    if (config < 12) {
      return switch (config >> 2) {
        case 0 -> Bandwidth.NB;
        case 1 -> Bandwidth.MB;
        default -> Bandwidth.WB;
      };
    }
    if (config < 16) {
      return config < 14 ? Bandwidth.SWB : Bandwidth.FB;
    }
    return switch ((config - 16) >> 2) {
      case 0 -> Bandwidth.NB;
      case 1 -> Bandwidth.WB;
      case 2 -> Bandwidth.SWB;
      default -> Bandwidth.FB;
    };
  }

  /**
   * Whether the bytes have the structure of one Opus packet: frame lengths inside add up, none is longer than 1275
   * bytes, all together last 120 ms at most. Most byte strings of a moderate length have; see the decoder for more.
   */
  public static boolean isValid(byte[] bytes, int offset, int length) {
    if (offset < 0 || length < 1 || offset > bytes.length - length
        || durationMicros(bytes, offset, length) == INVALID) {
      return false;
    }
    int end = offset + length;
    return switch (bytes[offset] & 3) {
      case 0 -> length - 1 <= MAX_FRAME_BYTES;
      case 1 -> (length - 1) % 2 == 0 && (length - 1) / 2 <= MAX_FRAME_BYTES;
      case 2 -> isValidPair(bytes, offset + 1, end);
      default -> length > 1 && isValidSeries(bytes, offset + 1, end);
    };
  }

  /** Whether the array is one packet; see {@link #isValid(byte[], int, int)}. */
  public static boolean isValid(byte[] packet) {
    return isValid(packet, 0, packet.length);
  }

  private static boolean isValidPair(byte[] bytes, int at, int end) {
    int first = frameLength(bytes, at, end);
    if (first < 0) {
      return false;
    }
    int second = end - at - lengthBytes(first) - first;
    return second >= 0 && second <= MAX_FRAME_BYTES;
  }

  /** {@code at} is the byte with the count of frames and the flags for padding and variable length. */
  private static boolean isValidSeries(byte[] bytes, int at, int end) {
    int flags = bytes[at++] & 0xFF;
    int count = flags & 0x3F;
    if ((flags & 0x40) != 0) {
      int more;
      do {
        if (at >= end) {
          return false;
        }
        more = bytes[at++] & 0xFF;
        end -= more == 255 ? 254 : more;
      } while (more == 255);
    }
    if ((flags & 0x80) == 0) {
      int rest = end - at;
      return rest >= 0 && rest % count == 0 && rest / count <= MAX_FRAME_BYTES;
    }
    int sum = 0;
    for (int i = 1; i < count; i++) {
      int frame = frameLength(bytes, at, end);
      if (frame < 0) {
        return false;
      }
      at += lengthBytes(frame);
      sum += frame;
    }
    int last = end - at - sum;
    return last >= 0 && last <= MAX_FRAME_BYTES;
  }

  /** The frame length written at {@code at}, or -1 if it is cut off. */
  private static int frameLength(byte[] bytes, int at, int end) {
    if (at >= end) {
      return -1;
    }
    int first = bytes[at] & 0xFF;
    if (first < 252) {
      return first;
    }
    return at + 1 < end ? first + 4 * (bytes[at + 1] & 0xFF) : -1;
  }

  private static int lengthBytes(int frameLength) {
    return frameLength < 252 ? 1 : 2;
  }

  /** For people: {@code SILK/WB 60ms ch1}, {@code CELT/FB 3x20ms ch2}; says so if it is not a packet. */
  public static String describe(byte[] packet) {
    return describe(packet, 0, packet.length);
  }

  /** The same for a part of an array. */
  public static String describe(byte[] bytes, int offset, int length) {
    if (!isValid(bytes, offset, length)) {
      return "not an Opus packet (" + length + " bytes)";
    }
    byte toc = bytes[offset];
    int count = frameCount(bytes, offset, length);
    int micros = frameMicros(toc);
    String each =
        micros % 1000 == 0 ? Integer.toString(micros / 1000) : String.format(Locale.ROOT, "%.1f", micros / 1000.0);
    return mode(toc) + "/" + bandwidth(toc) + " " + (count > 1 ? count + "x" : "") + each + "ms ch" + channels(toc);
  }
}
