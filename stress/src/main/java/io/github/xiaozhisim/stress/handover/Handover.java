package io.github.xiaozhisim.stress.handover;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue from threads that must not wait to one that may. {@link #offer} takes no lock, makes no system call
 * and allocates nothing; the reader comes by on its own in {@link #await} and is called only when half of the room is
 * taken. So a busy writer pays nothing for a reader that sleeps, and a reader that the machine has put aside blocks
 * nobody.
 *
 * <p>{@link #offer}, {@link #put}, {@link #call} and {@link #size} from any thread; {@link #await} and {@link #takeAll}
 * from the reader's.
 */
public final class Handover<T> {

  private static final long LOOK_AGAIN_MILLIS = 10;

  private final AtomicReferenceArray<@Nullable T> places;
  private final int capacity;
  private final int crowded;
  /** How many were ever written and read. */
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong read = new AtomicLong();
  private final Semaphore calls = new Semaphore(0);
  private final Semaphore room = new Semaphore(0);
  private volatile boolean waitedFor;

  /**
   * @param capacity a power of two, 2 or more
   */
  public Handover(int capacity) {
    if (capacity < 2 || Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("a capacity of " + capacity + " is not a power of two");
    }
    this.capacity = capacity;
    this.crowded = capacity / 2;
    this.places = new AtomicReferenceArray<>(capacity);
  }

  /** Hands {@code item} over, at once; false when there is no room, and then it is up to the caller to count it. */
  public boolean offer(T item) {
    long at = written.get();
    while (true) {
      if (at - read.get() >= capacity) {
        return false;
      }
      long before = written.compareAndExchange(at, at + 1);
      if (before == at) {
        break;
      }
      at = before;
    }
    places.setRelease(place(at), item);
    if (at + 1 - read.get() == crowded) {
      calls.release();
    }
    return true;
  }

  /** Waits for room; for who would rather wait than lose something. */
  public void put(T item) throws InterruptedException {
    while (!offer(item)) {
      waitedFor = true;
      calls.release();
      room.tryAcquire(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Makes {@link #await} return. */
  public void call() {
    calls.release();
  }

  /** How many wait; a moment later it may be another number. */
  public int size() {
    return (int) Math.clamp(written.get() - read.get(), 0, capacity);
  }

  /**
   * Returns after this time, or when half of the room is taken, or somebody calls.
   *
   * @return whether it was called; false when the time is over
   */
  public boolean await(long millis) throws InterruptedException {
    boolean called = calls.tryAcquire(millis, TimeUnit.MILLISECONDS);
    if (called) {
      calls.drainPermits();
    }
    return called;
  }

  /** Takes what waits now, in the order of writing; gives how many that were. */
  public int takeAll(Consumer<? super T> to) {
    long at = read.get();
    long end = written.get();
    int taken = 0;
    while (at < end) {
      T item = places.getAcquire(place(at));
      if (item == null) {
        break; // its writer has the place but has not put anything there yet
      }
      places.setPlain(place(at), null);
      read.setRelease(++at);
      taken++;
      to.accept(item);
    }
    if (waitedFor) {
      waitedFor = false;
      room.release();
    }
    return taken;
  }

  private int place(long at) {
    return (int) (at & (capacity - 1));
  }
}
