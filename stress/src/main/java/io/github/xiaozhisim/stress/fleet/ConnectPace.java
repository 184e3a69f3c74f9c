package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.stress.measure.Count;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.TurnRecorder;
import java.util.ArrayDeque;

/**
 * How fast the devices of one loop may begin to connect, and come back after the server has sent all of them away: at a
 * steady pace, in the order in which they want to. Who has to wait begins nothing before its time has come, so that the wait
 * is nobody's latency; it has a measure of its own.
 *
 * <p>When the other side does not keep up (a SYN without an answer, which the system sends again after a second, or a
 * refusal) the pace halves, once a second at most, down to a 64th; after each second without such signs it grows by a quarter,
 * until it is whole again. On the loop's thread; holds no more than each device once.
 */
final class ConnectPace {

  /** Who wants to connect. */
  interface Caller {

    /** Its time has come; false when it does not want to any more, and the next one may. */
    boolean mayConnect();
  }

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final double SLOWEST = 64;
  private static final double RECOVERY = 0.8;

  /** What a late wake-up may catch up on; more would be a burst. */
  private static final long CATCH_UP_NANOS = 100_000_000L;

  private record Waiting(Caller caller, long sinceNanos) {}

  private final Scheduler scheduler;
  private final TurnRecorder recorder;

  /** From one to the next; 0: no limit. */
  private final double intervalNanos;

  private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
  private final Timer timer;
  private double slowdown = 1;
  private long changedNanos = Long.MIN_VALUE;
  private double nextNanos;

  /** @param perSecond the loop's share; 0 for no limit */
  ConnectPace(Scheduler scheduler, TurnRecorder recorder, double perSecond) {
    this.scheduler = scheduler;
    this.recorder = recorder;
    this.intervalNanos = perSecond == 0 ? 0 : SECOND_NANOS / perSecond;
    this.timer = scheduler.timer(this::letIn);
    this.nextNanos = scheduler.clock().nowNanos();
  }

  /** True when {@code caller} may connect now; else it will be called when its time has come. */
  boolean enter(Caller caller) {
    if (intervalNanos == 0) {
      return true;
    }
    long nowNanos = scheduler.clock().nowNanos();
    if (queue.isEmpty() && nextNanos <= nowNanos) {
      advance(nowNanos);
      return true;
    }
    queue.add(new Waiting(caller, nowNanos));
    if (queue.size() == 1) {
      timer.arm((long) Math.ceil(nextNanos));
    }
    return false;
  }

  private void letIn() {
    long nowNanos = scheduler.clock().nowNanos();
    while (nextNanos <= nowNanos) {
      Waiting first = queue.poll();
      if (first == null) {
        return;
      }
      if (first.caller().mayConnect()) {
        recorder.record(Measure.CONNECT_WAIT, nowNanos - first.sinceNanos());
        advance(nowNanos);
      }
    }
    if (!queue.isEmpty()) {
      timer.arm((long) Math.ceil(nextNanos));
    }
  }

  private void advance(long nowNanos) {
    if (slowdown > 1 && nowNanos - changedNanos >= SECOND_NANOS) {
      slowdown = Math.max(1, slowdown * RECOVERY);
      changedNanos = nowNanos;
    }
    nextNanos = Math.max(nextNanos, nowNanos - CATCH_UP_NANOS) + intervalNanos * slowdown;
  }

  /** A TCP connection is there; {@code repeated}: the first SYN got no answer. */
  void connected(boolean repeated) {
    if (repeated) {
      recorder.add(Count.CONNECTS_SLOW, 1);
      overloaded();
    }
  }

  /** The other side does not keep up. */
  void overloaded() {
    long nowNanos = scheduler.clock().nowNanos();
    boolean again = changedNanos != Long.MIN_VALUE && nowNanos - changedNanos < SECOND_NANOS && slowdown > 1;
    if (intervalNanos == 0 || again) {
      return; // signs come in bunches
    }
    changedNanos = nowNanos;
    if (slowdown < SLOWEST) {
      slowdown = Math.min(SLOWEST, slowdown * 2);
      recorder.add(Count.CONNECT_BACKOFFS, 1);
    }
  }

  /** How many wait. */
  int waiting() {
    return queue.size();
  }
}
