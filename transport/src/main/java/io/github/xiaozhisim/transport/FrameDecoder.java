package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.network.WebSocketRequest.Manner;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of one direction of a WebSocket into messages, strictly by RFC 6455, for client and server alike; in
 * the firmware's manner with all that the firmware lets pass ({@link Manner#FIRMWARE}). Nothing is allocated for a
 * frame that arrives whole and unfragmented; a half frame waits in a buffer that goes away as soon as it is complete,
 * so an idle connection holds none.
 *
 * <p>UTF-8 of text is not checked: what a peer sends as text is for the reader of the message to judge.
 */
final class FrameDecoder {

  /** Hears what was decoded. The views are valid only during the call. */
  interface Sink {
    void text(ByteBuffer utf8);

    void binary(ByteBuffer bytes);

    void ping(byte[] payload, int length);

    /** {@code code} is 1005 when the frame had none. */
    void closeFrame(int code, String reason);

    /** The peer broke a rule; the connection must be closed with {@code code}. Nothing follows. */
    void violation(int code, String detail);
  }

  private static final int NORMAL_VIOLATION = 1002;
  private static final int TOO_BIG = 1009;
  private static final int NO_CODE = 1005;

  private final Sink sink;
  private final FrameScratch scratch;
  private final boolean maskRequired;
  private final boolean lenient;
  private final int maxMessageBytes;

  private @Nullable ByteBuf waiting;
  private boolean stopped;
  private boolean decoding;

  /** {@link Frames#TEXT} or {@link Frames#BINARY} while a fragmented message is under way, else 0. */
  private int fragmentedOpcode;

  /** What a continuation without a beginning counts as. // firmware: as the message before it */
  private int lastOpcode = Frames.TEXT;

  private byte @Nullable [] fragments;
  private int fragmentsLength;

  /** @param maskRequired on the server's side: clients must mask */
  FrameDecoder(Sink sink, FrameScratch scratch, boolean maskRequired, Manner manner, int maxMessageBytes) {
    this.sink = sink;
    this.scratch = scratch;
    this.maskRequired = maskRequired;
    this.lenient = manner == Manner.FIRMWARE;
    this.maxMessageBytes = maxMessageBytes;
  }

  /** Takes what arrived and releases it. Calls the sink for every message that is complete with it. */
  void decode(ByteBuf arrived) {
    if (stopped) {
      arrived.release();
      return;
    }
    ByteBuf bytes = arrived;
    if (waiting != null) {
      try {
        waiting.writeBytes(arrived);
      } finally {
        arrived.release();
      }
      bytes = waiting;
    }
    int missing = 0;
    decoding = true;
    try {
      missing = parse(bytes);
    } finally {
      decoding = false;
      keep(bytes, missing);
    }
  }

  /** No more messages are wanted; may be called from the sink. */
  void stop() {
    stopped = true;
    fragments = null;
  }

  /** Gives back what is held; what arrives afterwards is dropped. May be called from the sink. */
  void release() {
    stop();
    if (decoding) {
      return; // released when the frame under way is through
    }
    ByteBuf held = waiting;
    waiting = null;
    if (held != null) {
      held.release();
    }
  }

  /** True when no half frame is held. */
  boolean isEmpty() {
    return waiting == null;
  }

  @SuppressWarnings("ReferenceEquality") // whether it is the buffer that waits
  private void keep(ByteBuf bytes, int missing) {
    if (stopped || !bytes.isReadable()) {
      waiting = null;
      bytes.release();
      return;
    }
    if (bytes == waiting) {
      bytes.discardReadBytes().ensureWritable(missing);
      return;
    }
    ByteBuf rest = bytes.alloc().buffer(bytes.readableBytes() + missing);
    waiting = rest.writeBytes(bytes);
    bytes.release();
  }

  /** Reads whole frames; returns how many bytes are missing for the next, at least one. */
  private int parse(ByteBuf bytes) {
    while (!stopped) {
      int readable = bytes.readableBytes();
      if (readable < 2) {
        return 2;
      }
      int at = bytes.readerIndex();
      int first = bytes.getByte(at);
      int second = bytes.getByte(at + 1);
      int opcode = first & 0x0f;
      boolean last = first < 0;
      boolean masked = second < 0;
      int shortLength = second & 0x7f;
      if (isBroken(first, opcode, last, masked, shortLength)) {
        return 1;
      }
      int header = (shortLength < 126 ? 2 : shortLength == 126 ? 4 : 10) + (masked ? 4 : 0);
      if (readable < header) {
        return header - readable;
      }
      long length = shortLength;
      if (shortLength == 126) {
        length = bytes.getUnsignedShort(at + 2);
      } else if (shortLength == 127) {
        length = bytes.getLong(at + 2);
      }
      if (isBadLength(shortLength, length, opcode)) {
        return 1;
      }
      if (readable < header + length) {
        return (int) (header + length - readable);
      }
      int key = masked ? bytes.getInt(at + header - 4) : 0;
      bytes.skipBytes(header);
      frame(opcode, last, bytes, (int) length, key);
    }
    return 1;
  }

  private boolean isBroken(int first, int opcode, boolean last, boolean masked, int shortLength) {
    if (lenient) {
      return false;
    }
    if ((first & 0x70) != 0) {
      return violation("reserved bits set in a frame (no extension was agreed)");
    }
    if (maskRequired && !masked) {
      return violation("a client's frame without a mask");
    }
    // firmware: a client takes masked frames from a server without complaint, and so do we.
    if (opcode >= Frames.CLOSE) {
      if (opcode > Frames.PONG) {
        return violation("unknown control opcode " + opcode);
      }
      if (!last) {
        return violation("a fragmented control frame");
      }
      if (shortLength > Frames.MAX_CONTROL_BYTES) {
        return violation("a control frame of more than 125 bytes");
      }
      return false;
    }
    if (opcode > Frames.BINARY) {
      return violation("unknown opcode " + opcode);
    }
    if (opcode == Frames.CONTINUATION && fragmentedOpcode == 0) {
      return violation("a continuation frame without a beginning");
    }
    if (opcode != Frames.CONTINUATION && fragmentedOpcode != 0) {
      return violation("a new message inside a fragmented one");
    }
    return false;
  }

  private boolean isBadLength(int shortLength, long length, int opcode) {
    if (length < 0) {
      // firmware: the size wraps around and the allocation throws
      return violation(TOO_BIG, "a message of 2^63 bytes or more");
    }
    if (lenient) {
      return length > maxMessageBytes - fragmentsLength && violation(TOO_BIG, "a frame of " + length + " bytes");
    }
    if ((shortLength == 126 && length < 126) || (shortLength == 127 && length <= 0xffff)) {
      return violation("a length of " + length + " not written in the shortest form");
    }
    if (opcode < Frames.CLOSE && fragmentsLength + length > maxMessageBytes) {
      return violation(TOO_BIG, "a message of more than " + maxMessageBytes + " bytes");
    }
    return false;
  }

  private boolean violation(String detail) {
    return violation(NORMAL_VIOLATION, detail);
  }

  private boolean violation(int code, String detail) {
    stop();
    sink.violation(code, detail);
    return true;
  }

  private void frame(int opcode, boolean last, ByteBuf bytes, int length, int key) {
    if (lenient && dropped(opcode, length)) {
      bytes.skipBytes(length);
      return;
    }
    int kind = opcode;
    if (lenient && opcode == Frames.CONTINUATION && fragmentedOpcode == 0) {
      kind = lastOpcode;
    }
    if (kind < Frames.CLOSE && (!last || kind == Frames.CONTINUATION)) {
      fragment(kind, last, bytes, length, key);
      return;
    }
    if (kind == Frames.BINARY && key == 0 && bytes.nioBufferCount() == 1) {
      lastOpcode = Frames.BINARY;
      ByteBuffer inPlace = bytes.internalNioBuffer(bytes.readerIndex(), length);
      bytes.skipBytes(length);
      sink.binary(inPlace); // audio is seldom looked into, so it stays where it was read to
      return;
    }
    byte[] into = scratch.bytes(length);
    bytes.readBytes(into, 0, length);
    if (key != 0) {
      Frames.mask(into, 0, length, key);
    }
    switch (kind) {
      case Frames.TEXT -> {
        lastOpcode = Frames.TEXT;
        sink.text(scratch.view(into, length));
      }
      case Frames.BINARY -> {
        lastOpcode = Frames.BINARY;
        sink.binary(scratch.view(into, length));
      }
      case Frames.PING -> sink.ping(into, length);
      case Frames.CLOSE -> closeFrame(into, length);
      default -> {} // a pong: nobody waits for one
    }
  }

  /** What the firmware passes over, where the standard has a connection closed. */
  private boolean dropped(int opcode, int length) {
    return switch (opcode) {
      case Frames.CONTINUATION -> false;
      case Frames.TEXT, Frames.BINARY -> fragmentedOpcode != 0; // firmware: logged; the fragmented message goes on
      case Frames.PING -> length > Frames.MAX_CONTROL_BYTES; // firmware: no pong, nothing else
      case Frames.CLOSE -> false;
      default -> true;
    };
  }

  private void fragment(int opcode, boolean last, ByteBuf bytes, int length, int key) {
    if (opcode != Frames.CONTINUATION) {
      fragmentedOpcode = opcode;
      lastOpcode = opcode;
    }
    byte[] into = fragments;
    int needed = fragmentsLength + length;
    if (into == null) {
      into = new byte[Math.max(needed, Math.min(1024, maxMessageBytes))];
    } else if (needed > into.length) {
      into = Arrays.copyOf(into, Math.max(needed, Math.min(maxMessageBytes, into.length * 2)));
    }
    bytes.readBytes(into, fragmentsLength, length);
    if (key != 0) {
      Frames.mask(into, fragmentsLength, length, key);
    }
    if (!last) {
      fragments = into;
      fragmentsLength = needed;
      return;
    }
    int whole = fragmentedOpcode;
    fragments = null;
    fragmentsLength = 0;
    fragmentedOpcode = 0;
    ByteBuffer message = ByteBuffer.wrap(into, 0, needed);
    if (whole == Frames.TEXT) {
      sink.text(message);
    } else {
      sink.binary(message);
    }
  }

  private void closeFrame(byte[] payload, int length) {
    if (lenient) {
      // firmware: the code is not read, and what follows is
      boolean coded = length >= 2;
      sink.closeFrame(
          coded ? ((payload[0] & 0xff) << 8) | (payload[1] & 0xff) : NO_CODE,
          coded ? new String(payload, 2, length - 2, StandardCharsets.UTF_8) : "");
      return;
    }
    if (length == 1) {
      violation("a Close frame with half a code");
      return;
    }
    int code = length == 0 ? NO_CODE : ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
    if (length > 0 && !Frames.mayBeSent(code)) {
      violation("a Close frame with the forbidden code " + code);
      return;
    }
    String reason = length <= 2 ? "" : new String(payload, 2, length - 2, StandardCharsets.UTF_8);
    stop();
    sink.closeFrame(code, reason);
  }
}
