package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.Payload;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** How WebSocket frames are laid out (RFC 6455, section 5.2), and making them. Any thread. */
final class Frames {

  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  static final int MAX_CONTROL_BYTES = 125;

  private static final int LARGEST_HEADER = 14;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Frames() {}

  /**
   * A frame that is sent again and again, outside the heap.
   *
   * @param address of its first byte, valid as long as this object lives
   * @param buffer the same bytes; to be sent as a {@code retainedDuplicate()}
   */
  record Ready(int opcode, long address, int length, ByteBuf buffer) {}

  /** The ready frame of a shared payload: made once, with one mask key for all who send it. */
  static Ready shared(int opcode, Payload payload, boolean client) {
    Function<Payload, Object> make = client ? Frames::asClient : Frames::asServer;
    if (opcode == TEXT) {
      make = client ? Frames::textAsClient : Frames::textAsServer;
    }
    Ready frame = (Ready) payload.variant(client ? Payload.Variant.CLIENT_FRAME : Payload.Variant.SERVER_FRAME, make);
    // One payload sent both as text and as binary: the slot has room for one of them.
    return frame.opcode == opcode ? frame : ready(opcode, payload, client);
  }

  private static Object asClient(Payload payload) {
    return ready(BINARY, payload, true);
  }

  private static Object asServer(Payload payload) {
    return ready(BINARY, payload, false);
  }

  private static Object textAsClient(Payload payload) {
    return ready(TEXT, payload, true);
  }

  private static Object textAsServer(Payload payload) {
    return ready(TEXT, payload, false);
  }

  private static Ready ready(int opcode, Payload payload, boolean masked) {
    ByteBuf frame = fresh(UnpooledByteBufAllocator.DEFAULT, opcode, payload.bytes(), 0, payload.length(), masked);
    try {
      // Memory that the collector frees together with the payload.
      ByteBuffer bytes = ByteBuffer.allocateDirect(frame.readableBytes());
      frame.getBytes(frame.readerIndex(), bytes);
      bytes.flip();
      return new Ready(
          opcode, MemorySegment.ofBuffer(bytes).address(), bytes.remaining(), Unpooled.wrappedBuffer(bytes));
    } finally {
      frame.release();
    }
  }

  /** A whole frame in a buffer of {@code allocator}, masked with a random key if {@code masked}. */
  static ByteBuf fresh(ByteBufAllocator allocator, int opcode, byte[] payload, int offset, int length, boolean masked) {
    ByteBuf frame = allocator.directBuffer(length + LARGEST_HEADER);
    frame.writeByte(0x80 | opcode);
    int maskBit = masked ? 0x80 : 0;
    if (length <= MAX_CONTROL_BYTES) {
      frame.writeByte(maskBit | length);
    } else if (length <= 0xffff) {
      frame.writeByte(maskBit | 126).writeShort(length);
    } else {
      frame.writeByte(maskBit | 127).writeLong(length);
    }
    if (!masked) {
      return frame.writeBytes(payload, offset, length);
    }
    int key = ThreadLocalRandom.current().nextInt();
    frame.writeInt(key);
    long longKey = ((long) key << 32) | (key & 0xffff_ffffL);
    int i = offset;
    int end = offset + length;
    for (; i + Long.BYTES <= end; i += Long.BYTES) {
      frame.writeLong((long) LONGS.get(payload, i) ^ longKey);
    }
    for (int at = 0; i < end; i++, at++) {
      frame.writeByte(payload[i] ^ (key >>> (24 - 8 * (at & 3))));
    }
    return frame;
  }

  /** Takes the mask off, or puts it on: {@code bytes[offset..offset+length)} is the beginning of a frame's payload. */
  static void mask(byte[] bytes, int offset, int length, int key) {
    long longKey = ((long) key << 32) | (key & 0xffff_ffffL);
    int i = offset;
    int end = offset + length;
    for (; i + Long.BYTES <= end; i += Long.BYTES) {
      LONGS.set(bytes, i, (long) LONGS.get(bytes, i) ^ longKey);
    }
    for (int at = 0; i < end; i++, at++) {
      bytes[i] ^= (byte) (key >>> (24 - 8 * (at & 3)));
    }
  }

  /** Whether a Close frame may carry this code (RFC 6455, section 7.4). */
  static boolean mayBeSent(int closeCode) {
    return (closeCode >= 1000 && closeCode <= 1014 && closeCode != 1004 && closeCode != 1005 && closeCode != 1006)
        || (closeCode >= 3000 && closeCode <= 4999);
  }
}
