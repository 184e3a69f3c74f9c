package io.github.xiaozhisim.transport;

import java.nio.ByteBuffer;

/**
 * The place where incoming messages are laid out for listeners, one per event loop: a message is valid only during the
 * call, so one place serves all connections of the loop and nothing is allocated per message.
 */
final class FrameScratch {

  private static final int LARGEST_KEPT = 64 * 1024;

  private byte[] bytes = new byte[4096];
  private ByteBuffer view = ByteBuffer.wrap(bytes);

  /** At least {@code length} bytes. */
  byte[] bytes(int length) {
    if (length > LARGEST_KEPT) {
      return new byte[length];
    }
    if (length > bytes.length) {
      bytes = new byte[Math.max(length, Math.min(LARGEST_KEPT, bytes.length * 2))];
      view = ByteBuffer.wrap(bytes);
    }
    return bytes;
  }

  /** The first {@code length} bytes of what {@link #bytes} returned. */
  @SuppressWarnings("ReferenceEquality") // whether it is the kept array
  ByteBuffer view(byte[] filled, int length) {
    if (filled != bytes) {
      return ByteBuffer.wrap(filled, 0, length);
    }
    return view.clear().limit(length);
  }
}
