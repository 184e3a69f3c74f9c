package io.github.xiaozhisim.transport;

import java.util.concurrent.TimeUnit;

/** Counts the sockets of a transport's clients, and lets somebody wait until none is left. Any thread. */
final class OpenSockets {

  private int count;

  synchronized void opened() {
    count++;
  }

  synchronized void closed() {
    count--;
    if (count == 0) {
      notifyAll();
    }
  }

  /** Waits until there are none, for {@code millis} at most; gives how many there are. */
  synchronized int awaitNone(long millis) {
    long deadlineNanos = SystemClock.INSTANCE.nowNanos() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      while (count > 0) {
        long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - SystemClock.INSTANCE.nowNanos());
        if (leftMillis <= 0) {
          return count;
        }
        wait(leftMillis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return count;
  }
}
