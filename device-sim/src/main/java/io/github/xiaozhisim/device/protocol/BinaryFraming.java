package io.github.xiaozhisim.device.protocol;

import io.github.xiaozhisim.hal.Payload;
import java.nio.ByteBuffer;

/**
 * How an Opus packet is wrapped in a binary message. All integers are big-endian.
 *
 * <pre>
 * 1  the packet itself
 * 2  version:16=2  type:16=0  reserved:32  timestamp:32 (ms)  size:32   packet
 * 3  type:8=0  reserved:8  size:16   packet
 * </pre>
 *
 * <p>Reading looks at sizes only; version, type and reserved fields are ignored, as the firmware ignores them.
 * Stateless and usable by any thread and by both sides of the wire.
 */
public enum BinaryFraming {
  V1(1, 0),
  V2(2, 16),
  V3(3, 4);

  /** A version 3 packet's size has 16 bits. */
  public static final int MAX_PACKET_BYTES = 0xFFFF;

  private final int version;
  private final int headerBytes;

  BinaryFraming(int version, int headerBytes) {
    this.version = version;
    this.headerBytes = headerBytes;
  }

  /** The number in {@code Protocol-Version} and in the hello. */
  public int version() {
    return version;
  }

  public int headerBytes() {
    return headerBytes;
  }

  /** 2 and 3 are themselves; anything else is 1. // firmware: 0 and unknown versions leave the default */
  public static BinaryFraming ofVersion(int version) {
    return switch (version) {
      case 2 -> V2;
      case 3 -> V3;
      default -> V1;
    };
  }

  /**
   * The message that carries {@code packet}. For shared packets without a time stamp the result is made once.
   *
   * @param timestampMillis 0 for none; only version 2 can carry one
   */
  public Payload wrap(Payload packet, int timestampMillis) {
    return switch (this) {
      case V1 -> packet;
      case V2 ->
          timestampMillis == 0
              ? packet.variant(Payload.Variant.FRAMING_2, p -> wrapped(p, version2(p.bytes(), p.length(), 0)))
              : Payload.once(version2(packet.bytes(), packet.length(), timestampMillis));
      case V3 -> packet.variant(Payload.Variant.FRAMING_3, p -> wrapped(p, checkedVersion3(p.bytes())));
    };
  }

  private static Payload wrapped(Payload original, byte[] bytes) {
    return original.isShared() ? Payload.shared(bytes) : Payload.once(bytes);
  }

  /**
   * A message whose header says {@code announcedBytes}, whatever is in it: for who tests readers. Version 1 has no
   * header and cannot lie.
   */
  public byte[] wrapAnnouncing(byte[] packet, int announcedBytes) {
    return switch (this) {
      case V1 -> packet.clone();
      case V2 -> version2(packet, announcedBytes, 0);
      case V3 -> version3(packet, announcedBytes);
    };
  }

  private static byte[] version2(byte[] packet, int announcedBytes, int timestampMillis) {
    ByteBuffer out = ByteBuffer.allocate(16 + packet.length);
    out.putShort((short) 2).putShort((short) 0).putInt(0).putInt(timestampMillis).putInt(announcedBytes).put(packet);
    return out.array();
  }

  private static byte[] checkedVersion3(byte[] packet) {
    if (packet.length > MAX_PACKET_BYTES) {
      throw new IllegalArgumentException("a packet of " + packet.length + " bytes does not fit framing version 3");
    }
    return version3(packet, packet.length);
  }

  private static byte[] version3(byte[] packet, int announcedBytes) {
    ByteBuffer out = ByteBuffer.allocate(4 + packet.length);
    out.put((byte) 0).put((byte) 0).putShort((short) announcedBytes).put(packet);
    return out.array();
  }

  /**
   * Moves {@code message}'s position and limit to the packet in it. A packet shorter than the message is taken as
   * announced. // firmware: the announced size is trusted without a check; here it is checked
   *
   * @return what is wrong, or {@link Fault#NONE}; on a fault the buffer is unchanged
   */
  public Fault unwrap(ByteBuffer message) {
    int start = message.position();
    int available = message.remaining() - headerBytes;
    if (available < 0) {
      return Fault.TRUNCATED;
    }
    int size =
        switch (this) {
          case V1 -> available;
          case V2 -> message.getInt(start + 12);
          case V3 -> message.getShort(start + 2) & 0xFFFF;
        };
    if (size < 0 || size > available) {
      return Fault.OVERSIZE;
    }
    if (size == 0) {
      return Fault.EMPTY;
    }
    if (this == V1 && (hasHeaderOf(V2, message) || hasHeaderOf(V3, message))) {
      return Fault.OTHER_VERSION; // firmware: takes the header for a packet of 10 ms and plays noise
    }
    message.position(start + headerBytes);
    message.limit(start + headerBytes + size);
    return Fault.NONE;
  }

  /**
   * As {@link #unwrap}, and as blindly as the firmware: the announced size is believed, what is missing of it is read
   * from whatever lies behind the message (here: is missing), no packet at all is a packet, and in version 1 everything
   * is one.
   *
   * @return {@link Fault#NONE} when the buffer's position and limit are those of the packet, {@link Fault#TRUNCATED}
   *     where the header itself is read beyond the message, {@link Fault#OVERSIZE} where more is announced than fits
   *     the memory
   */
  public Fault unwrapBlindly(ByteBuffer message, int memoryBytes) {
    int start = message.position();
    int available = message.remaining() - headerBytes;
    if (available < 0) {
      return Fault.TRUNCATED;
    }
    int size =
        switch (this) {
          case V1 -> available;
          case V2 -> message.getInt(start + 12);
          case V3 -> message.getShort(start + 2) & 0xFFFF;
        };
    if (size < 0 || size > memoryBytes) {
      return Fault.OVERSIZE;
    }
    message.position(start + headerBytes);
    message.limit(start + headerBytes + Math.min(size, available));
    return Fault.NONE;
  }

  /** Whether a bare packet is none: its first bytes, were they a header, would announce exactly the rest. */
  private static boolean hasHeaderOf(BinaryFraming other, ByteBuffer message) {
    int start = message.position();
    int rest = message.remaining() - other.headerBytes;
    if (rest < 1) {
      return false;
    }
    return other == V2
        ? message.getInt(start) == 2 << 16 && message.getInt(start + 12) == rest
        : message.getInt(start) == rest;
  }

  /** The time stamp of a message, 0 where the framing has none; look before {@link #unwrap}. */
  public int timestampMillis(ByteBuffer message) {
    return this == V2 && message.remaining() >= 12 ? message.getInt(message.position() + 8) : 0;
  }

  /** What can be wrong with a binary message. */
  public enum Fault {
    NONE(""),
    /** Shorter than its header. */
    TRUNCATED("frame.truncated"),
    /** Announces more than it holds. */
    OVERSIZE("frame.oversize"),
    /** Holds no packet. */
    EMPTY("frame.empty"),
    /** Is framed, though bare packets were agreed. */
    OTHER_VERSION("frame.version");

    private final String rule;

    Fault(String rule) {
      this.rule = rule;
    }

    /** Stable name for counters. */
    public String rule() {
      return rule;
    }
  }
}
