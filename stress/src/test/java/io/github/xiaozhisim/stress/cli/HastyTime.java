package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time that passes by itself, some ten times as fast as the real one, on a thread of its own: for what is asked
 * by other threads, as a fleet is by its page. Time and tasks can be had from any thread, timers on its own.
 */
final class HastyTime implements Scheduler, AutoCloseable {

  private static final long STEP_MILLIS = 10;

  private final SimScheduler time = new SimScheduler();
  private final ConcurrentLinkedQueue<Runnable> handedIn = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("hasty").daemon().factory());
  private volatile long nowNanos = time.clock().nowNanos();
  private volatile @Nullable Thread own;
  private volatile @Nullable Throwable broken;

  private final Clock clock =
      new Clock() {
        @Override
        public long nowNanos() {
          return isOwn() ? time.clock().nowNanos() : nowNanos;
        }

        @Override
        public long wallMillis() {
          return 1_767_225_600_000L + nowNanos() / 1_000_000;
        }
      };

  HastyTime() {
    thread.scheduleWithFixedDelay(this::step, 0, 1, TimeUnit.MILLISECONDS);
  }

  private void step() {
    own = Thread.currentThread();
    try {
      for (Runnable task = handedIn.poll(); task != null; task = handedIn.poll()) {
        time.execute(task);
      }
      time.runForMillis(STEP_MILLIS);
      nowNanos = time.clock().nowNanos();
    } catch (Throwable t) {
      broken = t;
      throw t;
    }
  }

  /** For what lives on that thread alone, such as a wire. */
  SimScheduler time() {
    return time;
  }

  /** What went wrong on the thread, if anything did; time stands still since then. */
  @Nullable Throwable broken() {
    return broken;
  }

  private boolean isOwn() {
    return Thread.currentThread() == own;
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public void execute(Runnable task) {
    if (isOwn()) {
      time.execute(task);
    } else {
      handedIn.add(task);
    }
  }

  @Override
  public Timer timer(Runnable action) {
    return time.timer(action);
  }

  @Override
  public boolean inScheduler() {
    return isOwn() && time.inScheduler();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
