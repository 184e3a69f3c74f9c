package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler in virtual time: everything runs on the thread that calls {@link #runUntil}, in the order of deadlines
 * and, where these are equal, in the order in which things were asked for. A run is a function of what is put in.
 *
 * <p>Any number of devices, servers and wires may share one. Not for use by several threads: {@link #execute}, too,
 * must be called on the one thread. Nothing is allocated to arm, move or cancel a timer, and a cancelled one leaves
 * nothing behind: timers of the next second wait in a ring, later ones in a heap.
 */
public final class SimScheduler implements Scheduler {

  private final VirtualClock clock;
  private final TimerRing ring = new TimerRing();
  private final TimerHeap heap = new TimerHeap();

  /** Tasks wait in a ring; they were handed in in the order of time, so that they need no heap. */
  private @Nullable Runnable[] tasks = new Runnable[64];

  private long[] taskNanos = new long[tasks.length];
  private long[] taskOrders = new long[tasks.length];
  private int firstTask;
  private int waitingTasks;

  private long nextOrder;
  private long events;
  private long mostEvents = Long.MAX_VALUE;
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
    if (waitingTasks == tasks.length) {
      growTasks();
    }
    int tail = (firstTask + waitingTasks++) & (tasks.length - 1);
    tasks[tail] = task;
    taskNanos[tail] = clock.nowNanos();
    taskOrders[tail] = nextOrder++;
  }

  @Override
  public Timer timer(Runnable action) {
    return new SimTimer(this, action);
  }

  void arm(SimTimer timer, long deadlineNanos) {
    cancel(timer);
    timer.deadlineNanos = deadlineNanos;
    timer.order = nextOrder++;
    if (!ring.add(timer, clock.nowNanos())) {
      heap.add(timer);
    }
  }

  void cancel(SimTimer timer) {
    switch (timer.where) {
      case RING -> ring.remove(timer);
      case HEAP -> heap.remove(timer);
      case NOWHERE -> {}
    }
  }

  @Override
  public boolean inScheduler() {
    return running;
  }

  /** How many timers are armed: 0 when everything that lived here has been shut down. */
  public int armedTimers() {
    return ring.size() + heap.size();
  }

  /** How many timers and tasks have run so far. */
  public long events() {
    return events;
  }

  /** Lets {@link #runUntil} fail when more than so many timers and tasks have run: for who looks for endless loops. */
  public void mostEvents(long limit) {
    mostEvents = limit;
  }

  /** Runs everything due up to and including {@code nanos}, then leaves the clock there. */
  public void runUntil(long nanos) {
    if (running) {
      throw new IllegalStateException("runUntil called from a task of this scheduler");
    }
    running = true;
    try {
      while (runNext(nanos)) {
        if (++events > mostEvents) {
          throw new IllegalStateException("more than " + mostEvents + " timers and tasks have run");
        }
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

  /** Runs what comes first, unless that is later than {@code untilNanos}. */
  private boolean runNext(long untilNanos) {
    SimTimer near = ring.first();
    SimTimer far = heap.first();
    SimTimer timer = near == null || (far != null && far.isBefore(near)) ? far : near;
    if (waitingTasks > 0 && (timer == null || taskFirst(timer))) {
      if (taskNanos[firstTask] > untilNanos) {
        return false;
      }
      Runnable task = tasks[firstTask];
      tasks[firstTask] = null;
      firstTask = (firstTask + 1) & (tasks.length - 1);
      waitingTasks--;
      if (task != null) {
        task.run();
      }
      return true;
    }
    if (timer == null || timer.deadlineNanos > untilNanos) {
      return false;
    }
    cancel(timer);
    if (timer.deadlineNanos > clock.nowNanos()) {
      clock.moveTo(timer.deadlineNanos);
    }
    timer.action.run();
    return true;
  }

  private boolean taskFirst(SimTimer timer) {
    long nanos = taskNanos[firstTask];
    return nanos != timer.deadlineNanos ? nanos < timer.deadlineNanos : taskOrders[firstTask] < timer.order;
  }

  private void growTasks() {
    int length = tasks.length;
    @Nullable Runnable[] moreTasks = new Runnable[2 * length];
    long[] moreNanos = new long[2 * length];
    long[] moreOrders = new long[2 * length];
    for (int i = 0; i < length; i++) {
      int from = (firstTask + i) & (length - 1);
      moreTasks[i] = tasks[from];
      moreNanos[i] = taskNanos[from];
      moreOrders[i] = taskOrders[from];
    }
    tasks = moreTasks;
    taskNanos = moreNanos;
    taskOrders = moreOrders;
    firstTask = 0;
  }
}
