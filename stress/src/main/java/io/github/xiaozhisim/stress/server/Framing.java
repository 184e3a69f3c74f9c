package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.hal.Payload;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What stands around an Opus packet in a binary message, for both directions. Version 1 is the packet alone; 2 has a
 * header of 16 bytes with a time stamp, 3 one of 4 bytes. All numbers are big-endian.
 */
enum Framing {
  VERSION_1(0),
  VERSION_2(16),
  VERSION_3(4);

  private final int headerBytes;

  Framing(int headerBytes) {
    this.headerBytes = headerBytes;
  }

  int version() {
    return ordinal() + 1;
  }

  /** Versions that do not exist are taken as 1. */
  static Framing of(int version) {
    return version == 2 ? VERSION_2 : version == 3 ? VERSION_3 : VERSION_1;
  }

  /**
   * Moves position and limit to the packet inside.
   *
   * @return false if the header is cut off or promises more bytes than there are; the buffer is then of no use
   */
  boolean unwrap(ByteBuffer message) {
    if (this == VERSION_1) {
      return true;
    }
    message.order(ByteOrder.BIG_ENDIAN);
    int at = message.position();
    if (message.remaining() < headerBytes) {
      return false;
    }
    long size = this == VERSION_2 ? message.getInt(at + 12) & 0xFFFFFFFFL : message.getShort(at + 2) & 0xFFFF;
    if (size > message.remaining() - headerBytes) {
      return false;
    }
    message.position(at + headerBytes).limit(at + headerBytes + (int) size);
    return true;
  }

  /** The message for a packet that many sessions send; made once for each packet and version. */
  Payload wrap(Payload packet) {
    return switch (this) {
      case VERSION_1 -> packet;
      case VERSION_2 -> packet.variant(Payload.Variant.FRAMING_2, p -> Payload.shared(wrapped(p.bytes(), p.length())));
      case VERSION_3 -> packet.variant(Payload.Variant.FRAMING_3, p -> Payload.shared(wrapped(p.bytes(), p.length())));
    };
  }

  /** A message whose header says {@code size}, whatever is in it. */
  byte[] wrapped(byte[] packet, int size) {
    ByteBuffer message = ByteBuffer.allocate(headerBytes + packet.length);
    switch (this) {
      case VERSION_1 -> {}
      case VERSION_2 -> message.putShort((short) 2).putShort((short) 0).putInt(0).putInt(0).putInt(size);
      case VERSION_3 -> message.put((byte) 0).put((byte) 0).putShort((short) size);
    }
    return message.put(packet).array();
  }
}
