package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.Timer;
import java.util.function.Consumer;

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

  private final TickSlot[] near = new TickSlot[NEAR_SLOTS];
  private final long[] nearBits = new long[NEAR_SLOTS / Long.SIZE];
  private final TickSlot[][] far = new TickSlot[FAR_RINGS][FAR_SLOTS];
  private final long[] farBits = new long[FAR_RINGS];
  private TickSlot overdue = new TickSlot(TickSlot.OVERDUE, 0);
  private TickSlot spareOverdue = new TickSlot(TickSlot.OVERDUE, 0);

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
      near[i] = new TickSlot(0, i);
    }
    for (int ring = 0; ring < FAR_RINGS; ring++) {
      for (int i = 0; i < FAR_SLOTS; i++) {
        far[ring][i] = new TickSlot(ring + 1, i);
      }
    }
  }

  Timer timer(Runnable action) {
    return new TickTimer(this, action);
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
    if (overdue.head() != null) {
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
    TickSlot firing = overdue;
    overdue = spareOverdue;
    spareOverdue = firing;
    fire(firing);
  }

  private void fire(TickSlot slot) {
    slot.sort();
    for (TickTimer timer = slot.head(); timer != null; timer = slot.head()) {
      unlink(timer);
      try {
        timer.action.run();
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
      TickSlot slot = far[ring][(int) (tick >> shift) & (FAR_SLOTS - 1)];
      TickTimer timer = slot.takeAll();
      markEmpty(slot);
      while (timer != null) {
        TickTimer next = timer.next;
        place(timer, Math.max(tick, tickOf(timer.deadlineNanos)), tick);
        timer = next;
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

  /** For {@link TickTimer}. */
  void arm(TickTimer timer, long deadlineNanos) {
    if (timer.slot != null) {
      unlink(timer);
    }
    timer.deadlineNanos = deadlineNanos;
    timer.order = nextOrder++;
    armedCount++;
    long tick = tickOf(deadlineNanos);
    if (tick <= currentTick) {
      overdue.append(timer);
      tick = currentTick;
    } else {
      place(timer, tick, currentTick);
    }
    if (!advancing && tick < askedTick) {
      ask(tick);
    }
  }

  /** Puts the timer into the ring its distance from {@code base} asks for. */
  private void place(TickTimer timer, long tick, long base) {
    long distance = tick - base;
    if (distance < NEAR_SLOTS) {
      int index = (int) tick & (NEAR_SLOTS - 1);
      near[index].append(timer);
      nearBits[index / Long.SIZE] |= 1L << index;
      return;
    }
    if (distance >= FARTHEST_TICKS) {
      distance = FARTHEST_TICKS - 1;
    }
    int ring = (Long.SIZE - 1 - Long.numberOfLeadingZeros(distance) - NEAR_BITS) / FAR_BITS;
    int index = (int) ((base + distance) >> (NEAR_BITS + ring * FAR_BITS)) & (FAR_SLOTS - 1);
    far[ring][index].append(timer);
    farBits[ring] |= 1L << index;
  }

  /** For {@link TickTimer}; nothing happens when it is not armed. */
  void unlink(TickTimer timer) {
    TickSlot slot = timer.slot;
    if (slot == null) {
      return;
    }
    armedCount--;
    slot.remove(timer);
    if (slot.head() == null) {
      markEmpty(slot);
    }
  }

  private void markEmpty(TickSlot slot) {
    if (slot.level() == 0) {
      nearBits[slot.index() / Long.SIZE] &= ~(1L << slot.index());
    } else if (slot.level() > 0) {
      farBits[slot.level() - 1] &= ~(1L << slot.index());
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
}
