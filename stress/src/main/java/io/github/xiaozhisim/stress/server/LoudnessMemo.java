package io.github.xiaozhisim.stress.server;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Remembers how loud a packet was after the two before it, so that speech said by a thousand devices is decoded once.
 * Bounded: 2^16 entries in sets of four, in each of which the newest takes an older one's place. Any number of threads
 * read and write without locks: an entry is one long, 40 bits of the key and 24 of {@link Loudness}, and what two
 * threads write for one key is equal.
 */
final class LoudnessMemo {

  static final int UNKNOWN = -1;

  private static final int ENTRIES = 1 << 16;
  private static final int WAYS = 4;
  private static final long VALUE_MASK = (1L << Loudness.BITS) - 1;

  private final AtomicLongArray table = new AtomicLongArray(ENTRIES);

  /** The loudness kept under {@code key}, or {@link #UNKNOWN}. */
  int get(long key) {
    int set = set(key);
    long tag = tag(key);
    for (int way = 0; way < WAYS; way++) {
      long entry = table.getPlain(set + way);
      if ((entry & ~VALUE_MASK) == tag) {
        return (int) (entry & VALUE_MASK);
      }
    }
    return UNKNOWN;
  }

  void put(long key, int loudness) {
    int set = set(key);
    long entry = tag(key) | (loudness & VALUE_MASK);
    for (int way = 0; way < WAYS; way++) {
      if (table.getPlain(set + way) == 0) {
        table.setOpaque(set + way, entry);
        return;
      }
    }
    table.setOpaque(set + (int) (key >>> 16 & (WAYS - 1)), entry);
  }

  private static int set(long key) {
    return (int) (key & (ENTRIES / WAYS - 1)) * WAYS;
  }

  /** The key's upper 40 bits, never all 0, which is what an empty entry looks like. */
  private static long tag(long key) {
    long tag = key & ~VALUE_MASK;
    return tag == 0 ? 1L << Loudness.BITS : tag;
  }
}
