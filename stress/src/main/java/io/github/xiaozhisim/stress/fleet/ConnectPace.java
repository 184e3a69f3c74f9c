package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnRecorder;
import java.util.ArrayDeque;

/**
 * How fast the devices of one loop may begin to connect, and come back after the server has sent all of them away: at a
 * steady pace, in the order in which they want to. Who has to wait begins nothing before its time has come, so that the
 * wait is nobody's latency; it has a measure of its own.
 *
 * <p>When the other side does not keep up (a SYN without an answer, which the system sends again after a second, or a
 * refusal) the pace halves, once a second at most, down to a 64th; after each second without such signs it grows by a
 * quarter, until it is whole again. On the loop's thread; holds no more than each device once.
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

  /** The last sign of too much, or the last step of recovering from it. */
  private long quietSinceNanos;

  private long halvedNanos;

  /** When the last one connected, on the grid; the next one at {@link #nextNanos}. */
  private double lastNanos;

  private double nextNanos;

  /** @param perSecond the loop's share; 0 for no limit */
  ConnectPace(Scheduler scheduler, TurnRecorder recorder, double perSecond) {
    this.scheduler = scheduler;
    this.recorder = recorder;
    this.intervalNanos = perSecond == 0 ? 0 : SECOND_NANOS / perSecond;
    this.timer = scheduler.timer(this::letIn);
    this.nextNanos = scheduler.clock().nowNanos();
    this.lastNanos = nextNanos;
  }

  /** True when {@code caller} may connect now; else it will be called when its time has come. */
  boolean enter(Caller caller) {
    if (intervalNanos == 0) {
      return true;
    }
    long nowNanos = scheduler.clock().nowNanos();
    recover(nowNanos);
    if (queue.isEmpty() && nextNanos <= nowNanos) {
      advance(nowNanos);
      return true;
    }
    queue.add(new Waiting(caller, nowNanos));
    if (queue.size() == 1) {
      armTimer();
    }
    return false;
  }

  private void letIn() {
    long nowNanos = scheduler.clock().nowNanos();
    recover(nowNanos);
    while (nextNanos <= nowNanos) {
      Waiting first = queue.poll();
      if (first == null) {
        return;
      }
      if (first.caller().mayConnect()) {
        recorder.record(TurnMeasure.CONNECT_WAIT, nowNanos - first.sinceNanos());
        advance(nowNanos);
      }
    }
    if (!queue.isEmpty()) {
      armTimer();
    }
  }

  /** For the next one, or for a pace that recovers before: at the slowest, the next one may be a minute away. */
  private void armTimer() {
    long atNanos = (long) Math.ceil(nextNanos);
    timer.arm(slowdown > 1 ? Math.min(atNanos, quietSinceNanos + SECOND_NANOS) : atNanos);
  }

  private void advance(long nowNanos) {
    lastNanos = Math.max(nextNanos, nowNanos - CATCH_UP_NANOS);
    nextNanos = lastNanos + intervalNanos * slowdown;
  }

  /** By a step for each quiet second, whether somebody connected in it or not. */
  private void recover(long nowNanos) {
    while (slowdown > 1 && nowNanos - quietSinceNanos >= SECOND_NANOS) {
      slowdown = Math.max(1, slowdown * RECOVERY);
      quietSinceNanos += SECOND_NANOS;
      nextNanos = Math.min(nextNanos, lastNanos + intervalNanos * slowdown);
    }
  }

  /** A TCP connection is there; {@code repeated}: the first SYN got no answer. */
  void connected(boolean repeated) {
    if (repeated) {
      recorder.add(TurnCount.CONNECTS_SLOW, 1);
      overloaded();
    }
  }

  /** The other side does not keep up. */
  void overloaded() {
    if (intervalNanos == 0) {
      return;
    }
    long nowNanos = scheduler.clock().nowNanos();
    recover(nowNanos);
    quietSinceNanos = nowNanos;
    if (slowdown > 1 && nowNanos - halvedNanos < SECOND_NANOS) {
      return; // signs come in bunches
    }
    halvedNanos = nowNanos;
    if (slowdown < SLOWEST) {
      slowdown = Math.min(SLOWEST, slowdown * 2);
      recorder.add(TurnCount.CONNECT_BACKOFFS, 1);
    }
  }

  /** How many wait. */
  int waiting() {
    return queue.size();
  }
}
