package io.github.xiaozhisim.stress.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * WebSocket frames made once and sent often, in memory that the kernel can read. Immutable: any thread.
 *
 * @param address of the first byte; valid as long as the process lives
 * @param bytes how many
 */
record ReadyFrames(long address, int bytes) {

  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final byte[] KEY = {0x12, 0x34, 0x56, 0x78};
  private static final int SHORT_LENGTH = 126;
  private static final int MASKED = 0x80;

  /** Text as a server sends it; several texts become frames one after the other. */
  static ReadyFrames serverTexts(String... texts) {
    byte[] all = new byte[0];
    for (String text : texts) {
      all = joined(all, frame(TEXT, text.getBytes(StandardCharsets.UTF_8), false));
    }
    return of(all);
  }

  static ReadyFrames serverBinary(byte[] payload) {
    return of(frame(BINARY, payload, false));
  }

  static ReadyFrames serverClose() {
    return of(frame(CLOSE, new byte[0], false));
  }

  /** Text as a client sends it: masked, always with the same key. */
  static ReadyFrames clientText(String text) {
    return of(frame(TEXT, text.getBytes(StandardCharsets.UTF_8), true));
  }

  static ReadyFrames clientBinary(byte[] payload) {
    return of(frame(BINARY, payload, true));
  }

  /** Any bytes. */
  static ReadyFrames of(byte[] bytes) {
    MemorySegment memory = Arena.global().allocate(bytes.length, 8);
    MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return new ReadyFrames(memory.address(), bytes.length);
  }

  /** Writes all of it; false when the socket did not take it. */
  boolean writeTo(int socket) {
    return Kernel.write(socket, address, bytes) == bytes;
  }

  private static byte[] frame(int opcode, byte[] payload, boolean masked) {
    boolean isShort = payload.length < SHORT_LENGTH;
    int header = (isShort ? 2 : 4) + (masked ? KEY.length : 0);
    byte[] frame = new byte[header + payload.length];
    frame[0] = (byte) (0x80 | opcode);
    frame[1] = (byte) ((masked ? MASKED : 0) | (isShort ? payload.length : SHORT_LENGTH));
    if (!isShort) {
      frame[2] = (byte) (payload.length >> 8);
      frame[3] = (byte) payload.length;
    }
    if (masked) {
      System.arraycopy(KEY, 0, frame, header - KEY.length, KEY.length);
    }
    for (int i = 0; i < payload.length; i++) {
      frame[header + i] = (byte) (masked ? payload[i] ^ KEY[i & 3] : payload[i]);
    }
    return frame;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
