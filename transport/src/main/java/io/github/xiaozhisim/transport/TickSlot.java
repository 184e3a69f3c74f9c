package io.github.xiaozhisim.transport;

import org.jspecify.annotations.Nullable;

/**
 * The timers of one tick of a {@link TickWheel}, or of one stretch of a coarser ring: a list through the timers
 * themselves, so that nothing is allocated. Not for use by several threads.
 */
final class TickSlot {

  /** Of the list of timers whose deadline had passed when they were armed. */
  static final int OVERDUE = -1;

  private final int level;
  private final int index;
  private @Nullable TickTimer head;
  private @Nullable TickTimer tail;

  /** @param level 0 for the near ring, from 1 for the coarser ones, or {@link #OVERDUE} */
  TickSlot(int level, int index) {
    this.level = level;
    this.index = index;
  }

  int level() {
    return level;
  }

  int index() {
    return index;
  }

  @Nullable TickTimer head() {
    return head;
  }

  /** Leaves the slot empty; its timers stay linked to each other and go to another slot next. */
  @Nullable TickTimer takeAll() {
    TickTimer first = head;
    head = null;
    tail = null;
    return first;
  }

  void append(TickTimer timer) {
    TickTimer last = tail;
    timer.slot = this;
    timer.previous = last;
    timer.next = null;
    if (last == null) {
      head = timer;
    } else {
      last.next = timer;
    }
    tail = timer;
  }

  void remove(TickTimer timer) {
    TickTimer before = timer.previous;
    TickTimer after = timer.next;
    if (before == null) {
      head = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      tail = before;
    } else {
      after.previous = before;
    }
    timer.slot = null;
    timer.previous = null;
    timer.next = null;
  }

  /** Sorts by deadline, then by order of arming; a list in order already, the usual case, is only looked through. */
  void sort() {
    if (isSorted()) {
      return;
    }
    head = mergeSort(head);
    TickTimer before = null;
    for (TickTimer timer = head; timer != null; timer = timer.next) {
      timer.previous = before;
      before = timer;
    }
    tail = before;
  }

  private boolean isSorted() {
    for (TickTimer timer = head; timer != null; timer = timer.next) {
      if (timer.next != null && timer.next.isBefore(timer)) {
        return false;
      }
    }
    return true;
  }

  /** Bottom-up merge sort of a singly linked list. */
  private static @Nullable TickTimer mergeSort(@Nullable TickTimer list) {
    TickTimer sorted = list;
    for (int width = 1; ; width *= 2) {
      TickTimer rest = sorted;
      TickTimer last = null;
      sorted = null;
      int merges = 0;
      while (rest != null) {
        merges++;
        TickTimer left = rest;
        TickTimer right = rest;
        int leftSize = 0;
        while (leftSize < width && right != null) {
          leftSize++;
          right = right.next;
        }
        int rightSize = width;
        while (leftSize > 0 || (rightSize > 0 && right != null)) {
          TickTimer taken;
          if (leftSize > 0 && (rightSize == 0 || right == null || (left != null && !right.isBefore(left)))) {
            taken = left;
            left = taken == null ? null : taken.next;
            leftSize--;
          } else {
            taken = right;
            right = taken == null ? null : taken.next;
            rightSize--;
          }
          if (last == null) {
            sorted = taken;
          } else {
            last.next = taken;
          }
          last = taken;
        }
        rest = right;
      }
      if (last != null) {
        last.next = null;
      }
      if (merges <= 1) {
        return sorted;
      }
    }
  }
}
