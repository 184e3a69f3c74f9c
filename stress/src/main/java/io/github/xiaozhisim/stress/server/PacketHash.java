package io.github.xiaozhisim.stress.server;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * 64-bit hashes of packets, taken where the bytes lie. Not for adversaries: a
 * collision only mistakes one packet's loudness.
 */
final class PacketHash {

  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  private PacketHash() {}

  /** Hash of the remaining bytes, whose position does not move; never 0. */
  static long of(ByteBuffer bytes) {
    bytes.order(ByteOrder.BIG_ENDIAN);
    int at = bytes.position();
    int end = bytes.limit();
    long hash = (end - at) * FACTOR;
    for (; at + 8 <= end; at += 8) {
      hash = mix(hash ^ bytes.getLong(at)) * FACTOR;
    }
    long tail = 0;
    for (; at < end; at++) {
      tail = tail << 8 | (bytes.get(at) & 0xFF);
    }
    hash = mix(hash ^ tail);
    return hash == 0 ? 1 : hash;
  }

  static long of(byte[] bytes) {
    return of(ByteBuffer.wrap(bytes));
  }

  /** One key for a packet and the two before it; 0 stands for none. */
  static long sequence(long beforeLast, long last, long current) {
    return mix((mix(beforeLast * FACTOR + 1) + last) * FACTOR) + current * FACTOR;
  }

  static long mix(long hash) {
    hash = (hash ^ hash >>> 32) * 0xD6E8FEB86659FD93L;
    hash = (hash ^ hash >>> 32) * 0xD6E8FEB86659FD93L;
    return hash ^ hash >>> 32;
  }
}
