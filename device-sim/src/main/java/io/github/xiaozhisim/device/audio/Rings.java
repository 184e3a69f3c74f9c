package io.github.xiaozhisim.device.audio;

import org.jspecify.annotations.Nullable;

/** Full rings into larger arrays, the oldest first. */
final class Rings {

  private Rings() {}

  /** All of {@code full} from {@code head} on, and room behind it; nothing is put in where there was no ring. */
  static int[] grown(int @Nullable [] full, int head, int length) {
    int[] larger = new int[length];
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
