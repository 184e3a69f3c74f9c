package io.github.xiaozhisim.pi.sound;

import io.github.xiaozhisim.hal.Clock;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread for one side of a card. Its methods may be called from any thread. */
final class CardThread implements Beat {

  private static final Logger log = LoggerFactory.getLogger(CardThread.class);
  private static final long AFTER_A_BUG_NANOS = 1_000_000_000L;

  /** A card that hangs is left behind: the thread is no obstacle to the end of the program. */
  private static final long PATIENCE_MILLIS = 500;

  private final String name;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private boolean woken;
  private boolean stopped;
  private @Nullable Thread thread;
  private LongConsumer last = nowNanos -> {};

  CardThread(String name, Clock clock) {
    this.name = name;
    this.clock = clock;
  }

  @Override
  public void start(Step step) {
    thread = Thread.ofPlatform().name(name).daemon().start(() -> run(step));
  }

  private void run(Step step) {
    long waitNanos = 0;
    while (await(waitNanos)) {
      try {
        waitNanos = step.step(clock.nowNanos());
      } catch (RuntimeException | Error e) { // without its thread a card would be silent for ever, and nobody told
        log.error("{} failed and goes on", name, e);
        waitNanos = AFTER_A_BUG_NANOS;
      }
    }
    last.accept(clock.nowNanos());
  }

  /** Waits so long, or until woken; false when it is over. */
  private boolean await(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (!woken && !stopped && left > 0) {
        left = news.awaitNanos(left);
      }
      woken = false;
      return !stopped;
    } catch (InterruptedException _) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void wake() {
    lock.lock();
    try {
      woken = true;
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void stop(LongConsumer lastly) {
    lock.lock();
    try {
      if (stopped) {
        return;
      }
      last = lastly;
      stopped = true;
      news.signal();
    } finally {
      lock.unlock();
    }
    Thread running = thread;
    if (running != null && running != Thread.currentThread()) {
      try {
        running.join(PATIENCE_MILLIS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
