package io.github.xiaozhisim.device.speech;

import io.github.xiaozhisim.device.opus.OpusDecodeException;
import io.github.xiaozhisim.device.opus.OpusDecoder;
import io.github.xiaozhisim.device.opus.OpusPacket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Splits Opus packets that follow each other without lengths. A packet can only end where the next begins, that is where
 * the first byte of the file (TOC) comes again, or at the end of the file. Which of these places is an end is decided by
 * the packet itself:
 *
 * <ul>
 *   <li>SILK: the range coder of a packet needs every byte up to its last and none after it. So a decoder ends in the
 *       same state whatever byte follows the packet, and in another state if a bit of the last byte is changed. Cut too
 *       early, what follows matters; cut too late, the last byte does not. Of 25,000 wrong ends of speech packets 16
 *       passed, and only one place in 256 has a TOC to be tried at all; what is wrong then soon meets a place where
 *       nothing fits, and the search takes it back.
 *   <li>Several frames in a packet (CELT and hybrid of 60 ms): the packet has a second byte that comes again too, and
 *       the lengths of the inner frames must fit.
 *   <li>One CELT or hybrid frame a packet: there is no such sign, as the decoder uses whatever length it is given.
 *       Accepted only if all packets have the same length.
 * </ul>
 *
 * A file that cannot be split with this certainty is refused: a wrong packet would be worse than none. Measured on 2,000
 * packets of speech: every packet was found, none was wrong.
 */
final class BareRun {

  private static final int MAX_PACKET_BYTES = 1275 * 3 + 8;
  private static final int MAX_STEPS_PER_PACKET = 40;

  private static final byte[] NO_BYTES = new byte[4];

  private final byte[] file;
  private final byte toc;
  private final OpusDecoder decoder = new OpusDecoder(8_000);
  private final short[] scratch = new short[decoder.maxSamples()];
  private final byte[] candidate = new byte[MAX_PACKET_BYTES + NO_BYTES.length];

  private BareRun(byte[] file) {
    this.file = file;
    this.toc = file[0];
  }

  /** The packets of a file; {@code name} is for messages. */
  static List<byte[]> split(byte[] file, String name) throws SpeechFormatException {
    if (OpusPacket.isValid(file, 0, Math.min(file.length, 2)) || file.length > 2) {
      List<byte[]> packets = new BareRun(file).split();
      if (!packets.isEmpty()) {
        return packets;
      }
    }
    throw new SpeechFormatException(name + " is " + FileKind.UNKNOWN.description() + ": neither its beginning nor a"
        + " run of Opus packets could be recognised; " + SpeechFile.formatsTaken() + " (best with their lengths, as in"
        + " P3): " + SpeechFile.howToConvert(name));
  }

  private List<byte[]> split() {
    boolean several = (toc & 3) == 3;
    if (!several && (toc & 3) == 0 && OpusPacket.mode(toc) != OpusPacket.Mode.SILK) {
      return equalLengths();
    }
    BitSet failed = new BitSet(file.length);
    List<Integer> starts = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    int at = 0;
    int after = 0;
    long steps = 0;
    while (at < file.length) {
      if (++steps > 100 + (long) file.length * MAX_STEPS_PER_PACKET / 10) {
        return List.of();
      }
      int end = failed.get(at) ? -1 : nextEnd(at, after, several);
      if (end >= 0) {
        starts.add(at);
        ends.add(end);
        at = end;
        after = end;
        continue;
      }
      failed.set(at);
      if (starts.isEmpty()) {
        return List.of();
      }
      at = starts.removeLast();
      after = ends.removeLast();
    }
    List<byte[]> packets = new ArrayList<>(starts.size());
    for (int i = 0; i < starts.size(); i++) {
      packets.add(Arrays.copyOfRange(file, starts.get(i), ends.get(i)));
    }
    return packets;
  }

  /**
   * The first place after {@code after} at which the packet that begins at {@code at} can end, or -1. The end after a
   * single byte (silence that is not transmitted) proves nothing and is therefore offered last.
   */
  private int nextEnd(int at, int after, boolean several) {
    int single = at + 1;
    if (after == single) {
      return -1;
    }
    int last = Math.min(file.length, at + MAX_PACKET_BYTES);
    for (int end = Math.max(after, single) + 1; end <= last; end++) {
      if (mayBegin(at, end, several) && !failsAsPacket(at, end, several)) {
        return end;
      }
    }
    return !several && mayBegin(at, single, false) ? single : -1;
  }

  /** Whether another packet can begin at {@code place}, or the file ends there. */
  private boolean mayBegin(int at, int place, boolean several) {
    if (place == file.length) {
      return true;
    }
    return file[place] == toc && (!several || place + 1 < file.length && file[place + 1] == file[at + 1]);
  }

  private boolean failsAsPacket(int at, int end, boolean several) {
    int length = end - at;
    if (!OpusPacket.isValid(file, at, length)) {
      return true;
    }
    if (several) {
      return false;
    }
    System.arraycopy(file, at, candidate, 0, length);
    return !endsExactly(length);
  }

  /**
   * Whether {@link #candidate} is a packet of {@code length} bytes, allowing for two habits of encoders: zeros at the
   * end are left away, and now and then the last byte is not needed.
   */
  private boolean endsExactly(int length) {
    if (isTight(length)) {
      return true;
    }
    boolean lastByteNotNeeded = length > 2 && range(length - 1) == range(length) && ignoresWhatFollows(length);
    if (lastByteNotNeeded && isTight(length - 1)) {
      return true;
    }
    System.arraycopy(NO_BYTES, 0, candidate, length, NO_BYTES.length);
    return isTight(length + 1) || isTight(length + 2);
  }

  /** Whether a decoder needs all of these bytes and none after them. */
  private boolean isTight(int length) {
    return needsLastByte(length) && ignoresWhatFollows(length);
  }

  private boolean ignoresWhatFollows(int length) {
    int alone = range(length);
    byte kept = candidate[length];
    candidate[length] = 0;
    boolean ignores = range(length + 1) == alone;
    candidate[length] = (byte) 0xFF;
    ignores = ignores && range(length + 1) == alone;
    candidate[length] = kept;
    return ignores;
  }

  private boolean needsLastByte(int length) {
    int alone = range(length);
    byte kept = candidate[length - 1];
    boolean needs = false;
    for (int bit = 0x80; bit != 0 && !needs; bit >>= 1) {
      candidate[length - 1] = (byte) (kept ^ bit);
      needs = range(length) != alone;
    }
    candidate[length - 1] = kept;
    return needs;
  }

  private int range(int length) {
    try {
      decoder.reset();
      decoder.decode(candidate, 0, length, scratch);
      return decoder.finalRange();
    } catch (OpusDecodeException e) {
      return -1 - length;
    }
  }

  /** One CELT frame each: only a constant bitrate can be split. */
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
