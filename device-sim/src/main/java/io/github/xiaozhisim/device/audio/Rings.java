package io.github.xiaozhisim.device.audio;

import org.jspecify.annotations.Nullable;

/**
 * What the queues' rings have in common. A ring that runs empty begins again at its first slot, so that one in which
 * hardly anything ever waits touches the same memory each time.
 */
final class Rings {

  private Rings() {}

  /** An index that may lie behind the end, but by less than a ring; without the cost of a division for each packet. */
  static int wrapped(int index, int length) {
    return index < length ? index : index - length;
  }

  /** All of a full ring from {@code head} on, and room behind it; only room where there was no ring. */
  static int[] grown(int @Nullable [] full, int head, int length) {
    int[] larger = new int[length];
    if (full != null) {
      System.arraycopy(full, head, larger, 0, full.length - head);
      System.arraycopy(full, 0, larger, full.length - head, head);
    }
    return larger;
  }

  /** As {@link #grown(int[], int, int)}, into {@code larger}. */
  static long[] grown(long @Nullable [] full, int head, long[] larger) {
    if (full != null) {
      System.arraycopy(full, head, larger, 0, full.length - head);
      System.arraycopy(full, 0, larger, full.length - head, head);
    }
    return larger;
  }

  /** As {@link #grown(int[], int, int)}, into {@code larger}. */
  static <T> @Nullable T[] grown(@Nullable T @Nullable [] full, int head, @Nullable T[] larger) {
    if (full != null) {
      System.arraycopy(full, head, larger, 0, full.length - head);
      System.arraycopy(full, 0, larger, full.length - head, head);
    }
    return larger;
  }
}
