package io.github.xiaozhisim.device.speech;

import io.github.xiaozhisim.device.opus.OpusDecodeException;
import io.github.xiaozhisim.device.opus.OpusDecoder;
import io.github.xiaozhisim.device.opus.OpusPacket;

/**
 * Tells whether a packet of one SILK frame ends at a given place. The range coder needs every byte of a packet up to
 * its last, and none after it. So a decoder ends in the same state whatever byte follows the packet, and in another
 * state if its last byte is another. Cut too early, what follows matters; cut too late, the rest is read as a redundant
 * part whose last bytes do not matter.
 */
final class PacketEnd {

  /** The packet does not end here. */
  static final int NOT_AN_END = Integer.MIN_VALUE;

  /** It can end here, but it would be a strange packet. */
  static final int HARDLY = 1;

  /** It ends here if the encoder left zeros away, as it may, or added a byte that is not needed. */
  static final int LIKELY = 4;

  /** It ends exactly here. */
  static final int PROVED = 7;

  private static final int SPARE_BYTES = 4;
  private static final int[] BIT_CHANGES = {0xFF, 0x80, 0x40, 0x20, 0x10, 8, 4, 2, 1};

  private final byte[] file;
  private final OpusDecoder decoder = new OpusDecoder(8_000);
  private final short[] scratch = new short[decoder.maxSamples()];
  private final byte[] packet;
  private long decodes;

  PacketEnd(byte[] file) {
    this.file = file;
    packet = new byte[Math.min(file.length, 2_000) + SPARE_BYTES];
  }

  /** How often the decoder was asked: the cost of this search. */
  long decodes() {
    return decodes;
  }

  /** How sure it is that the bytes from {@code at} to before {@code end} are one packet. */
  int proof(int at, int end) {
    int length = end - at;
    if (length < 2 || length > packet.length - SPARE_BYTES || !OpusPacket.isValid(file, at, length)) {
      return NOT_AN_END;
    }
    System.arraycopy(file, at, packet, 0, length);
    for (int i = 0; i < SPARE_BYTES; i++) {
      packet[length + i] = 0;
    }
    int state = state(length);
    if (length > 6 && state(length - 4) == state && state(length - 3) == state && state(length - 2) == state) {
      return NOT_AN_END;
    }
    if (isTight(length)) {
      return PROVED;
    }
    boolean oneTooMany = length > 2 && state(length - 1) == state && ignoresWhatFollows(length);
    if (oneTooMany && isTight(length - 1)) {
      return LIKELY;
    }
    return isTight(length + 1) || isTight(length + 2) ? LIKELY : NOT_AN_END;
  }

  /** Whether a decoder needs all of these bytes and none after them. */
  private boolean isTight(int length) {
    return ignoresWhatFollows(length) && needsLastByte(length);
  }

  private boolean ignoresWhatFollows(int length) {
    int alone = state(length);
    byte kept = packet[length];
    packet[length] = (byte) 0xFF;
    boolean ignores = state(length + 1) == alone;
    packet[length] = 0;
    ignores = ignores && state(length + 1) == alone;
    packet[length] = kept;
    return ignores;
  }

  private boolean needsLastByte(int length) {
    int alone = state(length);
    byte kept = packet[length - 1];
    boolean needs = false;
    for (int i = 0; i < BIT_CHANGES.length && !needs; i++) {
      packet[length - 1] = (byte) (kept ^ BIT_CHANGES[i]);
      needs = state(length) != alone;
    }
    for (int value = 0; value <= 0xFF && !needs; value += 0xFF) {
      packet[length - 1] = (byte) value;
      needs = state(length) != alone;
    }
    packet[length - 1] = kept;
    return needs;
  }

  private int state(int length) {
    decodes++;
    try {
      decoder.reset();
      decoder.decode(packet, 0, length, scratch);
      return decoder.finalRange();
    } catch (OpusDecodeException e) {
      return -1 - length;
    }
  }
}
