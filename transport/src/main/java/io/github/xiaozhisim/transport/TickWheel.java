package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.Timer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A hierarchical timing wheel with a tick of one millisecond, for thousands of timers that are armed again and again.
 *
 * <p>Arming, moving and cancelling cost the same however many timers there are and allocate nothing: a timer is its own
 * list node. Deadlines are absolute and rounded up to the next tick, so that nothing fires early. Timers of one tick
 * are sorted by deadline and order of arming just before they fire. Deadlines up to a second ahead lie in the near
 * ring; later ones in one of three coarser rings, from which they move down when their time comes near.
 *
 * <p>Not for use by several threads. The wheel does not know the time; its driver calls {@link #advance} and is told
 * through {@link Driver} when to do so next.
 */
final class TickWheel {

  static final long TICK_NANOS = 1_000_000L;

  private static final int NEAR_BITS = 10;
  private static final int NEAR_SLOTS = 1 << NEAR_BITS;
  private static final int FAR_BITS = 6;
  private static final int FAR_SLOTS = 1 << FAR_BITS;
  private static final int FAR_RINGS = 3;
  private static final long FARTHEST_TICKS = 1L << (NEAR_BITS + FAR_RINGS * FAR_BITS);
  private static final long NEVER = Long.MAX_VALUE;

  /** Whoever moves the wheel. */
  interface Driver {
    /**
     * Asks for one call of {@link TickWheel#advance} at {@code nanos} or soon after; replaces what was asked before.
     */
    void wakeAt(long nanos);
  }

  private final long originNanos;
  private final Driver driver;
  private final Consumer<Throwable> errors;

  private final Slot[] near = new Slot[NEAR_SLOTS];
  private final long[] nearBits = new long[NEAR_SLOTS / Long.SIZE];
  private final Slot[][] far = new Slot[FAR_RINGS][FAR_SLOTS];
  private final long[] farBits = new long[FAR_RINGS];
  private Slot overdue = new Slot(-1, 0);
  private Slot spareOverdue = new Slot(-1, 0);

  /** The last tick whose timers have fired. */
  private long currentTick;

  /** The tick for which the driver has been asked to come, or {@link #NEVER}. */
  private long askedTick = NEVER;

  private boolean advancing;
  private long nextOrder;
  private int armedCount;

  /**
   * @param nowNanos the time now, on the clock of all deadlines
   * @param errors hears what an action threw; the others still run
   */
  TickWheel(long nowNanos, Driver driver, Consumer<Throwable> errors) {
    this.originNanos = nowNanos;
    this.driver = driver;
    this.errors = errors;
    for (int i = 0; i < NEAR_SLOTS; i++) {
      near[i] = new Slot(0, i);
    }
    for (int ring = 0; ring < FAR_RINGS; ring++) {
      for (int i = 0; i < FAR_SLOTS; i++) {
        far[ring][i] = new Slot(ring + 1, i);
      }
    }
  }

  Timer timer(Runnable action) {
    return new Node(action);
  }

  /** How many timers are armed. */
  int armedCount() {
    return armedCount;
  }

  /** Fires everything due at {@code nowNanos}, then asks the driver for the next call if there is anything left. */
  void advance(long nowNanos) {
    long nowTick = Math.floorDiv(sinceOrigin(nowNanos), TICK_NANOS);
    askedTick = NEVER;
    advancing = true;
    try {
      fireOverdue();
      for (long tick = nextOccupiedTick(); tick <= nowTick; tick = nextOccupiedTick()) {
        currentTick = tick;
        if ((tick & (NEAR_SLOTS - 1)) == 0) {
          moveDown(tick);
        }
        fire(near[(int) tick & (NEAR_SLOTS - 1)]);
      }
      currentTick = Math.max(currentTick, nowTick);
    } finally {
      advancing = false;
    }
    if (overdue.head != null) {
      ask(currentTick);
    } else {
      long next = nextOccupiedTick();
      if (next != NEVER) {
        ask(next);
      }
    }
  }

  private void ask(long tick) {
    askedTick = tick;
    driver.wakeAt(originNanos + tick * TICK_NANOS);
  }

  /** Timers armed with a past deadline fire now; what they arm in the past in turn waits for the next call. */
  private void fireOverdue() {
    Slot firing = overdue;
    overdue = spareOverdue;
    spareOverdue = firing;
    fire(firing);
  }

  private void fire(Slot slot) {
    slot.sort();
    for (Node node = slot.head; node != null; node = slot.head) {
      unlink(node);
      try {
        node.action.run();
      } catch (Throwable thrown) {
        errors.accept(thrown);
      }
    }
  }

  private void moveDown(long tick) {
    for (int ring = FAR_RINGS - 1; ring >= 0; ring--) {
      int shift = NEAR_BITS + ring * FAR_BITS;
      if ((tick & ((1L << shift) - 1)) != 0) {
        continue;
      }
      Slot slot = far[ring][(int) (tick >> shift) & (FAR_SLOTS - 1)];
      Node node = slot.head;
      slot.head = null;
      slot.tail = null;
      markEmpty(slot);
      while (node != null) {
        Node next = node.next;
        place(node, Math.max(tick, tickOf(node.deadlineNanos)), tick);
        node = next;
      }
    }
  }

  /** The next tick at which a timer fires or moves down; {@link #NEVER} when all rings are empty. */
  private long nextOccupiedTick() {
    long next = nextNearTick();
    for (int ring = 0; ring < FAR_RINGS; ring++) {
      long bits = farBits[ring];
      if (bits != 0) {
        int shift = NEAR_BITS + ring * FAR_BITS;
        long from = (currentTick >> shift) + 1;
        int ahead = Long.numberOfTrailingZeros(Long.rotateRight(bits, (int) from & (FAR_SLOTS - 1)));
        next = Math.min(next, (from + ahead) << shift);
      }
    }
    return next;
  }

  private long nextNearTick() {
    long from = currentTick + 1;
    int start = (int) from & (NEAR_SLOTS - 1);
    int word = start / Long.SIZE;
    long bits = nearBits[word] & (-1L << start);
    for (int looked = 0; looked <= nearBits.length; looked++) {
      if (bits != 0) {
        int slot = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
        return from + ((slot - start) & (NEAR_SLOTS - 1));
      }
      word = (word + 1) % nearBits.length;
      bits = nearBits[word];
    }
    return NEVER;
  }

  private void arm(Node node, long deadlineNanos) {
    if (node.slot != null) {
      unlink(node);
    }
    node.deadlineNanos = deadlineNanos;
    node.order = nextOrder++;
    armedCount++;
    long tick = tickOf(deadlineNanos);
    if (tick <= currentTick) {
      overdue.append(node);
      tick = currentTick;
    } else {
      place(node, tick, currentTick);
    }
    if (!advancing && tick < askedTick) {
      ask(tick);
    }
  }

  /** Puts the node into the ring its distance from {@code base} asks for. */
  private void place(Node node, long tick, long base) {
    long distance = tick - base;
    if (distance < NEAR_SLOTS) {
      int index = (int) tick & (NEAR_SLOTS - 1);
      near[index].append(node);
      nearBits[index / Long.SIZE] |= 1L << index;
      return;
    }
    if (distance >= FARTHEST_TICKS) {
      distance = FARTHEST_TICKS - 1;
    }
    int ring = (Long.SIZE - 1 - Long.numberOfLeadingZeros(distance) - NEAR_BITS) / FAR_BITS;
    int index = (int) ((base + distance) >> (NEAR_BITS + ring * FAR_BITS)) & (FAR_SLOTS - 1);
    far[ring][index].append(node);
    farBits[ring] |= 1L << index;
  }

  private void unlink(Node node) {
    Slot slot = node.slot;
    if (slot == null) {
      return;
    }
    armedCount--;
    slot.remove(node);
    if (slot.head == null) {
      markEmpty(slot);
    }
  }

  private void markEmpty(Slot slot) {
    if (slot.level == 0) {
      nearBits[slot.index / Long.SIZE] &= ~(1L << slot.index);
    } else if (slot.level > 0) {
      farBits[slot.level - 1] &= ~(1L << slot.index);
    }
  }

  private long tickOf(long deadlineNanos) {
    return Math.ceilDiv(sinceOrigin(deadlineNanos), TICK_NANOS);
  }

  /** The distance from the origin, at the ends of the range rather than past them. */
  private long sinceOrigin(long nanos) {
    long distance = nanos - originNanos;
    if (((nanos ^ originNanos) & (nanos ^ distance)) < 0) {
      return nanos < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return distance;
  }

  /** A timer, and its own link in a slot's list. */
  private final class Node implements Timer {
    private final Runnable action;
    private @Nullable Slot slot;
    private @Nullable Node previous;
    private @Nullable Node next;
    private long deadlineNanos;
    private long order;

    Node(Runnable action) {
      this.action = action;
    }

    @Override
    public void arm(long deadline) {
      TickWheel.this.arm(this, deadline);
    }

    @Override
    public void cancel() {
      unlink(this);
    }

    @Override
    public boolean armed() {
      return slot != null;
    }

    @Override
    public long deadlineNanos() {
      return deadlineNanos;
    }

    private boolean isBefore(Node other) {
      return deadlineNanos != other.deadlineNanos ? deadlineNanos < other.deadlineNanos : order < other.order;
    }
  }

  /** The timers of one tick, or of one stretch of a coarser ring. Level -1 is the list of overdue timers. */
  private static final class Slot {
    private final int level;
    private final int index;
    private @Nullable Node head;
    private @Nullable Node tail;

    Slot(int level, int index) {
      this.level = level;
      this.index = index;
    }

    void append(Node node) {
      Node last = tail;
      node.slot = this;
      node.previous = last;
      node.next = null;
      if (last == null) {
        head = node;
      } else {
        last.next = node;
      }
      tail = node;
    }

    void remove(Node node) {
      Node before = node.previous;
      Node after = node.next;
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
      node.slot = null;
      node.previous = null;
      node.next = null;
    }

    /** Sorts by deadline, then by order of arming; a list in order already, the usual case, is only looked through. */
    void sort() {
      if (isSorted()) {
        return;
      }
      head = mergeSort(head);
      Node before = null;
      for (Node node = head; node != null; node = node.next) {
        node.previous = before;
        before = node;
      }
      tail = before;
    }

    private boolean isSorted() {
      for (Node node = head; node != null; node = node.next) {
        if (node.next != null && node.next.isBefore(node)) {
          return false;
        }
      }
      return true;
    }

    /** Bottom-up merge sort of a singly linked list. */
    private static @Nullable Node mergeSort(@Nullable Node list) {
      Node sorted = list;
      for (int width = 1; ; width *= 2) {
        Node rest = sorted;
        Node last = null;
        sorted = null;
        int merges = 0;
        while (rest != null) {
          merges++;
          Node left = rest;
          Node right = rest;
          int leftSize = 0;
          while (leftSize < width && right != null) {
            leftSize++;
            right = right.next;
          }
          int rightSize = width;
          while (leftSize > 0 || (rightSize > 0 && right != null)) {
            Node taken;
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
}
