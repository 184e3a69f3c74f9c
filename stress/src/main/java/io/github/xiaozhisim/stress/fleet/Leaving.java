package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.hal.Scheduler;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * How the users of one loop leave: one after the other, 5,000 a second. A whole fleet that hangs up in one moment would
 * be a load of its own, for both sides. On the loop's thread.
 */
final class Leaving {

  /** In steps of at most a tenth of a second when the loop is late. */
  private static final int CLOSED_PER_MILLI = 5;

  private static final int CLOSED_AT_ONCE = 500;

  private static final long CLOSE_EVERY_NANOS = 1_000_000;

  private final Scheduler scheduler;
  private final List<User> users;
  private final IntSupplier gone;
  private long beganNanos;
  private long hungUp;
  private int times;

  /**
   * @param users who come to be in it, in order
   * @param gone how many of them have left
   */
  Leaving(Scheduler scheduler, List<User> users, IntSupplier gone) {
    this.scheduler = scheduler;
    this.users = users;
    this.gone = gone;
  }

  /** How long so many users of a loop take. */
  static long nanos(int users) {
    return Math.ceilDiv(users, CLOSED_PER_MILLI) * CLOSE_EVERY_NANOS;
  }

  /** Everybody, from the first on; anew where it had begun, for those who were busy then. */
  void begin() {
    beganNanos = scheduler.clock().nowNanos();
    hungUp = 0;
    next(0, ++times);
  }

  private void next(int from, int time) {
    if (time != times) {
      return;
    }
    long millis = (scheduler.clock().nowNanos() - beganNanos) / 1_000_000;
    long due = Math.min((millis + 1) * CLOSED_PER_MILLI - hungUp, CLOSED_AT_ONCE);
    int goneBefore = gone.getAsInt();
    int at = from;
    while (at < users.size() && gone.getAsInt() - goneBefore < due) {
      users.get(at++).close();
    }
    hungUp += gone.getAsInt() - goneBefore;
    int rest = at;
    if (rest < users.size()) {
      scheduler.after(CLOSE_EVERY_NANOS, () -> next(rest, time));
    }
  }
}
