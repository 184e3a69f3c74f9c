package io.github.xiaozhisim.transport.impaired;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One direction of an impaired connection: what is put in comes out later, if at all. On the device's scheduler. Holds
 * no more than {@link #MOST_STREAM_BYTES} of a stream, or {@link #MOST_DATAGRAMS}.
 */
final class Line {

  /** More waits for its turn only where much more is sent than fits through. */
  private static final long MOST_WAITING_BYTES = 1 << 20;

  /** A wire that is long and wide holds no more than this, whatever it is. */
  static final long MOST_STREAM_BYTES = 16 << 20;

  static final int MOST_DATAGRAMS = 1_024;

  private static final long HIGH_WATER_BYTES = 64 * 1024;
  private static final long LOW_WATER_BYTES = 32 * 1024;

  private record Message(long arrivalNanos, long number, int bytes, Runnable arrive) {}

  private final Scheduler scheduler;
  private final Impairment impairment;
  private final SplittableRandom random;
  private final boolean datagrams;
  private final Timer timer;
  private final PriorityQueue<Message> onTheWay =
      new PriorityQueue<>(Comparator.comparingLong(Message::arrivalNanos).thenComparingLong(Message::number));
  private @Nullable Timer draining;
  private @Nullable Runnable onWritable;
  private boolean full;
  private long bytesOnTheWay;
  private long messages;
  private long busyUntilNanos;
  private long lastArrivalNanos;

  private Line(Scheduler scheduler, Impairment impairment, SplittableRandom random, boolean datagrams) {
    this.scheduler = scheduler;
    this.impairment = impairment;
    this.random = random;
    this.datagrams = datagrams;
    this.timer = scheduler.timer(this::deliver);
    this.busyUntilNanos = scheduler.clock().nowNanos();
    this.lastArrivalNanos = busyUntilNanos;
  }

  static Line stream(Scheduler scheduler, Impairment impairment, SplittableRandom random) {
    return new Line(scheduler, impairment, random, false);
  }

  static Line datagrams(Scheduler scheduler, Impairment impairment, SplittableRandom random) {
    return new Line(scheduler, impairment, random, true);
  }

  /** Who is told that {@link #writable} became true again. */
  void onWritable(Runnable action) {
    onWritable = action;
  }

  /**
   * Sends.
   *
   * @param arrive runs when it arrives; a datagram's may run twice, or never
   * @return false when a stream holds too much already: then it was not taken, and the connection is of no use any more
   */
  boolean send(int bytes, Runnable arrive) {
    if (datagrams) {
      if (!Impairment.hits(impairment.loss(), random) && onTheWay.size() < MOST_DATAGRAMS) {
        put(bytes, arrive, heldBackNanos());
        if (Impairment.hits(impairment.duplication(), random)) {
          put(bytes, arrive, heldBackNanos());
        }
      }
      return true;
    }
    if (bytesOnTheWay > MOST_STREAM_BYTES || waitingBytes() > MOST_WAITING_BYTES) {
      return false;
    }
    boolean lost = Impairment.hits(impairment.loss(), random);
    put(bytes, arrive, lost ? Math.max(Impairment.RETRANSMISSION_NANOS, 2 * impairment.delayNanos()) : 0);
    return true;
  }

  private long heldBackNanos() {
    return Impairment.hits(impairment.reordering(), random) ? Impairment.HELD_BACK_NANOS : 0;
  }

  private void put(int bytes, Runnable arrive, long heldUpNanos) {
    long speed = impairment.bytesPerSecond();
    long leftNanos = scheduler.clock().nowNanos();
    if (speed > 0) {
      busyUntilNanos = Math.max(leftNanos, busyUntilNanos) + bytes * 1_000_000_000L / speed;
      leftNanos = busyUntilNanos;
    }
    long arrivalNanos = leftNanos + impairment.drawNanos(random) + heldUpNanos;
    if (!datagrams) {
      arrivalNanos = Math.max(arrivalNanos, lastArrivalNanos);
      lastArrivalNanos = arrivalNanos;
    }
    Message message = new Message(arrivalNanos, messages++, bytes, arrive);
    onTheWay.add(message);
    bytesOnTheWay += bytes;
    if (onTheWay.peek() == message) {
      timer.arm(arrivalNanos);
    }
  }

  private void deliver() {
    long now = scheduler.clock().nowNanos();
    try {
      for (Message next = onTheWay.peek(); next != null && next.arrivalNanos() <= now; next = onTheWay.peek()) {
        onTheWay.remove();
        bytesOnTheWay -= next.bytes();
        next.arrive().run();
      }
    } finally {
      Message next = onTheWay.peek();
      if (next != null) {
        timer.arm(next.arrivalNanos());
      }
    }
  }

  /** Forgets everything on the way. */
  void clear() {
    timer.cancel();
    if (draining != null) {
      draining.cancel();
    }
    onTheWay.clear();
    bytesOnTheWay = 0;
  }

  /** False while more than some frames wait for their turn on a line with little bandwidth. */
  boolean writable() {
    if (!full && waitingBytes() > HIGH_WATER_BYTES) {
      full = true;
      armDraining();
    }
    return !full;
  }

  private double waitingBytes() {
    long busyNanos = busyUntilNanos - scheduler.clock().nowNanos();
    return Math.max(0, busyNanos) / 1e9 * impairment.bytesPerSecond();
  }

  private void armDraining() {
    Timer drain = draining;
    if (drain == null) {
      drain = scheduler.timer(this::drained);
      draining = drain;
    }
    drain.arm(busyUntilNanos - LOW_WATER_BYTES * 1_000_000_000L / impairment.bytesPerSecond());
  }

  private void drained() {
    if (waitingBytes() > LOW_WATER_BYTES) {
      armDraining();
      return;
    }
    full = false;
    Runnable action = onWritable;
    if (action != null) {
      action.run();
    }
  }
}
