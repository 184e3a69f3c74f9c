package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.Timer;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What somebody with a device is doing, until when, and how long they stay away after failures. With one timer: a user
 * waits for one thing at a time. On the device's thread.
 */
abstract sealed class Busy extends Watcher permits TurnTaker {

  private static final long FIRST_BACKOFF_NANOS = 1_000_000_000L;
  private static final long LAST_BACKOFF_NANOS = 30 * FIRST_BACKOFF_NANOS;

  final Host host;
  private final Clock clock;
  private final Timer timer;
  private @Nullable SplittableRandom random;
  private Doing doing = Doing.BOOTING;
  private long intendedNanos;
  private int failuresInRow;

  Busy(Host host, Ledger ledger) {
    super(ledger);
    this.host = host;
    this.clock = host.scheduler().clock();
    this.timer = host.scheduler().timer(this::onTimer);
  }

  /** What it does now has lasted as long as it may. */
  abstract void onTimer();

  @Override
  final boolean hasLeft() {
    return doing == Doing.GONE;
  }

  final Doing doing() {
    return doing;
  }

  /** From now on, until something happens. */
  final void become(Doing next) {
    doing = next;
    timer.cancel();
  }

  /** From now on, until {@link #onTimer} at the latest. */
  final void become(Doing next, long untilNanos) {
    doing = next;
    timer.arm(untilNanos);
  }

  /** Goes on with what it is doing, until then at the latest; takes the place of an earlier limit. */
  final void waitUntil(long nanos) {
    timer.arm(nanos);
  }

  /** When what comes next is meant to happen. */
  final long intendedNanos() {
    return intendedNanos;
  }

  final void intend(long atNanos) {
    intendedNanos = atNanos;
  }

  final void failed() {
    failuresInRow++;
  }

  final void succeeded() {
    failuresInRow = 0;
  }

  /** How long to stay away after failures; 0 when the last attempt went well. */
  final long backoffNanos() {
    if (failuresInRow == 0) {
      return 0;
    }
    return Math.min(LAST_BACKOFF_NANOS, FIRST_BACKOFF_NANOS << Math.min(10, failuresInRow - 1));
  }

  /** What looks like chance; a user who is never asked to choose needs none. */
  final SplittableRandom random() {
    SplittableRandom stream = random;
    if (stream == null) {
      stream = host.scenario().seeds().stream("talker", ledger.device());
      random = stream;
    }
    return stream;
  }

  final long now() {
    return clock.nowNanos();
  }
}
