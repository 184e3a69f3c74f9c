package io.github.xiaozhisim.device.virtual;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Timers of the next second, in slots of about a millisecond: nearly all there are, since audio comes every 60 ms.
 * Adding and removing cost the same however many there are and allocate nothing. A slot is put in order when its time
 * comes.
 */
final class TimerRing {

  /** 2^20 ns. */
  private static final int SLOT_SHIFT = 20;

  private static final int SLOTS = 1_024;
  private static final int MASK = SLOTS - 1;

  /** Longer lists are sorted by the library. */
  private static final int SHORT_LIST = 12;

  private static final Comparator<SimTimer> ORDER =
      (one, other) -> one == other ? 0 : one.isBefore(other) ? -1 : 1;

  private final @Nullable SimTimer[] heads = new SimTimer[SLOTS];
  private final @Nullable SimTimer[] tails = new SimTimer[SLOTS];
  private final long[] occupied = new long[SLOTS / Long.SIZE];
  private SimTimer[] scratch = new SimTimer[0];

  /** The slot that is in order; what is due before its end is kept in it, in order, too. */
  private long currentTick;

  private int size;

  /** Takes a timer; false when it is due too far ahead of now. */
  boolean add(SimTimer timer, long nowNanos) {
    long tick = timer.deadlineNanos >> SLOT_SHIFT;
    if (size == 0) {
      currentTick = nowNanos >> SLOT_SHIFT;
    }
    long ahead = tick - currentTick;
    if (ahead >= SLOTS) {
      return false;
    }
    timer.where = SimTimer.Where.RING;
    size++;
    if (ahead > 0) {
      insertAfter(timer, (int) tick & MASK, tails[(int) tick & MASK]);
    } else {
      int slot = (int) currentTick & MASK;
      SimTimer before = tails[slot];
      while (before != null && timer.isBefore(before)) {
        before = before.previous;
      }
      insertAfter(timer, slot, before);
    }
    return true;
  }

  private void insertAfter(SimTimer timer, int slot, @Nullable SimTimer before) {
    SimTimer after = before == null ? heads[slot] : before.next;
    timer.place = slot;
    timer.previous = before;
    timer.next = after;
    if (before == null) {
      heads[slot] = timer;
    } else {
      before.next = timer;
    }
    if (after == null) {
      tails[slot] = timer;
    } else {
      after.previous = timer;
    }
    occupied[slot >> 6] |= 1L << slot;
  }

  void remove(SimTimer timer) {
    int slot = timer.place;
    SimTimer before = timer.previous;
    SimTimer after = timer.next;
    if (before == null) {
      heads[slot] = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      tails[slot] = before;
    } else {
      after.previous = before;
    }
    if (before == null && after == null) {
      occupied[slot >> 6] &= ~(1L << slot);
    }
    timer.previous = null;
    timer.next = null;
    timer.where = SimTimer.Where.NOWHERE;
    size--;
  }

  int size() {
    return size;
  }

  /** The one that comes first, or null. */
  @Nullable SimTimer first() {
    SimTimer head = heads[(int) currentTick & MASK];
    return head != null || size == 0 ? head : nextSlot();
  }

  private @Nullable SimTimer nextSlot() {
    int from = (int) (currentTick + 1) & MASK;
    int word = from >> 6;
    long bits = occupied[word] & (-1L << from);
    while (bits == 0) {
      word = (word + 1) & (occupied.length - 1);
      bits = occupied[word];
    }
    int slot = (word << 6) + Long.numberOfTrailingZeros(bits);
    currentTick += 1 + ((slot - from) & MASK);
    SimTimer head = heads[slot];
    if (head != null && head.next != null) {
      sort(slot);
    }
    return heads[slot];
  }

  private void sort(int slot) {
    int count = 0;
    boolean sorted = true;
    for (SimTimer timer = heads[slot]; timer != null; timer = timer.next) {
      count++;
      sorted &= timer.next == null || timer.isBefore(timer.next);
    }
    if (sorted) {
      return;
    }
    if (scratch.length < count) {
      scratch = new SimTimer[2 * count];
    }
    int filled = 0;
    for (SimTimer timer = heads[slot]; timer != null; timer = timer.next) {
      scratch[filled++] = timer;
    }
    if (count > SHORT_LIST) {
      Arrays.sort(scratch, 0, count, ORDER);
    } else {
      insertionSort(count);
    }
    link(slot, count);
  }

  private void insertionSort(int count) {
    for (int i = 1; i < count; i++) {
      SimTimer timer = scratch[i];
      int at = i;
      while (at > 0 && timer.isBefore(scratch[at - 1])) {
        scratch[at] = scratch[at - 1];
        at--;
      }
      scratch[at] = timer;
    }
  }

  private void link(int slot, int count) {
    SimTimer before = null;
    for (int i = 0; i < count; i++) {
      SimTimer timer = scratch[i];
      timer.previous = before;
      timer.next = i + 1 < count ? scratch[i + 1] : null;
      before = timer;
    }
    heads[slot] = scratch[0];
    tails[slot] = before;
  }
}
