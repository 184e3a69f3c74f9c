package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a wire in virtual time: takes messages at one end and hands them out at the other, as its {@link
 * LineQuality} says. A stream keeps the order; datagrams may be lost, overtake each other and come twice. The quality
 * may be changed at any time and holds for what is sent from then on.
 *
 * <p>One timer and three arrays whatever is on the way: sending allocates nothing. Everything on the scheduler's
 * thread.
 */
final class Line {

  /** The far end. */
  interface Receiver {

    /** A message arrived; {@code kind} and {@code body} as they were sent. */
    void arrived(int kind, @Nullable Object body);
  }

  /**
   * From here on {@link #writable} is false, as at the real transport; true again from {@link #LOW_WATER_BYTES} down.
   */
  static final int HIGH_WATER_BYTES = 64 * 1024;

  static final int LOW_WATER_BYTES = 32 * 1024;

  /** Datagrams beyond so many on the way are dropped and counted. */
  static final int MAX_DATAGRAMS = 1_024;

  /** No stream holds more than this and another message. */
  static final long MAX_STREAM_BYTES = 16 << 20;

  private static final int FIRST_CAPACITY = 8;

  private final Scheduler scheduler;
  private final Receiver receiver;
  private final SplittableRandom random;
  private final boolean datagrams;
  private final Timer timer;

  private LineQuality quality;
  private long[] arrivals = new long[FIRST_CAPACITY];
  private @Nullable Object[] bodies = new Object[FIRST_CAPACITY];
  private long[] kindsAndBytes = new long[FIRST_CAPACITY];
  private int head;
  private int size;
  private long bytesOnTheWay;

  private long busyUntilNanos = Long.MIN_VALUE;
  private long lastArrivalNanos = Long.MIN_VALUE;
  private boolean stalled;
  private boolean full;
  private @Nullable Timer drainTimer;
  private @Nullable Runnable onWritable;
  private long lost;

  private Line(
      Scheduler scheduler, LineQuality quality, SplittableRandom random, boolean datagrams, Receiver receiver) {
    this.scheduler = scheduler;
    this.quality = quality;
    this.random = random;
    this.datagrams = datagrams;
    this.receiver = receiver;
    this.timer = scheduler.timer(this::deliver);
  }

  static Line stream(Scheduler scheduler, LineQuality quality, SplittableRandom random, Receiver receiver) {
    return new Line(scheduler, quality, random, false, receiver);
  }

  static Line datagrams(Scheduler scheduler, LineQuality quality, SplittableRandom random, Receiver receiver) {
    return new Line(scheduler, quality, random, true, receiver);
  }

  /** Holds for what is sent from now on. */
  void quality(LineQuality now) {
    quality = now;
  }

  LineQuality quality() {
    return quality;
  }

  /** Who is told, at the sending end, that {@link #writable} became true again. */
  void onWritable(Runnable action) {
    onWritable = action;
  }

  /**
   * Sends a message of {@code bytes} bytes; does not tell what becomes of it on the way.
   *
   * @param kind what it is, 0 to 255 of the caller's
   * @param body what it holds, must not change while it is on the way
   * @return false when a stream holds {@link #MAX_STREAM_BYTES} already: the message was not taken, the wire is broken
   */
  boolean send(int kind, @Nullable Object body, int bytes) {
    if (!datagrams && bytesOnTheWay > MAX_STREAM_BYTES) {
      return false;
    }
    if (datagrams && (stalled || LineQuality.hits(quality.loss(), random) || size >= MAX_DATAGRAMS)) {
      lost++;
      return true;
    }
    put(kind, body, bytes);
    if (datagrams && LineQuality.hits(quality.duplication(), random)) {
      put(kind, body, bytes);
    }
    return true;
  }

  private void put(int kind, @Nullable Object body, int bytes) {
    long arrival = departureNanos(bytes) + quality.drawNanos(random);
    if (datagrams) {
      if (LineQuality.hits(quality.reordering(), random)) {
        arrival += LineQuality.HELD_BACK_NANOS;
      }
    } else {
      if (LineQuality.hits(quality.loss(), random)) {
        arrival += Math.max(LineQuality.RETRANSMISSION_NANOS, 2 * quality.delayNanos());
        lost++;
      }
      arrival = Math.max(arrival, lastArrivalNanos);
      lastArrivalNanos = arrival;
    }
    insert(arrival, (long) bytes << 8 | kind, body);
    bytesOnTheWay += bytes;
    if (!stalled && arrivals[head] == arrival && (size == 1 || datagrams)) {
      timer.arm(arrival);
    }
  }

  /** When the last byte has left: at once, or when the slow reader has taken all that was sent before and this. */
  private long departureNanos(int bytes) {
    long now = scheduler.clock().nowNanos();
    if (quality.bytesPerSecond() == 0) {
      return Math.max(now, busyUntilNanos);
    }
    busyUntilNanos = Math.max(now, busyUntilNanos) + bytes * 1_000_000_000L / quality.bytesPerSecond();
    return busyUntilNanos;
  }

  /** Behind everything that arrives no later. */
  private void insert(long arrival, long kindAndBytes, @Nullable Object body) {
    if (size == arrivals.length) {
      grow();
    }
    int mask = arrivals.length - 1;
    int at = size++;
    while (at > 0 && arrivals[(head + at - 1) & mask] > arrival) {
      int to = (head + at) & mask;
      int from = (head + at - 1) & mask;
      arrivals[to] = arrivals[from];
      kindsAndBytes[to] = kindsAndBytes[from];
      bodies[to] = bodies[from];
      at--;
    }
    int slot = (head + at) & mask;
    arrivals[slot] = arrival;
    kindsAndBytes[slot] = kindAndBytes;
    bodies[slot] = body;
  }

  private void grow() {
    int length = arrivals.length;
    long[] moreArrivals = new long[2 * length];
    long[] moreKinds = new long[2 * length];
    @Nullable Object[] moreBodies = new Object[2 * length];
    for (int i = 0; i < length; i++) {
      int from = (head + i) & (length - 1);
      moreArrivals[i] = arrivals[from];
      moreKinds[i] = kindsAndBytes[from];
      moreBodies[i] = bodies[from];
    }
    arrivals = moreArrivals;
    kindsAndBytes = moreKinds;
    bodies = moreBodies;
    head = 0;
  }

  private void deliver() {
    long now = scheduler.clock().nowNanos();
    try {
      while (size > 0 && arrivals[head] <= now && !stalled) {
        Object body = bodies[head];
        long kindAndBytes = kindsAndBytes[head];
        bodies[head] = null;
        head = (head + 1) & (arrivals.length - 1);
        size--;
        bytesOnTheWay -= kindAndBytes >>> 8;
        receiver.arrived((int) kindAndBytes & 0xFF, body);
      }
    } finally {
      if (size > 0 && !stalled) {
        timer.arm(arrivals[head]);
      }
    }
  }

  // ---- the reading side stands still ----

  /** Nothing arrives any more: a stream holds what is sent, datagrams are lost. Until {@link #resume}. */
  void stall() {
    stalled = true;
    timer.cancel();
    if (datagrams) {
      lost += size;
      clear();
    }
  }

  void resume() {
    if (stalled) {
      stalled = false;
      if (size > 0) {
        timer.arm(Math.max(arrivals[head], scheduler.clock().nowNanos()));
      }
      if (full) {
        watchDraining();
      }
    }
  }

  boolean stalled() {
    return stalled;
  }

  /** Forgets everything on the way, and the timers. */
  void clear() {
    timer.cancel();
    if (drainTimer != null) {
      drainTimer.cancel();
    }
    Arrays.fill(bodies, null);
    head = 0;
    size = 0;
    bytesOnTheWay = 0;
  }

  /** Messages on the way. */
  int size() {
    return size;
  }

  /** Messages that were lost; of a stream, those that had to be sent again. */
  long lost() {
    return lost;
  }

  // ---- the sending side waits ----

  /** False while more than {@link #HIGH_WATER_BYTES} wait for a reader that is too slow. */
  boolean writable() {
    if (full) {
      return false;
    }
    if (waitingBytes() > HIGH_WATER_BYTES) {
      full = true;
      watchDraining();
    }
    return !full;
  }

  private long waitingBytes() {
    if (stalled) {
      return bytesOnTheWay;
    }
    long busyNanos = busyUntilNanos - scheduler.clock().nowNanos();
    return busyUntilNanos == Long.MIN_VALUE || busyNanos <= 0
        ? 0
        : (long) (busyNanos / 1e9 * quality.bytesPerSecond());
  }

  private void watchDraining() {
    if (stalled) {
      return; // resume looks again
    }
    Timer drain = drainTimer;
    if (drain == null) {
      drain = scheduler.timer(this::drained);
      drainTimer = drain;
    }
    long speed = quality.bytesPerSecond();
    long leftNanos = speed == 0 ? 0 : LOW_WATER_BYTES * 1_000_000_000L / speed;
    drain.arm(Math.max(scheduler.clock().nowNanos(), busyUntilNanos - leftNanos));
  }

  private void drained() {
    if (waitingBytes() > LOW_WATER_BYTES) {
      watchDraining();
      return;
    }
    full = false;
    Runnable action = onWritable;
    if (action != null) {
      action.run();
    }
  }
}
