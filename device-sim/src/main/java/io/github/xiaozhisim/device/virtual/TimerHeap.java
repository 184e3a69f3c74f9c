package io.github.xiaozhisim.device.virtual;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Timers that are due later than the {@link TimerRing} reaches: a heap of four branches in which each timer knows its
 * place, so that it can be removed. Allocates nothing but for its growth.
 */
final class TimerHeap {

  private static final int BRANCHES = 4;

  private SimTimer[] heap = new SimTimer[16];
  private int size;

  void add(SimTimer timer) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    timer.where = SimTimer.Where.HEAP;
    up(timer, size++);
  }

  void remove(SimTimer timer) {
    int hole = timer.place;
    timer.where = SimTimer.Where.NOWHERE;
    SimTimer last = heap[--size];
    forget(size);
    if (last != timer) {
      up(last, hole);
      if (last.place == hole) {
        down(last, hole);
      }
    }
  }

  int size() {
    return size;
  }

  /** The one that comes first, or null. */
  @Nullable SimTimer first() {
    return size == 0 ? null : heap[0];
  }

  @SuppressWarnings("NullAway") // what lies beyond the timers is never read
  private void forget(int index) {
    heap[index] = null;
  }

  private void up(SimTimer timer, int from) {
    int at = from;
    while (at > 0) {
      int parent = (at - 1) / BRANCHES;
      SimTimer above = heap[parent];
      if (!timer.isBefore(above)) {
        break;
      }
      put(above, at);
      at = parent;
    }
    put(timer, at);
  }

  private void down(SimTimer timer, int from) {
    int at = from;
    while (true) {
      int first = at * BRANCHES + 1;
      if (first >= size) {
        break;
      }
      SimTimer least = heap[first];
      int end = Math.min(first + BRANCHES, size);
      for (int branch = first + 1; branch < end; branch++) {
        if (heap[branch].isBefore(least)) {
          least = heap[branch];
        }
      }
      if (!least.isBefore(timer)) {
        break;
      }
      int next = least.place;
      put(least, at);
      at = next;
    }
    put(timer, at);
  }

  private void put(SimTimer timer, int at) {
    heap[at] = timer;
    timer.place = at;
  }
}
