package io.github.xiaozhisim.device.speech;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The Ogg container (RFC 3533): packets in pages, pages with a checksum. Reads the first logical stream of a physical
 * one and writes a single stream. Knows nothing of Opus.
 */
final class OggPages {

  private static final int HEADER_BYTES = 27;
  private static final int FLAG_CONTINUED = 1;
  private static final int FLAG_FIRST = 2;
  private static final int FLAG_LAST = 4;
  private static final int[] CRC = crcTable();

  /** A stream as read: its packets, and the position that its last page gives. */
  record Stream(List<byte[]> packets, long granule) {}

  private OggPages() {}

  /** Reads the stream whose first page comes first. */
  static Stream read(byte[] file, String name) throws SpeechFormatException {
    List<byte[]> packets = new ArrayList<>();
    ByteArrayOutputStream partial = new ByteArrayOutputStream();
    long granule = 0;
    int serial = 0;
    int expected = 0;
    boolean ended = false;
    for (int at = 0; at < file.length; ) {
      int segments = at + HEADER_BYTES <= file.length ? file[at + 26] & 0xFF : 0;
      int body = at + HEADER_BYTES + segments;
      int end = body;
      for (int i = 0; i < segments && body <= file.length; i++) {
        end += file[at + HEADER_BYTES + i] & 0xFF;
      }
      if (at + HEADER_BYTES > file.length || end > file.length) {
        throw new SpeechFormatException(
            name + " is cut off: its last Ogg page is not complete; copy or record it again");
      }
      int page = expected;
      if (!isPage(file, at)) {
        throw new SpeechFormatException(name + " is damaged: no Ogg page where page " + page + " should begin");
      }
      if (checksum(file, at, end) != int32(file, at + 22)) {
        throw new SpeechFormatException(name + " is damaged: the checksum of Ogg page " + page + " is wrong");
      }
      int flags = file[at + 5];
      int pageSerial = int32(file, at + 14);
      if (at == 0) {
        serial = pageSerial;
      }
      if (pageSerial == serial && !ended) {
        if (int32(file, at + 18) != expected || (flags & FLAG_CONTINUED) != 0 != partial.size() > 0) {
          throw new SpeechFormatException(name + " is damaged: Ogg page " + page + " is missing");
        }
        expected++;
        for (int i = 0, from = body; i < segments; i++) {
          int length = file[at + HEADER_BYTES + i] & 0xFF;
          partial.write(file, from, length);
          from += length;
          if (length < 255) {
            packets.add(partial.toByteArray());
            partial.reset();
          }
        }
        granule = (int32(file, at + 6) & 0xFFFFFFFFL) | ((long) int32(file, at + 10) << 32);
        ended = (flags & FLAG_LAST) != 0;
      }
      at = end;
    }
    if (partial.size() > 0) {
      throw new SpeechFormatException(name + " is cut off: its last packet is not complete; copy or record it again");
    }
    return new Stream(packets, granule);
  }

  /**
   * Writes one stream: every header packet on a page of its own, the others up to 50 a page.
   *
   * @param headers how many packets at the beginning are headers, which take no time
   * @param granules position after each packet
   */
  static byte[] write(int serial, List<byte[]> packets, int headers, long[] granules) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int sequence = 0;
    for (int from = 0; from < packets.size(); ) {
      int until = from;
      int segments = 0;
      int most = from < headers ? 1 : 50;
      while (until < packets.size() && until - from < most && segments + lacing(packets.get(until)) <= 255) {
        segments += lacing(packets.get(until++));
      }
      if (until == from) {
        throw new IllegalArgumentException(
            "a packet of " + packets.get(from).length + " bytes does not fit into a page");
      }
      int flags = (sequence == 0 ? FLAG_FIRST : 0) | (until == packets.size() ? FLAG_LAST : 0);
      out.writeBytes(page(flags, granules[until - 1], serial, sequence++, packets.subList(from, until), segments));
      from = until;
    }
    return out.toByteArray();
  }

  private static int lacing(byte[] packet) {
    return packet.length / 255 + 1;
  }

  private static byte[] page(int flags, long granule, int serial, int sequence, List<byte[]> packets, int segments) {
    int length = HEADER_BYTES + segments;
    for (byte[] packet : packets) {
      length += packet.length;
    }
    byte[] page = new byte[length];
    page[0] = 'O';
    page[1] = 'g';
    page[2] = 'g';
    page[3] = 'S';
    page[5] = (byte) flags;
    putInt32(page, 6, (int) granule);
    putInt32(page, 10, (int) (granule >>> 32));
    putInt32(page, 14, serial);
    putInt32(page, 18, sequence);
    page[26] = (byte) segments;
    int lace = HEADER_BYTES;
    int at = HEADER_BYTES + segments;
    for (byte[] packet : packets) {
      for (int left = packet.length; left >= 0; left -= 255) {
        page[lace++] = (byte) Math.min(255, left);
      }
      System.arraycopy(packet, 0, page, at, packet.length);
      at += packet.length;
    }
    putInt32(page, 22, checksum(page, 0, page.length));
    return page;
  }

  private static boolean isPage(byte[] b, int at) {
    return b[at] == 'O' && b[at + 1] == 'g' && b[at + 2] == 'g' && b[at + 3] == 'S' && b[at + 4] == 0;
  }

  /** Checksum of a page, its checksum field counted as 0. */
  private static int checksum(byte[] b, int from, int end) {
    int crc = 0;
    for (int i = from; i < end; i++) {
      int value = i - from >= 22 && i - from < 26 ? 0 : b[i] & 0xFF;
      crc = crc << 8 ^ CRC[crc >>> 24 ^ value];
    }
    return crc;
  }

  private static int[] crcTable() {
    int[] table = new int[256];
    for (int i = 0; i < 256; i++) {
      int r = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        r = r < 0 ? r << 1 ^ 0x04C11DB7 : r << 1;
      }
      table[i] = r;
    }
    return table;
  }

  static int int32(byte[] b, int at) {
    return (b[at] & 0xFF) | ((b[at + 1] & 0xFF) << 8) | ((b[at + 2] & 0xFF) << 16) | (b[at + 3] << 24);
  }

  static void putInt32(byte[] b, int at, int value) {
    b[at] = (byte) value;
    b[at + 1] = (byte) (value >> 8);
    b[at + 2] = (byte) (value >> 16);
    b[at + 3] = (byte) (value >> 24);
  }
}
