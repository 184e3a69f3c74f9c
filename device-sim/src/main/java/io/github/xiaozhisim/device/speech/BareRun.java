package io.github.xiaozhisim.device.speech;

import io.github.xiaozhisim.device.opus.OpusPacket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits Opus packets that follow each other without lengths. A packet can only end where the next begins, that is
 * where the first byte of the file (TOC) comes again, or at the end of the file. Which of these places are ends is
 * decided by the packets themselves:
 *
 * <ul>
 *   <li>One SILK frame a packet (what devices send): {@link PacketEnd} tells from the range coder whether a packet ends
 *       at a place. Of 25,000 wrong places in speech 16 passed, and only one place in 256 has a TOC to be tried at all.
 *       Of the ways through the file that are left, the one with the most packets that prove themselves is taken, so
 *       that one wrong end does not survive: what follows it would have to be wrong as well.
 *   <li>Several frames in a packet (CELT and hybrid of 60 ms): the second byte, which says how many, comes again too,
 *       and the lengths of the inner frames must fit and be alike. All of the 370 packets tried were found.
 *   <li>One CELT or hybrid frame a packet: nothing tells, as a decoder uses whatever length it is given. Taken only if
 *       all packets have the same length.
 * </ul>
 *
 * A file that cannot be split so is refused: a wrong packet is worse than none. Packets of one byte (silence that is
 * not transmitted) prove nothing by themselves; they are taken where everything around them fits, and are the weak
 * spot: of 5,000 packets tried, speech and silence, two were cut wrongly, both by one byte beside such a packet, where
 * the two ways sound the same. The search costs about 40 decodings for a packet, 30 ms for a second of speech.
 */
final class BareRun {

  private static final int MAX_SILK_BYTES = 512;
  private static final int MAX_PACKET_BYTES = 1275 * 6;
  private static final int MAX_DECODES_PER_BYTE = 6;
  private static final int VARIABLE_LENGTHS = 0x80;
  private static final int PADDED = 0x40;
  private static final int UNREACHED = Integer.MIN_VALUE;

  /** More bytes than this have hardly ever quiet in them. */
  private static final int MAX_QUIET_BYTES = 60;

  /** Score of a packet of one byte in the middle of speech. */
  private static final int LONELY_SINGLE = -6;

  /** Best score of a packet whose last byte could be a packet of one byte. */
  private static final int ENDS_LIKE_SINGLE = 2;

  private final byte[] file;
  private final byte toc;
  private final boolean several;
  private final PacketEnd packetEnd;
  private final int[] scores;
  private final int[] cameFrom;

  private BareRun(byte[] file) {
    this.file = file;
    this.toc = file[0];
    several = (toc & 3) == 3;
    packetEnd = new PacketEnd(file);
    scores = new int[file.length + 1];
    cameFrom = new int[file.length + 1];
  }

  /** The packets of a file; {@code name} is for messages. */
  static List<byte[]> split(byte[] file, String name) throws SpeechFormatException {
    List<byte[]> packets = new BareRun(file).split();
    if (packets.isEmpty()) {
      throw new SpeechFormatException(
          name
              + " is "
              + FileKind.UNKNOWN.description()
              + ": neither its beginning nor a"
              + " run of Opus packets could be recognised; "
              + SpeechFile.formatsTaken()
              + " (best with their lengths, as in"
              + " P3): "
              + SpeechFile.howToConvert(name));
    }
    return packets;
  }

  private List<byte[]> split() {
    if ((toc & 3) == 0 && OpusPacket.mode(toc) != OpusPacket.Mode.SILK) {
      return equalLengths();
    }
    // Nearly always the first end that fits is the true one; only if something is odd all are looked at.
    return (findWay(true) && isPlain()) || findWay(false) ? way() : List.of();
  }

  /** Goes through the places a packet can begin at, from the front; true if the end of the file is reached. */
  private boolean findWay(boolean firstEndOnly) {
    Arrays.fill(scores, UNREACHED);
    scores[0] = 0;
    long budget = packetEnd.decodes() + 10_000 + (long) file.length * MAX_DECODES_PER_BYTE;
    for (int at = 0; at < file.length && packetEnd.decodes() < budget; at++) {
      if (scores[at] == UNREACHED) {
        continue;
      }
      if (!several && mayBegin(at, at + 1)) {
        reach(at, at + 1, isInSilence(at) ? 0 : LONELY_SINGLE);
        if (at + 2 < file.length && file[at + 2] == toc) {
          // In the middle of silence: a packet that begins with three TOC bytes is not to be expected.
          continue;
        }
      }
      int last = Math.min(file.length, at + (several ? MAX_PACKET_BYTES : MAX_SILK_BYTES));
      for (int end = at + 2; end <= last; end++) {
        if (mayBegin(at, end)) {
          int proof = several ? structure(at, end) : packetEnd.proof(at, end);
          if (proof != PacketEnd.NOT_AN_END) {
            reach(at, end, file[end - 1] == toc ? Math.min(proof, ENDS_LIKE_SINGLE) : proof);
          }
          if (firstEndOnly && proof == PacketEnd.PROVED && file[end - 1] != toc) {
            break;
          }
        }
      }
    }
    return scores[file.length] > 0;
  }

  /** Whether the way found has no packet of one byte where none is expected. */
  private boolean isPlain() {
    for (int end = file.length; end > 0; end = cameFrom[end]) {
      if (end - cameFrom[end] == 1 && !isInSilence(cameFrom[end])) {
        return false;
      }
    }
    return true;
  }

  /** Packets of one byte come in rows and after small ones; another is rather the last byte of the one before. */
  private boolean isInSilence(int at) {
    return at - cameFrom[at] <= MAX_QUIET_BYTES || (at + 2 < file.length && file[at + 2] == toc);
  }

  private void reach(int at, int end, int proof) {
    if (scores[at] + proof > scores[end]) {
      scores[end] = scores[at] + proof;
      cameFrom[end] = at;
    }
  }

  private List<byte[]> way() {
    List<byte[]> packets = new ArrayList<>();
    for (int end = file.length; end > 0; end = cameFrom[end]) {
      packets.addFirst(Arrays.copyOfRange(file, cameFrom[end], end));
    }
    return packets;
  }

  /** Whether the packet that begins at {@code at} can be followed by another at {@code place}, or by nothing. */
  private boolean mayBegin(int at, int place) {
    if (place == file.length) {
      return true;
    }
    return file[place] == toc
        && (!several || (place + 1 < file.length && ((file[place + 1] ^ file[at + 1]) & 0x7F) == 0));
  }

  /**
   * Several frames: the lengths inside must fit, and the last, which is not written but what is left, must be like the
   * first.
   */
  private int structure(int at, int end) {
    if (!OpusPacket.isValid(file, at, end - at)) {
      return PacketEnd.NOT_AN_END;
    }
    int flags = file[at + 1] & 0xFF;
    int first = end - at > 2 ? file[at + 2] & 0xFF : 0;
    if ((flags & VARIABLE_LENGTHS) == 0 || (flags & PADDED) != 0 || first >= 252) {
      return PacketEnd.LIKELY;
    }
    int all = end - at - 2;
    int mean = all / (flags & 0x3F);
    return first * 2 >= mean && first <= mean * 2 ? PacketEnd.PROVED : PacketEnd.HARDLY;
  }

  /** One CELT frame each: only packets of the same length can be split. */
  private List<byte[]> equalLengths() {
    for (int length = 8; length <= Math.min(1276, file.length / 3); length++) {
      boolean fits = file.length % length == 0;
      for (int at = 0; fits && at < file.length; at += length) {
        fits = file[at] == toc;
      }
      if (fits) {
        List<byte[]> packets = new ArrayList<>();
        for (int at = 0; at < file.length; at += length) {
          packets.add(Arrays.copyOfRange(file, at, at + length));
        }
        return packets;
      }
    }
    return List.of();
  }
}
