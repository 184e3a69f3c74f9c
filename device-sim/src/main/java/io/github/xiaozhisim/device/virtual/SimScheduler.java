package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import java.util.PriorityQueue;

/**
 * A scheduler in virtual time: everything runs on the thread that calls {@link #runUntil}, in the order of deadlines
 * and, where these are equal, in the order in which things were asked for. A run is a function of what is put in.
 *
 * <p>Any number of devices, servers and wires may share one. Not for use by several threads: {@link #execute}, too,
 * must be called on the one thread.
 */
public final class SimScheduler implements Scheduler {

  private final VirtualClock clock;
  private final PriorityQueue<Entry> queue = new PriorityQueue<>();
  private long nextOrder;
  private boolean running;

  public SimScheduler(VirtualClock clock) {
    this.clock = clock;
  }

  /** A fresh clock that starts on 2026-01-01 00:00 UTC. */
  public SimScheduler() {
    this(new VirtualClock(1_767_225_600_000L));
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public void execute(Runnable task) {
    queue.add(new Entry(clock.nowNanos(), nextOrder++, task, null, 0));
  }

  @Override
  public Timer timer(Runnable action) {
    return new SimTimer(action);
  }

  @Override
  public boolean inScheduler() {
    return running;
  }

  /** Runs everything due up to and including {@code nanos}, then leaves the clock there. */
  public void runUntil(long nanos) {
    if (running) {
      throw new IllegalStateException("runUntil called from a task of this scheduler");
    }
    running = true;
    try {
      while (true) {
        Entry head = queue.peek();
        if (head == null || head.deadlineNanos > nanos) {
          break;
        }
        queue.poll();
        if (head.timer != null && head.generation != head.timer.generation) {
          continue; // cancelled or moved
        }
        if (head.deadlineNanos > clock.nowNanos()) {
          clock.moveTo(head.deadlineNanos);
        }
        if (head.timer != null) {
          head.timer.armed = false;
        }
        head.action.run();
      }
      if (nanos > clock.nowNanos()) {
        clock.moveTo(nanos);
      }
    } finally {
      running = false;
    }
  }

  public void runFor(long nanos) {
    runUntil(clock.nowNanos() + nanos);
  }

  public void runForMillis(long millis) {
    runFor(millis * 1_000_000L);
  }

  private record Entry(
      long deadlineNanos,
      long order,
      Runnable action,
      @org.jspecify.annotations.Nullable SimTimer timer,
      int generation)
      implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byDeadline = Long.compare(deadlineNanos, other.deadlineNanos);
      return byDeadline != 0 ? byDeadline : Long.compare(order, other.order);
    }
  }

  private final class SimTimer implements Timer {
    private final Runnable action;
    private long deadlineNanos;
    private boolean armed;
    private int generation;

    SimTimer(Runnable action) {
      this.action = action;
    }

    @Override
    public void arm(long deadline) {
      generation++;
      armed = true;
      deadlineNanos = deadline;
      queue.add(new Entry(Math.max(deadline, clock.nowNanos()), nextOrder++, action, this, generation));
    }

    @Override
    public void cancel() {
      generation++;
      armed = false;
    }

    @Override
    public boolean armed() {
      return armed;
    }

    @Override
    public long deadlineNanos() {
      return deadlineNanos;
    }
  }
}
